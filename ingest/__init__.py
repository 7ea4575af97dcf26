"""Documents in, archive out: sources, parsers, chunking and synchronisation."""
