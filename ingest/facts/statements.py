"""What minutes say, statement by statement: list items with their number and topic, sentences of prose, label lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Span
from ingest.facts.reading import Reading

_ITEM = re.compile(
    r"(?P<indent>[ \t>]*)(?P<mark>(?:[-*+•‣◦▪·–]|\d{1,2}(?:\.\d{1,2})*[.)]?|\d{3,4}\.\d{1,2}[.)]?)[ \t]+)?(?P<box>\[(?P<tick>[ xX✓])\][ \t]*)?"
)
_NUMBER = re.compile(
    r"[*_]{0,2}(?P<number>(?:(?:decision|resolution|action|item|motion)\s+)?(?:[A-Z]{1,6}\d{0,4}[-/.–]\d[\w./-]{0,9}|[A-Z]{1,4}\d{1,4}[-/][A-Z]{1,3}\d{1,4}|[A-Z]{1,3}\d{1,4}|\d{4}[-/]\d{1,4}|\d{2,3}/\d{1,3}(?!/)|\d{1,3}[-.]\d{1,3}|(?<=[a-z] )\d{1,4}))"
    r"[*_]{0,2}(?=[\s:.),–|(-]|$)[):.,]{0,2}[*_]{0,2}[ \t]*(?:[:–|-][ \t]+)?",
)
_LINK = re.compile(r"[ \t]*\[?\[#?\d+\]\([^)\s]*\)\]?|[ \t]*<?https?://\S+")
_TITLED = re.compile(
    r"^[ \t]*(?:(?:\d{1,2}(?:\.\d{1,2})*[.)]?[ \t]+|#{1,6}[ \t]+)(?P<title>\S[^\n]{1,100}?)"
    r"|(?P<strong>\*\*|__)(?P<alone>[^*_\n]{2,100}?):?(?P=strong):?)[ \t]*$"  # a line of its own in bold is a heading too
)
_LED = re.compile(
    r"[ \t]*(?:[-*+•][ \t]+)?(?:\*\*|__)(?:\d{1,3}[./]?\d{0,3}[.)]?[ \t]+)?(?P<lead>[^\W\d_][^*_\n]{2,80}?)[.:]?(?:\*\*|__)[.:]?[ \t]+\S"
)
_DAY = re.compile(r"\W*\d{1,2}(?:st|nd|rd|th)?\.?\s+[A-Z][a-zà-ÿ]{2,8}\.?,?\s+(?:19|20)?\d\d\W*")
_TOPIC = 100  # characters up to which a line is a topic as it stands
_SENTENCES = 2  # from which on a line is a topic and what was said of it
_TITLE_WORDS = 10
_AGENDA_WORDS = re.compile(
    r"(?:new |old |agreed |open |meeting )?(?:actions?|decisions?|resolutions?|minutes|agenda|discussion|announcements?|updates?|any other business|aob|"
    r"summary|next steps?|action items?|outcomes?|notes|items?|other|new|q&a.*|[\w-]+/[\w-]+)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its words as ``span``, how far its line is indented, its heading, and a tick box if it has one.

    ``heading`` says that the statement is itself a heading.
    """

    span: Span
    indent: int
    section: str
    topic: str
    listed: bool
    tick: str = ""
    heading: bool = False


def statements(reading: Reading) -> Iterator[Statement]:
    """The visible statements outside tables, in order, each with the item or heading that it stands under."""
    above: list[tuple[int, str]] = []
    headings, at = reading.document.headings, 0
    section, seen, titled, first = "", -1, "", ""
    for span in reading.sentences:
        line = reading.text.rfind("\n", 0, span.start) + 1
        if line != seen:
            while at < len(headings) and headings[at].start <= max(line, span.start):
                section, above, titled, at = headings[at].title, [], "", at + 1
            seen = line
            match = _ITEM.match(reading.text, line)
            indent = _width(match["indent"]) if match else 0
            listed = bool(match and match["mark"])
            tick = (match["tick"] or "") if match and match["box"] else ""
            while above and above[-1][0] >= indent:
                above.pop()
            first = reading.quote(reading.line(line))
            found = _TITLED.match(first)
            title = (found["title"] or found["alone"]) if found else _led(first)
            if (
                title
                and not title.endswith((".", ";", ",", ":"))
                and len(title.split()) <= _TITLE_WORDS
                and not _DAY.fullmatch(first)
            ):
                titled = title
        heading = at > 0 and headings[at - 1].start <= span.start < headings[at - 1].end
        yield Statement(span, indent, section, _topic(above, titled, section, indent), listed, tick, heading)
        if (listed or indent) and (not above or above[-1][0] < indent):
            above.append((indent, first))


def _led(line: str) -> str:
    """What a line is about that begins with it in bold: "**Money.** Ona proposed ..."."""
    match = _LED.match(line)
    return match["lead"].strip(" .:") if match else ""


def under(reading: Reading, every: list[Statement], at: int, below: int, listing: bool) -> bool:
    """Whether ``every[at]`` belongs to the list below a label at indent ``below``: deeper, or lines right after it.

    ``listing``: the statement before belongs to that list, so that the next item does too, unless a blank line parts them.
    """
    one, before = every[at], every[at - 1]
    if one.section != before.section:
        return False
    between = reading.text[before.span.end : one.span.start]
    goes_on = listing and between.count("\n") == 1
    return (
        one.indent > below
        or (not one.listed and not before.listed and one.span.start - before.span.end <= 1)
        or (one.listed and (goes_on or not before.listed) and one.indent == below)
    )


def _width(indent: str) -> int:
    return sum(4 if character == "\t" else 1 for character in indent)


def _topic(above: list[tuple[int, str]], titled: str, section: str, indent: int) -> str:
    """What a statement is about: the outermost item above it, else the numbered line or heading above."""
    outer = [words for level, words in above if level < indent] or ([above[0][1]] if above and not indent else [])
    for words in (*outer[:1], titled, section):
        plain = _head(tidy(words))
        if plain and not _AGENDA_WORDS.fullmatch(plain):
            return plain[:160]
    return ""


def _head(words: str) -> str:
    """The topic that a minute begins with ("142.5 Travel Policy. Ms Roth presented it ..." is about the Travel Policy)."""
    words = re.sub(r"^\d{3,4}\.\d{1,2}[.)]?\s+", "", words)
    parts = re.split(r"(?<=\w{3})[.:]\s+(?=[^\W\d_a-zà-öø-ÿ])", words)
    return parts[0] if len(words) > _TOPIC or len(parts) > _SENTENCES else words


def tidy(words: str) -> str:
    """Words without list marks, numbering, links and emphasis, as a subject is written."""
    plain = _LINK.sub("", re.sub(r"\[([^\]\[]{1,200})\]\([^)\s]*\)", r"\1", words))
    plain = re.sub(r"^\s*(?:#{1,6}\s+|\d{1,2}(?:\.\d{1,2})*[.)]?\s+|[-*+•]\s+)", "", plain)
    return " ".join(re.sub(r"[*_`]{1,3}", "", plain).split()).strip(" .:;–-")


def numbered(words: str) -> tuple[str, int]:
    """The identifier at the head of a statement ("D-1: …", "ISF-8 Access …") and where the rest begins."""
    match = _NUMBER.match(words)
    if match is None or re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?|[A-Z]\.?|Q\d", match["number"]):
        return "", 0
    return re.sub(r"(?i)^(?:decision|resolution|action|item|motion)\s+", "", match["number"]).rstrip("./-"), match.end()
