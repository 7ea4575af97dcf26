"""Whose letter a paper of certification is: the firm above it, where the paper is written by a certification body."""

from __future__ import annotations

import re

from evidence.model import Span
from ingest.facts.reading import Reading

_FORM = r"(?:ApS|GmbH|AG|Ltd|Limited|A/S|AB|AS|Inc|BV|B\.V|SA|S\.A|plc|PLC|LLC|LLP|Pty|Pte|Pvt|Oy|SpA|Lda)"
_TRADE = r"(?:Certifications?|Certificering|Cert|Assurance|Registrars?|Registry|Assessments?|Audit|Verification)"
_FIRM = re.compile(
    rf"(?=[^\n]{{0,80}}?\b(?i:{_TRADE}|{_FORM})(?!\w))[#*> \t]{{0,6}}"
    r"(?P<firm>[A-Z][\w&.'’/-]{1,30}(?: (?:[A-Z&][\w&.'’/-]{0,30}|of|and|for|de|la)){0,6})(?= {2,}|[ \t]*(?:\n|,|\||[–—-] ))"
)
_WRITES = re.compile(
    r"\bour (?:[\w-]+ )?(?:lead )?(?:auditors?|certification|assessors?|technical reviewer|registrar)\b"
    r"|\b(?:certification|certificates?|client|scheme|registration) manager\b|\bhead of certification\b"
    r"|\bcertification (?:body|of management systems)\b|\bour fee\b|\blead auditor\b|\bfee (?:for|of) (?:the )?(?:stage|audit|visit|next)"
    r"|\bcertification (?:panel|committee|decision)\b|\bdecision on certification\b",
    re.I,
)
"""What a certification body writes of itself."""
_ABOUT = re.compile(r"\b(?:ISO|IEC|EN)\b[ /-]?(?:IEC )?\d{4,5}|\bcertificates?\b", re.I)
_KINDS = ("minutes", "agenda", "policy", "register", "agreement", "mail", "role_description")
_LINES, _TOP = 3, 300


def letterhead(reading: Reading) -> tuple[str, Span] | None:
    """The certification body whose name stands above its letter or certificate, and where; ``None`` of other papers."""
    text = reading.text
    if reading.kind in _KINDS or not (_ABOUT.search(text, 0, 2_000) and _WRITES.search(text, 0, 6_000)):
        return None
    start = len(text) - len(text.lstrip())
    for _ in range(_LINES):
        line = reading.line(start)
        if line.start > _TOP:
            return None
        match = _FIRM.match(text, line.start, min(len(text), line.end + 1))
        if match and reading.visible(line):
            return match["firm"].rstrip(" ,"), Span(match.start("firm"), match.end("firm"))
        start = line.end + 1
        start += len(text[start:]) - len(text[start:].lstrip())
        if start >= len(text):
            break
    return None
