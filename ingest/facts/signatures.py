"""Signatures: fields of PDFs as checked, blank lines, typed names and stamps. See ``facts``.

``valid``, ``untrusted`` and ``tampered`` come only from a signature that was checked (``ingest.parse.pdf_signing``); words that
claim a signature are ``written``, a line or cell left open is ``blank_line``, a PDF field without a signature ``empty``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from evidence.model import Annotation, Fact, Mark, Span, Strength, Table
from ingest.facts.context import last_lines
from ingest.facts.controlled import controlled
from ingest.facts.mentions import document_in, named, someone
from ingest.facts.pairs import Pair
from ingest.facts.parties import is_body, is_person, is_role
from ingest.facts.reading import Reading
from ingest.facts.signed_together import signed_together

NAME = "signatures/1"

_FIELD = re.compile(r"Signature field '(?P<field>[^\n]*?)' on page \d+: ")
_SIGNED_BY = re.compile(
    r"signed by (?P<signer>[^\n]+?)(?: on (?P<day>\d{4}-\d\d-\d\d))?; (?:unchanged|signature broken)"
)
_STATED = re.compile(r"signer name as stated: (?P<signer>[^;)\n]+)")
_STATED_DAY = re.compile(r"date as stated: (?P<day>\d{4}-\d\d-\d\d)")
_STATES = {
    "valid": ("valid", Strength.VALIDLY_SIGNED),
    "intact, certificate not trusted": ("untrusted", Strength.SIGNED),
    "signature broken": ("tampered", Strength.UNKNOWN),
    "present, not validated": ("filled", Strength.SIGNED),
    "empty": ("empty", None),
}
_SIGN = r"(?:signed|signature|signatures|signatory|sign(?:ed)?[- ]?off|undersigned|unterschrift|unterzeichnet|gezeichnet|sign[ée]e?|firma(?:do)?|handtekening)"
_BLANK = r"(?:_{3,}|\.{5,}|…{2,}|-{6,}|\u2013{4,}|(?:_ ){3,})"
_BLANK_LINE = re.compile(rf"(?<![\w-]){_SIGN}\b[^\n_…|]{{0,80}}?[ \t:|]*(?P<blank>{_BLANK})", re.I)
_FILLED = re.compile(
    r"[ \t]*(?P<name>(?:[A-Z][\w.'’-]*[ \t]+){1,3}[A-Z][\w'’-]+)[ \t,]+(?=\d[\d ./-]*\w)"
)  # "Signed ........ A Roth 3/5/31"
_BLANK_ABOVE = re.compile(rf"^[ \t]*{_BLANK}[ \t]*\n+(?P<label>[^\n]{{2,80}})$", re.M)
_LABEL = re.compile(
    rf"(?:(?:read|seen|checked|agreed|accepted|adopted|approved|confirmed|done|dated)(?:, | and | & ))?(?:(?:digitally |electronically |e-)?{_SIGN})(?: (?:by|of|for|on behalf of|as an? (?:true|correct|accurate|fair))\b.*)?|(?:for|on behalf of) (?:the )?.{{2,60}}[,:]? {_SIGN}|(?:approver|owner|author|chair|manager|director|employee|supplier|customer)(?:['’]s)? {_SIGN}|{_SIGN} \([^()\n]{{2,40}}\)|{_SIGN},? (?:on )?\d[\w ./-]{{4,18}}",
    re.I,
)
_NOT_SIGNED = re.compile(
    r"\b(?:to be|obtained|required|pending|not|awaiting|missing|needed|outstanding|tbd|n/?a|none|field|page|date|here|signed[ -]?off by)\b",
    re.I,
)
_SLASH = re.compile(r"(?<![^\s|])/s/[ \t]*(?P<signer>[^\n|/]{3,60})")
_STAMP = re.compile(
    r"\b(?:(?:digitally|electronically|e-) ?signed (?:by|via [\w ]{2,30} by)|docusigned by|signed (?:digitally|electronically|(?:via|with|in|using) [\w ]{2,30}) by)[: \t]+(?:\n[ \t]*)?(?P<signer>[^\n;|]{3,80})",
    re.I,
)
_SLASH_AFTER = re.compile(
    r"^[ \t]{0,40}(?P<signer>[^\W\d_][^\n|/,;:]{3,50}?)(?:,[ \t]?[^\s|/,;:][^\n|/,;:]{2,50}?)?[ \t]{1,20}/s/(?![ \t]{0,20}[A-Z][^\n]{0,80}[a-z])",
    re.M,
)  # "Ana Roth /s/", "Ana Roth, Chair /s/ (signed 3 May 2031)"
_SD = re.compile(
    r"^[ \t]*\(?(?:sd|sgd|s/d)[./]{0,2}[ \t]?[-–]?\)?[./]?[ \t]*\n+[ \t]{0,60}\(?(?P<signer>[^\W\d_][^\n|:;()]{3,60}?)\)?[ \t]{0,60}(?:\n[ \t]{0,60}(?P<role>[^\W\d_][^\n|]{2,70}))?$",
    re.M | re.I,
)  # "Sd/-" above the name, as circulars have it
_FOR_PARTY = re.compile(
    r"\b[Ff]or (?:and on behalf of )?(?:the )?[A-Z][\w&' ]{2,40}?:\s+(?P<signer>[^\n;|:]{3,60}?,?\s+(?:on\s+)?\d{1,2}[ ./]\S[^\n;|:]{3,18}?)(?=\s+[Ff]or\b|[.;]?\s*$)",
    re.M,
)  # "For the Supplier: L. Roth, 21 June 2023"
_PARTIES = 2
_OPENING = 700  # characters in which a controlled document says who signed it
_BEHIND = 8  # characters between a name and its day: ", on the"
_LAST = 3  # lines at the end in which a name with a day is a signature
_PLACE_DAY = re.compile(
    r"[ \t.]*\n[ \t]*(?P<line>[A-Z][^\W\d_]+(?: [A-Z][^\W\d_]+)?, (?:on )?\d[^\n]{5,18})[ \t]*(?=\n|$)"
)
_ONLY_DAY = re.compile(r"\W*\d{1,2}(?:st|nd|rd|th)?\.? \w+ \d{4}\W*|\W*\d[\d./-]{5,9}\d\W*")
_BELOW = 60  # characters between a signature and the label of its date
_PROSE = re.compile(
    r"\b(?:was|were|has been|have been|is|are)?\s*(?:counter)?signed\b(?! off)(?P<between>(?:[^.;|\n]|\.(?=\d)){0,60}?)\bby\s+(?P<signer>[^;|\n]{3,120})",
    re.I,
)
_ACTIVE = re.compile(
    r"(?P<signer>[^.;:|\n]{3,60}?)\s+(?:has |have |had )?(?:counter)?signed\s+(?!off)(?P<what>(?:the|our|this|version|edition|it)\b[^.;|\n]{2,90})",
    re.I,
)
_UNDONE = re.compile(
    r"\b(?:will|shall|would|should|must|(?-i:may)|might|can|could|to|not|never|before|until|unless|if|once|when|yet|be|being|needs?)\b(?:[^.;]|\.(?=\d)){0,40}$",
    re.I,
)
_IT = re.compile(r"(?:^|[.;]\s)it$", re.I)
_COLUMN = re.compile(rf"{_SIGN}(?: ?/ ?date| and date|\s*\(.*\))?", re.I)
_NAME_COLUMN = re.compile(
    r"(?:name|person|who|signatory|employee|participant|signed by|approver|printed name|member)", re.I
)
_ROLE_COLUMN = re.compile(r"(?:role|function|position|post|title|capacity|for)", re.I)
_MARK_COLUMN = re.compile(r"(?:mark|initials?|initialled)", re.I)
_AWAY = re.compile(r"(?:absent|apolog(?:y|ies)|excused|away|not present|regrets|sick|on leave)\b.{0,40}", re.I)
_MARKED = re.compile(
    r"(?i:\(?signed\)?)|(?:[^\W\d_a-zà-öø-ÿ]\.?\s?){2,4}"
)  # what stands for a signature in such a column
_NAMED = re.compile(
    r"(?P<name>[^\n|:;()]{4,60}?)(?:\s*\((?:signed|sgd\.?)\)(?:[ ,]+(?P<on>[^\n|]{6,30}))?|(?:\s{2,}|\t+|,\s*)(?P<day>[^\n|,]{6,30}))",
    re.I,
)  # "Ana Roth (signed)", "A. Roth   3 May 2031"
_FOR_WHOM = re.compile(r"(?:signed )?(?:for|on behalf of) (?:and on behalf of )?(?P<party>\S.{1,60})", re.I)


def facts(reading: Reading) -> Iterator[Fact]:
    """The document's signatures and the places left open for them."""
    fields = list(_fields(reading))
    yield from fields
    if reading.kind == "agenda":
        return
    taken = [fact.spans[0] for fact in fields]
    for source in (_blanks, _tables, _together, _written, _under, _prose):
        new = [found for found in source(reading) if not _overlaps(found.spans[0], taken)]
        taken += [found.spans[0] for found in new]
        yield from new


