"""How values are written on a page: days, numbers, strengths, links to evidence, and nothing that plays tricks."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup

from assistant.readable import on_a_line
from assistant.wording import NOUNS

# Format characters that words of some languages, and hyphenation, need; they cannot reorder what is read.
_KEPT = frozenset("\n\t\u00ad\u200c\u200d\u2060\ufeff")
_TRICKS = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})

STRENGTHS = {
    "unknown": "",
    "plan": "plan",
    "draft": "draft",
    "superseded": "superseded",
    "withdrawn": "withdrawn",
    "published": "published",
    "record": "record",
    "approved": "approved",
    "signed": "signed",
    "validly_signed": "signature valid",
}
"""What a strength is called on a badge; nothing is shown for ``unknown``."""

STATUSES = {
    "answered": "Answered",
    "partial": "Partly answered",
    "conflict": "The documents disagree",
    "not_found": "Not found",
    "error": "Could not be answered",
}
"""What an answer's status is called."""

BASES = {
    "quote": ("quoted", "The words stand in the document."),
    "computed": ("computed", "Computed from the documents' words by the rule shown."),
    "absence": ("absence", "Said because nothing was found; what was searched is shown."),
}
"""What a claim rests on: a short name, and what it means."""


def visible(text: str) -> str:
    """``text`` with control and direction characters shown as escapes, so that no name or document plays tricks."""
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    if character in _KEPT or unicodedata.category(character) not in _TRICKS:
        return character
    return character.encode("unicode_escape").decode()


def finalize(value: Any) -> Any:
    """What Jinja writes for any expression: ``None`` as nothing, text made visible (it is escaped afterwards)."""
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def day(value: date | str | None) -> str:
    """A day as people write it: 15 June 2026. What is no ISO day stays as it is."""
    if value is None or value == "":
        return ""
    try:
        found = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    return f"{found.day} {found:%B %Y}"


def moment(value: datetime | str | None) -> str:
    """A moment as 15 June 2026, 14:05; seconds and zone are in the record."""
    if value is None or value == "":
        return ""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return str(value)
    return f"{day(found.date())}, {found:%H:%M}"


def plural(number: int, one: str, many: str = "") -> str:
    """``1 document``, ``1,204 documents``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def counted(number: int, what: str) -> str:
    """How many facts of a kind, or other things, were looked through: ``93 decisions``, ``1 decision``."""
    one = what.replace("_", " ")
    many = NOUNS.get(what, one if one.endswith("s") else f"{one}s")
    return plural(number, one if what in NOUNS else one.removesuffix("s"), many)


def document_path(doc_id: str) -> str:
    """A document's id as part of a URL, quoted segment by segment."""
    return "/".join(quote(part, safe="", errors="surrogatepass") for part in doc_id.split("/"))


def evidence_url(doc_id: str, *spans: tuple[int, int], sha256: str = "") -> str:
    """The page that opens a document at the words ``[start, end)``: the link that every way in shares."""
    query = [(name, str(value)) for start, end in spans for name, value in (("start", start), ("end", end))]
    if sha256:
        query.append(("sha", sha256))
    tail = f"?{urlencode(query)}#mark" if query else ""
    return f"/evidence/{document_path(doc_id)}{tail}"


def where(citation: Mapping[str, Any]) -> str:
    """Where in its document a citation stands: page, sheet and cell, section, and what kind of words they are."""
    parts: list[str] = []
    if citation.get("page") is not None:
        parts.append(f"page {citation['page']}")
    if citation.get("sheet"):
        parts.append(f"{citation['sheet']}" + (f" {citation['cell']}" if citation.get("cell") else ""))
    elif citation.get("section"):
        parts.append(f"§ {on_a_line(citation['section'], str(citation.get('doc_id') or ''))}")
    if citation.get("origin") not in (None, "text", "cell"):
        parts.append(_ORIGINS.get(str(citation["origin"]), str(citation["origin"])))
    return " · ".join(parts)


_ORIGINS = {"ocr": "scanned", "path": "file name", "header": "header of the file", "notes": "speaker notes"}


def last_number(name: str) -> str:
    """The row of a cell's reference: 7 of B7; "" without one."""
    return name.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
