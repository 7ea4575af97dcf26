"""The sample organisation: sources, renderers, outputs and labels."""