def _overlaps(span: Span, taken: list[Span]) -> bool:
    return any(span.start < other.end and other.start < span.end for other in taken)


def _subject(reading: Reading) -> str:
    """The document's title; minutes of one body have the same one each time, so that the day is added."""
    title = named(reading.title) if reading.title else ""
    meeting = reading.meeting if reading.kind == "minutes" else None
    return f"{title}, {meeting.held}" if meeting and meeting.held and not any(map(str.isdigit, title)) else title


def _fields(reading: Reading) -> Iterator[Fact]:
    for note in reading.document.annotations:
        if note.mark is Mark.SIGNATURE and note.detail in _STATES:
            yield _field(reading, note)


def _field(reading: Reading, note: Annotation) -> Fact:
    words = reading.text[note.start : note.end]
    state, strength = _STATES[note.detail]
    field = _FIELD.match(words)
    name = field["field"] if field else ""
    rest = words[field.end() :] if field else words
    signer, day = "", ""
    if signed := _SIGNED_BY.search(rest):
        signer, day = signed["signer"], signed["day"] or ""
    elif state == "filled":
        stated, on = _STATED.search(rest), _STATED_DAY.search(rest)
        signer, day = stated["signer"] if stated else "", on["day"] if on else ""
    role = name if is_role(name) else ""
    fields = {"subject": _subject(reading), "field": name, "signer": signer, "role": role, "state": state}
    span = Span(note.start, note.end)
    return reading.fact(
        "signature", fields, [span], extractor=NAME, dates={"signed": day}, origin="signature", strength=strength
    )


