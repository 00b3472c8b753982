"""Readers: bytes of a workbook from outside become a Grid, or one clear refusal."""
