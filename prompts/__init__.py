"""Prompt files and their loader. No prompt is needed until a language model is asked."""