def _blanks(reading: Reading) -> Iterator[Fact]:
    """Lines like "Signed for the Board: ________   Date: ____", or a rule with a role below it."""
    for match in _BLANK_LINE.finditer(reading.text):
        line = reading.line(match.start())
        filled = _FILLED.match(reading.text, match.end())
        if filled is not None and is_person(filled["name"]) and reading.visible(line):
            fields = {"subject": _subject(reading), "signer": filled["name"], "state": "written"}
            yield reading.fact("signature", fields, [line], extractor=NAME, dates={"signed": reading.day(line)})
        elif reading.visible(line) and len(reading.quote(line)) <= 300:
            yield _open(reading, line, re.split(r"[|_.…]", reading.text[line.start : match.start("blank")])[-1])
    for match in _BLANK_ABOVE.finditer(reading.text):
        label = match["label"].strip()
        span = Span(match.start("label"), match.end("label"))
        signed = re.search(rf"\b{_SIGN}\b", label, re.I)
        if (signed or is_role(label) or is_person(label.partition(",")[0])) and reading.visible(span):
            yield _open(reading, reading.trimmed(Span(match.start(), match.end())), label)


def _open(reading: Reading, span: Span, label: str) -> Fact:
    words = re.sub(rf"\b{_SIGN}\b|[:,*_]|\b(?:date|name)\b.*$", " ", label, flags=re.I).strip()
    words = re.sub(r"^(?:(?:by|for|of|on behalf of|the)\s+)+", "", words, flags=re.I)
    words = " ".join(words.split())
    role = words if is_role(words) or is_body(words) else ""
    fields = {"subject": _subject(reading), "field": label.strip(" :*|-"), "role": role, "state": "blank_line"}
    return reading.fact("signature", fields, [span], extractor=NAME)


