"""Near misses: the words that come nearest to an answer and are not sure enough to be one, for a person to judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.accept import refused
from assistant.answer import Nearest
from assistant.select import Candidate
from evidence.errors import UnknownDocument
from evidence.model import Hit, StoredPassage
from evidence.view import View

_MOST = 3

Place = tuple[StoredPassage, int, int]


def nearest(view: View, ranked: Sequence[Candidate], hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    """One place of each of the nearest documents, best first: what no rule refuses, then the passages found.

    ``ranked`` are the candidates and ``hits`` the passages of one question, best first; hidden text is none of it.
    """
    shown = [each.block or each.statement for each in ranked if not refused(each)]
    places: list[Place] = [(each.passage, each.start, each.end) for each in shown]
    places += [(hit.passage, hit.passage.start, hit.passage.end) for hit in hits]
    near: dict[str, Place] = {}
    for place in places:
        if not place[0].hidden:
            near.setdefault(place[0].doc_id, place)
    return tuple(_near(view, *place) for place in list(near.values())[:_MOST])


def words_of(view: View, near: Mapping[str, Any]) -> str:
    """The words at a near miss's place (a ``Nearest`` as JSON), "" where ``view`` has no such document any more."""
    try:
        document = view.document(str(near["doc_id"]))
    except UnknownDocument:
        return ""
    return view.parsed(document.rowid).text[int(near["start"]) : int(near["end"])]


def _near(view: View, passage: StoredPassage, start: int, end: int) -> Nearest:
    place = {"doc_id": passage.doc_id, "start": start, "end": end}
    return Nearest(title=view.document(passage.doc_id).title, quote=words_of(view, place), **place)
