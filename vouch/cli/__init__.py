"""The command line. Each command lives in a file of its own; ``main`` ties them together."""