def _tables(reading: Reading) -> Iterator[Fact]:
    for table in reading.document.tables:
        if not table.hidden:
            yield from _open_rows(reading, table)
            yield from _columns(reading, table)
            yield from _sides(reading, table)


def _open_rows(reading: Reading, table: Table) -> Iterator[Fact]:
    """A row "Signature | " of a form whose second cell is empty."""
    if len(table.header) > 2:
        return
    for row in table.rows:
        if len(row.cells) == 1 and not row.hidden and row.cells[0].column == 0:
            words = reading.text[row.cells[0].start : row.cells[0].end].strip(" :")
            span = Span(row.start, row.end)
            if _LABEL.fullmatch(words) and reading.visible(span):
                yield _open(reading, span, words)


def _columns(reading: Reading, table: Table) -> Iterator[Fact]:
    """A table with a column for signatures: filled cells are written, empty ones open."""
    names = [name.strip() for name in table.header]
    at = next((column for column, name in enumerate(names) if _COLUMN.fullmatch(name)), None)
    if at is None:
        at = next((column for column, name in enumerate(names) if _marks(reading, table, column, name)), None)
    if at is None or len(names) < 2:
        return
    who = next((column for column, name in enumerate(names) if _NAME_COLUMN.fullmatch(name)), None)
    roles = next((column for column, name in enumerate(names) if _ROLE_COLUMN.fullmatch(name)), None)
    if who is None and roles is None and not _holds_signatures(reading, table, at):
        return
    for row in table.rows:
        span = Span(row.start, row.end)
        if row.hidden or not row.cells or not reading.visible(span):
            continue
        cells = {cell.column: reading.text[cell.start : cell.end].strip() for cell in row.cells}
        said = cells.get(at, "")
        open_ = not said.strip(" _.-–—…")
        if not open_ and _NOT_SIGNED.search(said):
            continue
        person = cells.get(who, "") if who is not None else ""
        role = cells.get(roles, "") if roles is not None else ""
        fields = {"subject": _subject(reading), "field": person or role, "role": role}
        fields["state"] = "blank_line" if open_ else "written"
        fields["signer"] = "" if open_ else person or (said if is_person(said) else "")
        dates = {"signed": "" if open_ else reading.day(span)}
        yield reading.fact("signature", fields, [span], extractor=NAME, dates=dates, origin="cell")


def _holds_signatures(reading: Reading, table: Table, column: int) -> bool:
    """Whether a column holds names, marks or days, or nothing yet; a rule on who may sign holds posts."""
    cells = [cell for row in table.rows for cell in row.cells if cell.column == column]
    held = [words for cell in cells if (words := reading.text[cell.start : cell.end].strip(" _.-–—…\n"))]
    signed = [is_person(words) or bool(_MARKED.fullmatch(words)) or bool(reading.day_of(words)) for words in held]
    return not held or any(signed)


