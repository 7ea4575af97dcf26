"""Labelled evidence sets and the metrics that score answers against them."""
