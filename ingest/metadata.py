"""What a document says about itself where its parser left that unknown: title, dates, version, language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from evidence.dates import Order, find_dates
from evidence.dating import order_of
from evidence.model import DocumentDate, Mark, Metadata, Origin, ParsedDocument
from ingest.language import language_of

_OPENING = 4_000  # characters in which a document states its dates and version
_TITLE = 160
_BETWEEN = 30  # characters between "approved" and its date: " by the Board on "
_JUNK = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\b.*|untitled.*|document ?\d*|presentation ?\d*|slide \d+|template|title|"
    r"powerpoint[- ]pr.*|.*\.(?:docx?|pptx?|xlsx?|pdf|rtf|odt|indd|dot[xm]?|pub|qxd)|\W*|\d{1,3})$",
    re.I,
)
_SECTION = re.compile(
    r"(?:new |agreed |open )?(?:actions?(?: items?| points?| list| log)?|to[- ]?dos?|next steps|"
    r"decisions?|resolutions?|attendance|apologies|a\.?o\.?b\.?|any other business)\W*",
    re.I,
)  # headings of a part of minutes, which name no document that says something above them
_TORN = re.compile(r"\s*[*_]{1,3}#{1,6}[ \t]+(?P<title>\S[^\n]*)")
_WIDE, _WHOLE = 3, 0.8  # columns and rows of a register; share of a document that is one and nothing else
_TOP_LINES = 4
_BEARS = re.compile(
    r"(?!.*\b(?:on|by|before|until|since|from|to|for|of|not|was|were|is|seen|between|and|approved|due|review\w*|next|last|expir\w+)\b)"
    r"(?:issue |version |rev\.? )?[\w.&/'’-]*(?:[ ,]+[\w.&/'’()-]+){0,5}[ ,:–-]*",
    re.I,
)  # what may stand before the day that a document bears: a name, "Laboratory report,", "Issue 8,"
_STATE_OF = re.compile(
    r"\b(?:(?:state|status|position|snapshot|extract|export|print-?out)(?: (?:of|as of|at|as at|on|from))?"
    r"|(?:as|correct|current) (?:at|of|on)"
    r"|(?:exported|extracted|generated|printed|downloaded|compiled)(?: (?:from|by) [^\n|;.\d]{1,40}?)?(?: on)?) ?:? ?$",
    re.I,
)  # what may stand right before the day whose state a list gives: "state of", "exported from the intranet on"
_STATE_WORDS = 80  # characters
_FORM_ROWS = 6
_NAMES_IT = re.compile(
    r"(?:(?:document|policy|procedure|report|audit|meeting) )?(?:title|name)|title of .{3,20}|document|policy|"
    r"procedure|audit|report|meeting|subject|matter",
    re.I,
)
_KIND = re.compile(
    r"\b(?:polic(?:y|ies)|procedures?|instructions?|guidelines?|directives?|standards?|regulations?|rules|plan)\b", re.I
)
_NAMES_KIND = re.compile(
    r"(?:policy|(?:(?:standard )?operating )?procedure|(?:work(?:ing)? )?instruction|guideline|directive|standard)"
    r"(?:\s+(?:on|for|of|about)\s+\S|\s*[:–—-]\s*\S|\s+(?:no\.?\s*)?[A-Z]{0,6}[-/ ]?\d)[^.]*$",
    re.I,
)  # "PROCEDURE P-4: ...", "Policy on ..."
_HOUSE = re.compile(
    r"\b(?:schools?|college|university|institute|academy|council|trust|hospitals?|clinic|surgery|department|ministry|agency|authority|"
    r"association|society|club|foundation|charity|church|parish|federation|union|co-?operative|limited|ltd|plc|inc|llp|llc|gmbh|"
    r"company|bank|group|centre|partnership)\b\.?",
    re.I,
)
_ENDS_KIND = re.compile(
    r"(?:[\w&/'’,()-]+\s+){0,8}(?:polic(?:y|ies)|procedures?|instructions?|guidelines?|standards?|charter|constitution|"
    r"terms of reference|code of (?:conduct|practice|ethics)|standing orders|regulations|by-?laws)",
    re.I,
)  # "GRANT AWARDING POLICY" below the name of the house
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_SEPARATORS = re.compile(r"[\s_\-+]+")
_VERSION = re.compile(
    r"\b(?:(?i:version|revision|rev\.?|edition|issue)\s*(?i:no\.?|number)?\s*[:|]?\s*(?P<stated>[vV]?\d+(?:\.\d+){0,3}[a-z]?)"
    r"|(?i:version|revision|rev\.?|issue\s*:)\s*[:|]?\s*(?P<letter>[A-HJ-Z])"  # I is a pronoun
    r"|[vV](?P<short>\d+(?:\.\d+){1,3}))(?![\w/-]|\.\d)",
)
_TOLD_OF = re.compile(  # "update the code of conduct to v2.1": the version of something else, or of another edition
    r"\b(?:to|from|with|than|until|since|before|using|uses?|into|requires?)\s+(?:the\s+)?$"
    r"|\b(?:superse[ds]\w+|replac\w+)\b[^.,;|\n]{0,28}$",
    re.I,
)
_BEFORE_VERSION = 40  # characters
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("review", re.compile(r"\b(?:next|last|date of|due for|to be)?\s*review(?:ed)?\b", re.I)),
    ("approved", re.compile(r"(?<!not )(?<!yet )(?<!be )\b(?:approv|adopt|ratif|endorse)\w*", re.I)),
    ("effective", re.compile(r"\b(?:effective|in force|valid from|applies from|commenc\w+|as of)\b", re.I)),
    ("issued", re.compile(r"\b(?:issued?|publish\w*|released?|publication)\b", re.I)),
    ("modified", re.compile(r"\b(?:modified|updated?|revised|amended|changed)\b", re.I)),
    (
        "written",
        re.compile(r"\b(?:dated?|written(?! to\b)|created|drafted|prepared|held|meeting|minutes|author)\b", re.I),
    ),
)
_ELSE = re.compile(
    r"\b(?:next|first|last|previous|earlier|later|hoped[- ]for|wanted|target|planned|proposed|due|expected|closing|"
    r"start|end|expiry|go-?live)\b"
    r"(?:[ -](?!on\b|of\b)[^\W\d_]+){0,3}[ -](?:date|meeting|minutes)$|['’]s? date$",
    re.I,
)  # "the next meeting", "the hoped-for date", "the Panel's date": days of something else than the document
_LABEL_ENDS = re.compile(r"[\s_-]*date\b", re.I)  # "approval date" is a date of approval
_AFTER_PATH = ("effective", "approved", "issued", "modified")
_UNREAD = (Mark.HIDDEN, Mark.COMMENT, Mark.INSTRUCTION)  # what no reader sees states nothing


def describe(document: ParsedDocument, path: str) -> ParsedDocument:
    """``document`` with its metadata filled in from front matter, opening words and path.

    What the parser found is kept; conflicting dates are all kept, each with its origin.
    """
    known = document.metadata
    dates = dict.fromkeys([*known.dates, *_stated_dates(document), *_path_dates(path, order_of(document.text))])
    if not dates and (top := _top_date(document)):
        dates[top] = None
    metadata = replace(
        known,
        title=_title(document, path),
        version=known.version or _version(document),
        language=known.language or language_of(document.text),
        dates=tuple(dates),
    )
    return replace(document, metadata=metadata)


def main_date(metadata: Metadata) -> date | None:
    """The day a document is filed under: when it was written, else its path's, else when it took effect.

    A date of creation in the file's properties is believed last: copying and converting change it.
    """
    stated = [found for found in metadata.dates if found.origin is not Origin.PATH]
    placed = [found.value for found in metadata.dates if found.origin is Origin.PATH]
    candidates = [found.value for found in stated if found.kind == "written"] + placed
    for kind in _AFTER_PATH:
        candidates += [found.value for found in stated if found.kind == kind]
    if candidates:
        return candidates[0]
    return metadata.created.date() if metadata.created else None


def path_words(path: str) -> str:
    """The words of a path: folders and file name without its extension, separators as spaces."""
    parts = PurePosixPath(path.replace("#", "/")).parts
    if parts:
        parts = (*parts[:-1], re.sub(r"\.[A-Za-z0-9]{1,8}$", "", parts[-1]))
    return " ".join(_CAMEL.sub(" ", _SEPARATORS.sub(" ", part)).strip() for part in parts if part not in ("/", "."))


def _title(document: ParsedDocument, path: str) -> str:
    given = " ".join(document.metadata.title.split())
    if given and not _JUNK.match(given):
        return given[:_TITLE]
    if opening := _of_form(document):
        return opening
    if opening := _torn_heading(document):
        return opening
    unread = _unread(document)
    for heading in document.headings:
        title = " ".join(heading.title.split())
        if _SECTION.fullmatch(title) and document.text[: heading.start].strip():
            break
        if title and heading.start < _OPENING and not _JUNK.match(title) and not _within(heading.start, unread):
            return (_below(document, title, heading.end) or title)[:_TITLE]
    return _first_line(document) or path_words(PurePosixPath(path.replace("#", "/")).name) or path


def _torn_heading(document: ParsedDocument) -> str:
    """The first line where a mark before its "#" keeps it from being a heading of Markdown; else ""."""
    opening = _TORN.match(document.text) if document.parser.startswith("markdown") else None
    title = " ".join(opening["title"].strip(" \t#*_").split()) if opening else ""
    if not title or _JUNK.match(title) or _within(opening.start("title") if opening else 0, _unread(document)):
        return ""
    return title[:_TITLE]


def _of_form(document: ParsedDocument) -> str:
    """What a form that opens with a table calls its matter ("Audit | IA-3 Purchasing"); "" where it has no such row."""
    table = document.tables[0] if document.tables else None
    if table is None or table.hidden or (document.headings and document.headings[0].start < table.start):
        return ""
    if document.text[: table.start].strip():
        return ""
    for row in table.rows[:_FORM_ROWS]:
        cells = [document.text[cell.start : cell.end].strip() for cell in row.cells]
        if len(cells) == 2 and _NAMES_IT.fullmatch(cells[0].strip(" :*")) and 2 < len(cells[1]) <= _TITLE:
            return " ".join(cells[1].split())
    return ""


def _first_line(document: ParsedDocument) -> str:
    """The first visible line when it is short enough to be a title."""
    if document.tables and document.tables[0].start == 0:
        return ""
    marked = _unread(document, Mark.FRONT_MATTER)
    offset = 0
    for line in document.text[:_OPENING].split("\n"):
        words = line.strip(" \t#*_=-|>")
        if words and not _within(offset, marked):
            short = len(words) <= 100 and not words.endswith((".", ";", ","))
            if short and (below := _below(document, words, offset + len(line))):
                return below
            return words if short and not _JUNK.match(words) else ""
        offset += len(line) + 1
    return ""


def _below(document: ParsedDocument, first: str, end: int) -> str:
    """The line below the first one where that names the house and only this one the document; or ""."""
    lines = (line.strip(" \t#*_=-|>") for line in document.text[end:_OPENING].split("\n"))
    below = next((line for line in lines if line), "")
    if len(below) > 100 or _KIND.search(first):
        return ""
    return below if _NAMES_KIND.match(below) or (_HOUSE.search(first) and _ENDS_KIND.fullmatch(below)) else ""


def _unread(document: ParsedDocument, *more: Mark) -> list[tuple[int, int]]:
    marks = (*_UNREAD, *more)
    return [(note.start, note.end) for note in document.annotations if note.mark in marks and note.start < _OPENING]


def _within(offset: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in spans)


def _version(document: ParsedDocument) -> str:
    stated = document.metadata.properties.get("version", "")
    if stated:
        return stated
    opening, unread = document.text[:_OPENING], _unread(document)
    days = [(found.start, found.end) for found in find_dates(opening, order=order_of(document.text))]
    for match in _VERSION.finditer(opening):
        start = match.start(match.lastgroup or 0)
        told_of = _TOLD_OF.search(opening, max(0, match.start() - _BEFORE_VERSION), match.start())
        if not _within(start, days) and not _within(start, unread) and not told_of:
            return match[match.lastgroup or 0].lstrip("vV")
    return ""


def _stated_dates(document: ParsedDocument) -> Iterator[DocumentDate]:
    """Dates in the opening words whose line says what they are, and dates in headings there.

    A date that the parser found already keeps the kind that the parser gave it.
    """
    text = document.text[: _OPENING + _BETWEEN]  # so that a date at the end of the opening is whole
    headings = [(heading.start, heading.end) for heading in document.headings if heading.start < _OPENING]
    passed_over = [*_unread(document), *((found.start, found.end) for found in document.metadata.dates)]
    passed_over += [(start, end) for start, end in _rows(document) if end - start >= _WHOLE * len(document.text)]
    for start, end, value, precision in find_dates(text, order=order_of(document.text)):
        if precision != "day" or start >= _OPENING or _within(start, passed_over):
            continue
        line = text[text.rfind("\n", 0, start) + 1 : start]
        kind = _kind(line[-60:])
        if kind or _within(start, headings):
            yield DocumentDate(kind or "written", value, _origin(document, start), start, end)


def _top_date(document: ParsedDocument) -> DocumentDate | None:
    """The one day on the short lines that a document opens with ("Laboratory report, 15/01/26", "K. Roth 24/07/26")."""
    text, unread = document.text[:_OPENING], _unread(document)
    unread += [
        (each.start, each.end) for each in document.tables if len(each.header) >= _WIDE and len(each.rows) >= _WIDE
    ]
    found: list[DocumentDate] = []
    at = lines = 0
    days = [each for each in find_dates(text, order=order_of(document.text)) if each.precision == "day"]
    while at < len(text) and lines < _TOP_LINES:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at:end].strip():
            lines += 1
            for each in days:
                clause = text[at : each.start] if at <= each.start < end else "|"
                if _before_own_day(clause) and not _within(each.start, unread):
                    found.append(
                        DocumentDate("written", each.value, _origin(document, each.start), each.start, each.end)
                    )
        at = end + 1
    return found[0] if len({each.value for each in found}) == 1 else None


def _rows(document: ParsedDocument) -> list[tuple[int, int]]:
    """Where tables of records stand: the days in them are those of the records."""
    wide = (each for each in document.tables if len(each.header) >= _WIDE and len(each.rows) >= _WIDE)
    return [(each.start, each.end) for each in wide]


def _before_own_day(clause: str) -> bool:
    """Whether words on a line before a day are such as stand before the day of a document or of its state."""
    return bool(_BEARS.fullmatch(clause) or _STATE_OF.search(clause[-_STATE_WORDS:]))


def _kind(before: str) -> str:
    """What the words right before a date call it: the last such word, when little stands between it and the date."""
    found = [(match.end(), kind) for kind, pattern in _KINDS for match in pattern.finditer(before)]
    if not found:
        return ""
    end, kind = max(found)
    for last, other in found:
        if (label := _LABEL_ENDS.match(before, last)) and label.end() == end:
            kind = other
    if kind == "written" and _ELSE.search(before[:end]):
        return ""
    between = before[end:]
    near = len(between) <= _BETWEEN and between.count("|") <= 1 and not re.search(r"[.;]\s", between)
    return kind if near else ""


def _origin(document: ParsedDocument, offset: int) -> Origin:
    for table in document.tables:
        if table.start <= offset < table.end:
            return Origin.CELL
    for note in document.annotations:
        if note.mark in (Mark.HEADER, Mark.FRONT_MATTER) and note.start <= offset < note.end:
            return Origin.HEADER
    return Origin.TEXT


def _path_dates(path: str, order: Order | None) -> Iterator[DocumentDate]:
    words = path.replace("_", " ")
    found = find_dates(words, order=order, compact=True)
    found = found or find_dates(PurePosixPath(words).name, order=order, compact=True)  # 2019/2019-01-14.md
    for _, _, value, precision in found:
        if precision == "day":
            yield DocumentDate("unknown", value, Origin.PATH)
