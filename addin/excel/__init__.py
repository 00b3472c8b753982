"""Builds the Excel add-in, qingjian.xlam, from text: ribbon, VBA, settings, descriptions of the functions."""
