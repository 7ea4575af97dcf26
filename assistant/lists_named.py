"""Questions about a list as such: a row of the risk register tells of one risk, and not who keeps the register."""

from __future__ import annotations

import re

from assistant.statements import Statement

_LIST = r"(?:registers?|registry|logs?|inventor(?:y|ies)|lists?|matrix|matrices|trackers?|catalogues?)"
_KEPT = re.compile(
    r"\b(?:owns?|owned|owner|maintain\w*|keeps?|kept|keeper|approv\w*|updat\w*|review\w*|manag(?:es?|ed)|administers?"
    rf"|responsible for|in charge of|looks? after)\b.*\b{_LIST}\b\s*\??$|\b{_LIST} (?:(?:last|next|first|been) ){{0,2}}"
    r"(?:owned|maintained|kept|approved|updated|reviewed|managed)\b",
    re.I,
)
_NAMED = re.compile(rf"\b{_LIST}\b", re.I)
_CELLS = 3  # of a row that tells of an item; a label and its value may tell of the whole


def of_another_thing(question: str, statement: Statement) -> bool:
    """Whether ``question`` is about a list as such, and the statement is one of the things listed in some table."""
    if statement.kind != "row" or not _KEPT.search(question):
        return False
    return len(statement.reading.split("; ")) >= _CELLS and not _NAMED.search(statement.plain)
