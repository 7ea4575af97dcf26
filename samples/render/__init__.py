"""Renders the text sources of a sample organisation into documents of natural formats."""
