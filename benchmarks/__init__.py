"""Speed, memory and quality, measured: ``make bench`` runs all of them, ``python -m benchmarks.NAME`` one.

Figures are ratios against something measured in the same run wherever machines differ. Those that
need the shared corpora skip cleanly when the folder is absent.
"""
