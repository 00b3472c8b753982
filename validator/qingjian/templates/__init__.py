"""Editions made into workbooks, data schemas and new editions; differences between editions in words."""