def _marks(reading: Reading, table: Table, column: int, name: str) -> bool:
    """Whether a column of marks holds nothing but initials and "signed"; marks may be those of a course.

    Initials before the names are how minutes call people further down, and so are those of somebody who was away.
    """
    if not _MARK_COLUMN.fullmatch(name) or _NAME_COLUMN.fullmatch(" ".join(table.header[column + 1 : column + 2])):
        return False
    if any(
        _AWAY.fullmatch(reading.text[cell.start : cell.end].strip())
        for row in table.rows
        if any(cell.column == column for cell in row.cells)
        for cell in row.cells
    ):
        return False
    cells = [cell for row in table.rows for cell in row.cells if cell.column == column]
    held = [words for cell in cells if (words := reading.text[cell.start : cell.end].strip())]
    return bool(held) and all(_MARKED.fullmatch(words) for words in held)


def _sides(reading: Reading, table: Table) -> Iterator[Fact]:
    """The parties of an agreement side by side: "For the Buyer | For the Seller" above names, posts and days."""
    matches = [_FOR_WHOM.fullmatch(name.strip()) for name in table.header]
    if len(matches) < _PARTIES or not all(matches):
        return
    for column, match in enumerate(matches):
        cells = [cell for row in table.rows if not row.hidden for cell in row.cells if cell.column == column]
        spans = [Span(cell.start, cell.end) for cell in cells if reading.visible(Span(cell.start, cell.end))]
        words = [reading.quote(span).strip() for span in spans]
        person = next((each for each in words if is_person(each)), "")
        day = next((day for each in words if (day := reading.day_of(each))), "")
        if match is None or not person or not day:
            continue
        role = next((each for each in words if is_role(each)), "")
        fields = {"subject": _subject(reading), "signer": person, "role": role, "field": match["party"]}
        fields["state"] = "written"
        place = spans[words.index(person)]
        yield reading.fact(
            "signature", fields, [place, *(each for each in spans if each != place)], extractor=NAME,
            dates={"signed": day}, origin="cell", strength=Strength.SIGNED,
        )  # fmt: skip


def _under(reading: Reading) -> Iterator[Fact]:
    """A name under a letter or report that says "(signed)", or that only a day follows."""
    lines = list(last_lines(reading)) if reading.kind not in ("minutes", "register") else []
    yield from _posted_under(reading, lines)
    for at, line in enumerate(lines):
        match = _NAMED.fullmatch(reading.quote(line).strip())
        if match is None or not is_person(match["name"].strip()):
            continue
        day = reading.day_of(match["on"] or match["day"] or "")
        if match["day"] and (not day or at < len(lines) - _LAST):
            continue
        below = lines[at + 1] if at + 1 < len(lines) else None
        if not day and below is not None and _ONLY_DAY.fullmatch(reading.quote(below)):
            day = reading.day(below)
        fields = {"subject": _subject(reading), "signer": match["name"].strip(), "state": "written"}
        fields["role"] = reading.quote(below) if below is not None and is_role(reading.quote(below)) else ""
        yield reading.fact("signature", fields, [line], extractor=NAME, dates={"signed": day}, strength=Strength.SIGNED)


def _posted_under(reading: Reading, lines: list[Span]) -> Iterator[Fact]:
    """A name with a post at the very end, above a line that holds only a day: "Ana Roth, Director" / "3 May 2031"."""
    if len(lines) < 2:
        return
    name, comma, role = reading.quote(lines[-2]).strip(" *_").partition(",")
    day = reading.day(lines[-1]) if _ONLY_DAY.fullmatch(reading.quote(lines[-1])) else ""
    if comma and day and is_person(name) and is_role(role.strip()):
        fields = {"subject": _subject(reading), "signer": name, "role": role.strip(), "state": "written"}
        spans, dates = [lines[-2], lines[-1]], {"signed": day}
        yield reading.fact("signature", fields, spans, extractor=NAME, dates=dates, strength=Strength.SIGNED)


