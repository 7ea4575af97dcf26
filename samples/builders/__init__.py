"""Makers of the sample organisation's files, one module a family of formats."""
