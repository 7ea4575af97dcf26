"""Who answers for the clause that a question is about, in the asker's world."""

from __future__ import annotations

import re

from assistant.service import Identity
from evidence.lexical import analyse
from integrations.slack.work.bench import Bench

_REF = re.compile(r"\b(?:A\.)?\d{1,2}(?:\.\d{1,2})+\b", re.I)
_COMMON = frozenset(analyse("management system and of the for to with organisation information ai policy is our what"))


def proposed_owner(bench: Bench, team: str, who: Identity, question: str) -> tuple[str, str]:
    """The Slack user who answers for the clause, and why they are proposed; two empty strings for nobody."""
    rows = [row.cells for row in bench.desk.report(who, "gap-analysis").rows]
    row = _row_of(question, rows)
    if row is None:
        return "", ""
    ref, title, owner = row[0], row[1], row[5]
    named = _set(bench, ref)
    user = bench.directory.by_email(team, named) if named else None
    if user is None and any(sign.isalpha() for sign in owner):
        user = bench.directory.by_name(team, owner)
    return (user, f"They answer for clause {ref}, {title}.") if user else ("", "")


def _row_of(question: str, rows: list[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The requirement named by its number, else the one whose title shares most words with the question."""
    refs = {match.upper() for match in _REF.findall(question)}
    for row in rows:
        if row[0].upper() in refs:
            return row
    asked = set(analyse(question)) - _COMMON
    scored = [(len(asked & (set(analyse(row[1])) - _COMMON)), row) for row in rows]
    best = max(scored, key=lambda each: each[0], default=(0, None))
    return best[1] if best[0] else None


def _set(bench: Bench, ref: str) -> str:
    """The e-mail that the settings name for a clause or one above it."""
    while ref:
        if ref in bench.options.owners:
            return bench.options.owners[ref]
        ref = ref.rpartition(".")[0]
    return ""
