"""Near misses: the words that come nearest to an answer and are not sure enough to be one, for a person to judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.answer import Nearest
from assistant.places import Place
from assistant.sections import veiled
from evidence.errors import UnknownDocument
from evidence.model import Hit, StoredPassage
from evidence.view import View

_MOST = 3


def nearest(view: View, places: Sequence[Place], hits: Sequence[Hit]) -> tuple[Nearest, ...]:
    """The ``places`` of a question that nothing is sure enough to answer; where they are few, the best passages found.

    What is hidden or addressed to a machine is none of them.
    """
    near = {passage.rowid: (passage, start, end) for passage, start, end in places}
    for passage in (hit.passage for hit in hits if not hit.passage.hidden):
        if not veiled(view.parsed(passage.document), passage.start, passage.end):
            near.setdefault(passage.rowid, (passage, passage.start, passage.end))
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
