"""Builds the LibreOffice extension, qingjian.oxt: Calc functions, menu, toolbar, and all Python they need."""
