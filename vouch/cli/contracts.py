"""Prints the tables of ``docs/contracts.md``, kinds and finding types: ``python -m vouch.cli.contracts``."""

from __future__ import annotations

from evidence.finding_types import FINDING_TYPES
from evidence.kinds import COMMON_DATES, KINDS


def kinds_table() -> str:
    """Every kind of facts with its fields and dates, as Markdown."""
    lines = ["| kind | states | `fields` | `dates` |", "| --- | --- | --- | --- |"]
    for kind in KINDS.values():
        dates = " ".join((*kind.dates, *COMMON_DATES))
        lines.append(f"| `{kind.name}` | {kind.meaning} | {' '.join(kind.fields)} | {dates} |")
    return "\n".join(lines)


def findings_table() -> str:
    """Every type of findings, as Markdown."""
    lines = ["| type | correlator | severity | clause | means |", "| --- | --- | --- | --- | --- |"]
    for each in FINDING_TYPES.values():
        lines.append(f"| `{each.name}` | {each.correlator} | {each.severity} | {each.clause} | {each.meaning} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(kinds_table(), findings_table(), sep="\n\n")