def _written(reading: Reading) -> Iterator[Fact]:
    """Lines like "Signed: Name, Role, date" and what stands for it: "/s/ Name", "Digitally signed by Name"."""
    told: list[Span] = []
    for at, pair in enumerate(reading.pairs):
        label = pair.label.strip(" *_")
        if not _LABEL.fullmatch(label) or _NOT_SIGNED.search(label) or not reading.visible(pair.span):
            continue
        line = reading.line(pair.span.start) if pair.origin == "text" else pair.span
        near = pair.span if reading.dates_in(pair.span) else line
        made = _signed(reading, pair.value, near, pair.span)
        if made is not None:
            told.append(pair.span)
            yield made if made.dates.get("signed") else _dated_below(reading, made, reading.pairs[at + 1 : at + 4])
            yield from _beside(reading, pair, made)
    yield from _said_to_be_signed(reading)
    for pattern in (_SLASH, _SLASH_AFTER, _STAMP, _FOR_PARTY):
        for match in pattern.finditer(reading.text):
            span = reading.trimmed(Span(match.start(), match.end()))
            if not reading.visible(span) or _overlaps(span, told):
                continue
            end = reading.text.find("\n\n", match.end())
            if pattern is _FOR_PARTY:
                end = span.end
            near = Span(
                span.start,
                min(end if end >= 0 else len(reading.text), span.end + (0 if pattern is _FOR_PARTY else 120)),
            )
            made = _signed(reading, match["signer"], near, span)
            if made is not None:
                yield made


def _beside(reading: Reading, pair: Pair, made: Fact) -> Iterator[Fact]:
    """Who else signed on the day that the label gives: "Signed 3 May 2031: Ana Roth, Jo Day"."""
    names = re.split(r",\s*(?:and\s+)?|\s+and\s+", pair.value.strip(" .*_")) if re.search(r"\d", pair.label) else []
    if len(names) < 2 or not all(is_person(name) for name in names):
        return
    for name in names:
        if name != made.fields.get("signer"):
            at = reading.text.find(name, pair.value_span.start)
            place = Span(at, at + len(name))
            yield replace(made, fields={**made.fields, "signer": name}, spans=(place,))


def _together(reading: Reading) -> Iterator[Fact]:
    """Several signatures in one line."""
    for signed in signed_together(reading):
        fields = {"subject": _subject(reading), "signer": signed.who.person, "role": signed.who.role}
        fields |= {"field": signed.field, "state": "written"}
        dates = {"signed": signed.day}
        yield reading.fact("signature", fields, [signed.span], extractor=NAME, dates=dates, strength=Strength.SIGNED)


def _said_to_be_signed(reading: Reading) -> Iterator[Fact]:
    """ "Sd/-" above a name and a post."""
    for match in _SD.finditer(reading.text):
        span = reading.trimmed(Span(match.start(), match.end()))
        name = match["signer"].strip()
        if not is_person(name) or not reading.visible(span):
            continue
        role = (match["role"] or "").strip()
        fields = {
            "subject": _subject(reading),
            "signer": name,
            "role": role if is_role(role) else "",
            "state": "written",
        }
        yield reading.fact("signature", fields, [span], extractor=NAME, strength=Strength.SIGNED)


def _dated_below(reading: Reading, made: Fact, below: tuple[Pair, ...]) -> Fact:
    """A signature whose date, and perhaps post, stand under labels of their own right after it."""
    end, spans, dates, fields = made.spans[0].end, list(made.spans), dict(made.dates), dict(made.fields)
    for pair in below:
        label = pair.label.strip(" *_:")
        if pair.span.start - end > _BELOW or pair.span.start < made.spans[0].start or _LABEL.fullmatch(label):
            break
        if re.fullmatch(r"(?:date(?:d)?(?: of signature)?|on|signed on|day)", label, re.I):
            if day := reading.day(pair.value_span):
                dates["signed"] = day
                spans.append(pair.span)
            break
        if re.fullmatch(r"position|role|title|function|post|job(?: title)?|capacity", label, re.I):
            fields.setdefault("role", pair.value)
        end = pair.span.end
    below_line = _PLACE_DAY.match(reading.text, made.spans[0].end)
    if "signed" not in dates and below_line:
        place = Span(below_line.start("line"), below_line.end("line"))
        dates |= {"signed": day} if (day := reading.day(place)) else {}
        spans += [place] if "signed" in dates else []
    return replace(made, dates=dates, fields=fields, spans=tuple(spans))


