"""Claims against their own cited words, before anything is shown."""

from __future__ import annotations

import re

from assistant.answer import Citation, Claim
from evidence.errors import UnknownDocument
from evidence.view import View

_WORD = re.compile(r"\w+")


def verify(claim: Claim, view: View) -> bool:
    """Whether a quoted claim stands: every citation verbatim in a live document, every word from them.

    A citation must name a live document of the view in the cited version, and its quote must be
    exactly ``text[start:end]``. The claim may hold no word that its quotes do not hold.
    """
    if not claim.citations or not all(_verbatim(citation, view) for citation in claim.citations):
        return False
    quoted = set(_WORD.findall(" ".join(citation.quote for citation in claim.citations).lower()))
    return set(_WORD.findall(claim.text.lower())) <= quoted


def _verbatim(citation: Citation, view: View) -> bool:
    try:
        document = view.document(citation.doc_id)
    except UnknownDocument:
        return False
    text = view.text(document.rowid)
    return document.sha256 == citation.sha256 and text[citation.start : citation.end] == citation.quote != ""
