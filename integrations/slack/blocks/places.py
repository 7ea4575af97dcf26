"""Where words stand: links to the evidence page, and their place in the document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

_STRENGTH = {
    "plan": "a plan", "draft": "a draft", "superseded": "superseded", "withdrawn": "withdrawn",
    "published": "published", "record": "a record", "approved": "approved", "signed": "signed",
    "validly_signed": "signed, signature valid",
}  # fmt: skip


def evidence_link(public_url: str, cited: Mapping[str, Any]) -> str:
    """The page that opens a document at the words cited. The document's title is not in it."""
    path = "/".join(quote(part, safe="") for part in str(cited["doc_id"]).split("/"))
    where = {"start": cited["start"], "end": cited["end"]}
    if cited.get("sha256"):
        where["sha"] = cited["sha256"]
    return f"{public_url.rstrip('/')}/evidence/{path}?{urlencode(where)}#mark"


def place(cited: Mapping[str, Any]) -> str:
    """The place in the document: page, section, sheet and cell."""
    parts = (
        f"p. {cited['page']}" if cited.get("page") else "",
        str(cited.get("section") or ""),
        str(cited.get("sheet") or ""),
        str(cited.get("cell") or ""),
    )
    return ", ".join(dict.fromkeys(part for part in parts if part))


def strength(cited: Mapping[str, Any]) -> str:
    """What the words weigh, in words; "" when the document does not say."""
    return _STRENGTH.get(str(cited.get("strength") or ""), "")
