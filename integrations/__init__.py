"""Doors to other programs. Each receives what it needs from the composition root."""