def _signed(reading: Reading, value: str, near: Span, span: Span) -> Fact | None:
    """``near`` is where the date of the signature may stand."""
    cut = re.split(
        r"\s+(?:on|at|dated|date:?)\s+(?=\S*\d)|\s+[–—-]\s+(?=\d)|,?\s*(?=\d{1,4}[./-]\d)|,\s*(?=\d)|\s+\d", value
    )[0]
    who = someone(re.sub(r"^(?:/s/|\(?sgd\.?\)?|gez\.)\s*", "", cut.strip(), flags=re.I))
    if who is None or not who.person:
        return None
    fields = {"subject": _subject(reading), "signer": who.person, "role": who.role, "state": "written"}
    dates = {"signed": reading.day(near)}
    return reading.fact("signature", fields, [span], extractor=NAME, dates=dates, strength=Strength.SIGNED)


def _prose(reading: Reading) -> Iterator[Fact]:
    """Sentences that say who signed what, and when."""
    for span in reading.sentences:
        words = reading.quote(span)
        if "signed" not in words or len(words) > 600 or re.search(_BLANK, words):
            continue
        match = _PROSE.search(words) or _ACTIVE.search(words)
        if match is None or _UNDONE.search(words[: match.start()] if match.re is _PROSE else match["signer"]):
            continue
        yield from _signers(reading, span, match)


def _day_behind(reading: Reading, span: Span, name: str) -> str:
    """The day that stands right behind a name in a sentence."""
    at = reading.text.find(name, span.start, span.end) if name else -1
    near = reading.dates_in(Span(at + len(name), span.end)) if at >= 0 else []
    return near[0].value.isoformat() if near and near[0].start - at - len(name) <= _BEHIND else ""


def _signers(reading: Reading, span: Span, match: re.Match[str]) -> Iterator[Fact]:
    """One fact a signer: "signed by A for X and by B for Y"."""
    words = reading.quote(span)
    day = reading.day(span)
    before = words[: match.start()] if match.re is _PROSE else match["what"]
    at = span.start + words.find(before)
    mention = document_in(reading.text, at, at + len(before))
    what = re.sub(r"^(?:the|our|this|a)\s+", "", before.strip(" ,:*_"), flags=re.I)
    short = what if 0 < len(what.split()) <= 6 and match.re is _PROSE and not _IT.search(what) else ""
    subject = (
        mention.subject
        if mention
        else short or (_subject(reading) if re.search(r"\b(?:this|it)\b", before, re.I) else "")
    )
    for part in re.split(r"\s+and\s+(?:by\s+)?", match["signer"]):
        name = re.split(
            r"\s+(?:for|on|in|at|as|before|with|during)\s|,\s*(?=\d)|\s+(?=\d)|(?<![A-Z])\.(?:\s|$)", part.strip()
        )[0]
        who = someone(name)
        own_day = _day_behind(reading, span, name)
        if not subject and own_day and span.start < _OPENING:
            subject = _subject(reading) if controlled(reading) else ""  # what a document's opening says of itself
        day = own_day or day
        if who is None or not (who.person or (who.role and day)) or not (subject or day):
            continue
        fields = {"subject": subject, "signer": who.person, "role": who.role, "state": "written"}
        yield reading.fact("signature", fields, [span], extractor=NAME, dates={"signed": day})
