"""Several documents approved in one breath: "The Board ratified the following policies:" above a list of them, in minutes.

What is only proposed, or put before the meeting for approval, is nothing approved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span
from ingest.facts.approval_fields import NAME
from ingest.facts.context import body, held
from ingest.facts.mentions import document_in, named
from ingest.facts.reading import Reading

_LEAD = re.compile(
    r"^(?P<before>[^\n]{0,120}?)\b(?P<verb>(?:re-?)?(?:approved|adopted)|ratified|endorsed|signed off)\b(?P<after>[^\n:.]{0,80}):[*_]{0,2}[ \t]*\n"
    r"(?P<list>(?:(?:[ \t]*\n)?[ \t]*(?:[-*+•‣]|\(?[\da-z]{1,2}[.)])[ \t]+[^\n]+(?:\n|$))+)",
    re.M | re.I,
)
_ITEM = re.compile(r"^[ \t]*(?:[-*+•‣]|\(?[\da-z]{1,2}[.)])[ \t]+(?P<words>[^\n]+)$", re.M | re.I)
_UNDONE = re.compile(
    r"\b(?:to be|be|will|shall|should|must|would|may|can|not|never|if|once|for|were asked|asked|recommend\w*|propos\w*|request\w*|draft|previously|last)\b",
    re.I,
)
_SUBJECT_OF_LIST = re.compile(r"\bfollowing\b|\b(?:policies|procedures|documents|strategies|plans)\b", re.I)
_OTHERWISE = re.compile(r"\b(?:subject to|deferred|not approved|withdrawn|rejected|pending|noted)\b", re.I)


def listed_approvals(reading: Reading) -> Iterator[Fact]:
    """Each document of such a list, approved by the body that met, on its day."""
    who, day = (body(reading), held(reading)) if reading.kind == "minutes" else ("", "")
    if not who:
        return
    for lead in _LEAD.finditer(reading.text):
        if _UNDONE.search(lead["before"]) or not _SUBJECT_OF_LIST.search(lead["after"]):
            continue
        opening = reading.trimmed(Span(lead.start("before"), lead.end("after")))
        for item in _ITEM.finditer(reading.text, lead.start("list"), lead.end("list")):
            span = Span(item.start("words"), item.end("words"))
            mention = document_in(reading.text, span.start, span.end)
            if mention is None or _OTHERWISE.search(item["words"]) or not reading.visible(span):
                continue
            fields = {
                "subject": named(mention.subject),
                "version": mention.version,
                "decision": "approved",
                "body": who,
            }
            yield reading.fact("approval", fields, [span, opening], extractor=NAME, dates={"approved": day})
