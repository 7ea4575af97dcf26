"""Prompt files (Markdown with front matter) and their loader. A leaf: it imports no other room."""

from prompts.loader import Prompt, PromptError, load, names, parse

__all__ = ["Prompt", "PromptError", "load", "names", "parse"]
