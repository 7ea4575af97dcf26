"""Who holds which role, from when, reporting to whom: organisation charts, role descriptions, announcements."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span, Table
from ingest.facts.addressed import addressed
from ingest.facts.members import members
from ingest.facts.mentions import someone
from ingest.facts.nearby import nearby_day
from ingest.facts.parties import Party, is_person, is_role
from ingest.facts.post_entries import Holding, post_entries
from ingest.facts.reading import Reading
from ingest.facts.yaml_roles import posts

NAME = "roles/1"

_ROLE_COLUMN = re.compile(
    r"(?:function|role|position|designation|capacity|job title|job|title|post|office|seat|function/role|responsibility)",
    re.I,
)
_PERSON_COLUMN = re.compile(
    r"(?:name|person|employee|holder|who|staff(?: member)?|incumbent|role holder|post ?holder|colleague|member|trustee|director|held by|filled by)(?: (?:when|as|at|on|today|now)\b.{0,30})?",
    re.I,
)
_REPORTS_COLUMN = re.compile(r"(?:reports? to|line manager|manager|supervisor|superior|reporting line)", re.I)
_UNIT_COLUMN = re.compile(r"(?:unit|department|team|division|area|business unit|group|body|committee)", re.I)
_FROM_COLUMN = re.compile(
    r"(?:from|since|start(?: date|s|ed)?|term (?:start\w*|begins|from)|in (?:role|post|office) since|(?:first |date )?(?:appointed|elected)(?: on)?|date of (?:appointment|election)|effective)",
    re.I,
)
_UNTIL_COLUMN = re.compile(
    r"(?:until|to|end(?: date|s|ed)?|left(?: on)?|(?:current )?term (?:ends?|expires|expiry|to|until)(?: on)?|(?:end|expiry) of term(?: of office)?|date left|resigned(?: on)?)",
    re.I,
)
_OTHER_COLUMNS = re.compile(
    r"(?:course|training|signature|attend\w*|present|apologies|risk|action|score|task|decision|result|amount|salary|pay|expir\w+|status|completed.*|access.*|system|rights?|reviewed.*)",
    re.I,
)
_CHART = re.compile(
    r"\b(?:organi[sz]ation(?:al)?(?: chart| structure)?|org(?:anigram|anogram| chart|chart)|who is who|reporting lines|roles and responsibilities|management team|leadership)\b",
    re.I,
)
_SEATS = re.compile(
    r"\b(?:members?(?:hip)?|trustees|directors|governors|officers|board|committee|council|panel)\b", re.I
)
_AS_OF = re.compile(r"\b(?:as of|from|since|state of|valid from|effective|per|on)\b[^\n]{0,12}$|[(]\s*$", re.I)
_TREE = re.compile(r"^(?P<lead>[ \t|│├└─`+*•>\\-]*)(?P<words>[^\W\d_][^\n]{3,160})$", re.M)
_DESCRIPTION = re.compile(
    r"^(?:role|job|position|function) (?:description|profile|specification)\b\s*(?:[:–—-]|of(?: the)?|for(?: the)?)?\s*(?P<role>[^\n]{3,80})$|^(?P<before>[^\n]{3,60}?)\s*[:–—-]?\s*(?:role|job|position) (?:description|profile)$",
    re.I,
)
_REPORTS = re.compile(
    r"\b(?:reports?|reporting|answers|accountable)(?: directly)? to(?: the| our)?\s*:?\s*(?P<who>[^.;,\n|]{2,60})", re.I
)
_BECOMES = re.compile(
    r"(?:\b(?:has been|was|is|will be|were|(?:should |shall )?be)\s+)?\b(?:appointed|named|elected|promoted to|becomes?|became|takes? over as|took over as|takes on the role of|succeeds? \w+(?: \w+)? as|follows (?:her|him|them|[A-Z]\w+(?: [A-Z]\w+)?) as|starts as|started as|joins? (?:us )?as|joined (?:us )?as|serves as|acts as|steps in as|takes the role of|assumes? the role of|(?:is |was )?confirmed as|looks after the job as|(?:will )?(?:acts?|covers?|stands? in|steps? up|acts? up) as|(?:will )?(?:act|step) up to(?: the (?:post|role|position) of)?|will (?:become|serve as|take over as|join(?: us)? as|start as))"
    r"\s+(?:as\s+|to the (?:post|role|position) of\s+)?(?:the |our |an? |new |interim )*(?P<role>[^.;|\n]{2,90})", re.I
)  # fmt: skip
_CAP_NAME = r"(?:(?:Dr|Mr|Mrs|Ms|Prof)\.?\s)?[A-Z][\w.'’-]*(?:\s(?:(?:van|von|de|der)\s)?[A-Z][\w.'’-]*){0,3}"
_APPOINTS = re.compile(
    r"\b(?i:appoint(?:s|ed)?|elect(?:s|ed)?|named?|promoted?)\s+(?P<who>(?:(?:Dr|Mr|Mrs|Ms|Prof)\.?\s)?[A-Z][\w.'’-]*\s(?:(?:van|von|de|der)\s)?[A-Z][\w.'’-]*)\s+"
    r"(?:as\s+|to\s+be\s+|to\s+the\s+(?:post|role|position|office)\s+of\s+)?(?:the\s+|our\s+|its\s+|new\s+|interim\s+)*(?P<role>[A-Z][^.;|\n]{2,90})"
)  # "The Board appointed Ana Roth Chief Executive from 1 May"
_HAS_BEEN = re.compile(
    rf"(?P<who>{_CAP_NAME})\s+(?:has\s+been|is)\s+(?:the\s+|our\s+|new\s+)*(?P<role>[A-Z][^.;,|\n]{{2,60}}?\s+(?:since|as\s+of|from)\s[^.;|\n]{{4,40}})"
)  # "Ana Roth has been Chief Executive since 1 May"
_POST = r"(?:the\s+)?(?:(?:post|role|position|job|office)\s+of\s+)?(?:the\s+|our\s+)?(?P<role>[A-Z][^.;,|\n]{2,60}?)"
_SUCCEEDS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<new>{_CAP_NAME})\s+(?:(?:has\s+)?succeed(?:s|ed)|(?:has\s+)?replace[sd]|follow(?:s|ed)|tak(?:es|en)\s+over\s+from|took\s+over\s+from)\s+(?P<old>{_CAP_NAME})\s+(?:as|in\s+the\s+(?:post|role|position)\s+of)\s+(?:the\s+|our\s+)?(?P<role>[A-Za-z][^.;,|\n]{{2,60}}?)(?=\s+(?:on|from|with|as\s+of|since|after)\b|[.;,\n]|$)",
        rf"(?P<new>{_CAP_NAME})\s+(?:has\s+)?(?:tak(?:es|en)|took)\s+over\s+(?:as|the\s+(?:post|role|job)\s+of)\s+(?:the\s+|our\s+)?(?P<role>[A-Z][^.;,|\n]{{2,60}}?)\s+from\s+(?P<old>{_CAP_NAME})(?=\s+(?:on|from|with|as\s+of|since|after)\b|[.;,\n]|$)",
        rf"(?P<old>{_CAP_NAME})\s+(?:has\s+)?handed\s+(?:over\s+)?{_POST}\s+(?:over\s+)?to\s+(?P<new>{_CAP_NAME})(?=\s+(?:on|from|with|as\s+of|since|after)\b|[.;,\n]|$)",
        rf"\b(?:[Tt]he\s+)?(?:post|role|position|office)\s+of\s+(?:the\s+)?(?P<role>[A-Z][^.;,|\n]{{2,60}}?)\s+(?:passe[sd]|goes|went|moves|moved|(?:has\s+been\s+|was\s+|is\s+)?handed(?:\s+over)?)\s+from\s+(?P<old>{_CAP_NAME})\s+to\s+(?P<new>{_CAP_NAME})(?=\s+(?:on|from|with|as\s+of|since|after)\b|[.;,\n]|$)",
    )
)
_TO_DAY = re.compile(
    r"\b(?:until|till|up to|to)\s+(?=(?:the\s+)?\d{1,2}(?:st|nd|rd|th)?\s+[A-Z]|[A-Z][a-z]+\s+\d|\d{4}-|\d{1,2}[./])"
)
_STARTS = re.compile(r"\b(?:from|since|as of|starting)\b", re.I)
_AFTER_WHOM = re.compile(
    rf"\b(?:in\s+succession\s+to|succeeding|replacing|in\s+place\s+of|taking\s+over\s+from|as\s+successor\s+(?:to|of))\s+(?P<old>{_CAP_NAME})"
)
_LEAVES = re.compile(
    r"\b(?:leaves|left|will leave|is leaving|will be (?:leaving|retiring|stepping down)|has stepped down|will (?:retire|step down)|stands down|stood down|has stood down|retires|retired|resigned|steps down|stepped down|departs|has left|has resigned|has retired|ceased to be|ends (?:her|his|their) term)\b(?P<rest>[^.;|\n]{0,90})", re.I
)  # fmt: skip
_LEFT_AS = re.compile(
    r"\bas\s+(?:the\s+|our\s+|its\s+)?(?P<role>[A-Z][^.;,()\n]{2,60}?)(?=\s+(?:on|from|with|after|effective|at|in|to|and|of the board)\b|[.;,()\n]|$)"
)  # "stepped down as Chair on 3 May", "leaves us on 3 May after nine years as Director of Works"
_LAST_DAY = re.compile(
    r"(?:\b(?:[Hh]er|[Hh]is|[Tt]heir)|(?P<whose>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2})['’]s) last (?:working )?day(?: (?:as|in the post of)(?: our| the)? (?P<role>[A-Z][^.;,\n]{2,60}?))? (?:is|was|will be)\b"
)
_LEAVING = re.compile(
    r"(?P<who>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}) (?:is|will be|has decided to be|are) (?:leaving|retiring|moving on|stepping down)|(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}) (?:leaves|retires)\b"
)
_OPENS = re.compile(r"\W*(?:from|as of|as from|with effect from|on|since)\b", re.I)
_BACK = 400  # characters in which somebody's leaving is told before the last day
_ENDED = re.compile(
    r"\b(?:function|role|position|post|office) (?:of )?(?:the )?(?P<role>[A-Z][^.;,|\n]{2,60}?)\s+(?:ended|ceased|ends|was abolished|is abolished|was closed|no longer exists|was discontinued)\b",
    re.I,
)
_LIMIT = re.compile(
    r"\b(?P<word>until|till|up to|from|since|as of)\s+(?P<day>(?:the\s+)?[^,;()\n]{0,8}\d[^,;()\n]{0,25}|[A-Z][a-z]+ \d[^,;()\n]{0,12})",
    re.I,
)
_LEAST_ROWS = 3
_POST_LABEL = re.compile(r"(?:post|job|position|title|job title|role|post title)", re.I)
_HOLDER_LABEL = re.compile(
    r"(?:(?:present |current |post ?|job |role )?holder|held by|filled by|(?:present |current )?incumbent)", re.I
)
_NOTE_ROLE = re.compile(r"[(](?P<note>[^)]{3,80})[)]")
_HEADED = re.compile(
    r"[A-Z][a-z]+(?:\s+(?:[A-Z][\w&]*|of|for|and))*$"
)  # a unit or post that no list of nouns knows ("Payroll")
_NO_NAME = re.compile(
    r"(?:This|That|These|Those|Each|Every|Our|Your|Their|His|Her|Its|New|Any|Some|For|In|On|At|If|When|It|We|You|They|He|She|There|Here|As|With)\b"
)
_NOT_YET = re.compile(
    r"\b(?:if|would|might|(?-i:may)|could|should|whether|until .* is|not|candidate|proposed|nominated)\b", re.I
)


def facts(reading: Reading) -> Iterator[Fact]:
    """The roles that the document says people have, and the reporting lines of roles."""
    yield from _tables(reading)
    yield from _holders(reading)
    for post in posts(reading):
        fields = {"person": post.person, "role": post.role, "reports_to": post.reports_to}
        yield reading.fact("role", fields, [post.span], extractor=NAME, dates={"from": _as_of(reading)})
    chart = _CHART.search(reading.title) or _CHART.search(reading.text[:200])
    tree = list(_tree(reading)) if chart else []
    yield from tree
    for each in members(reading):
        if not any(fact.spans[0].start < each.span.end and each.span.start < fact.spans[0].end for fact in tree):
            yield _held(reading, each)
    yield from _description(reading)
    yield from _incumbent(reading)
    entries: list[Span] = []
    if reading.kind not in ("agenda", "minutes", "mail", "register"):
        for entry, holdings in post_entries(reading):
            entries.append(entry)
            yield from (_held(reading, each) for each in holdings)
    if reading.kind not in ("agenda", "register"):
        for span in reading.prose:
            if not any(entry.start <= span.start < entry.end for entry in entries):
                yield from _told(reading, span)


def _held(reading: Reading, held: Holding) -> Fact:
    fields = {"person": held.person, "role": held.role, "reports_to": held.reports_to}
    dates = {"from": held.begins, "until": held.ends}
    return reading.fact("role", fields, [held.span], extractor=NAME, dates=dates)


def _as_of(reading: Reading) -> str:
    """The day that an organisation chart holds from, in its title or first line."""
    for found in reading.dates_in(Span(0, min(len(reading.text), 200))):
        if _AS_OF.search(reading.text[max(0, found.start - 30) : found.start]):
            return found.value.isoformat()
    return ""


def _tables(reading: Reading) -> Iterator[Fact]:
    for table, _ in reading.tables:
        names = [name.strip() for name in table.header]
        role, person = _column(names, _ROLE_COLUMN), _column(names, _PERSON_COLUMN)
        reports = _column(names, _REPORTS_COLUMN)
        others = sum(bool(_OTHER_COLUMNS.fullmatch(name)) for name in names)
        if role < 0 or person < 0 or role == person or others or not (reports >= 0 or len(names) <= 4):
            continue
        chart = reports >= 0 or bool(_CHART.search(f"{reading.title} {reading.section(table.start)}"))
        begun, placed, left = (_column(names, each) for each in (_FROM_COLUMN, _UNIT_COLUMN, _UNTIL_COLUMN))
        if (
            not chart
            and len(names) > 2
            and max(min(begun, placed), min(begun, left)) < 0
            and not _told_of(reading, table, begun)
        ):
            continue
        since = _as_of(reading) if chart else ""
        for record in reading.records(table):
            cells = {cell.column: Span(cell.start, cell.end) for cell in record.row.cells}
            words = {column: reading.quote(span).strip() for column, span in cells.items()}
            if not is_person(words.get(person, "")) or not words.get(role) or not reading.visible(record.span):
                continue
            days = [(_column(names, pattern)) for pattern in (_FROM_COLUMN, _UNTIL_COLUMN)]
            begins, ends = (reading.day(cells[at]) if at in cells else "" for at in days)
            fields = {"person": words[person], "reports_to": words.get(reports, "")}
            fields["unit"] = words.get(_column(names, _UNIT_COLUMN), "")
            dates = {"from": begins or since, "until": ends}
            for post in filter(None, re.split(r"\s*;\s*", words[role])):
                named = fields | {"role": post}
                yield reading.fact("role", named, [record.span], extractor=NAME, dates=dates, origin="cell")


def _told_of(reading: Reading, table: Table, begun: int) -> bool:
    """Whether a table with a column of days from when stands under words about members or officers."""
    return begun >= 0 and bool(_SEATS.search(f"{reading.title} {reading.section(table.start)}"))


def _holders(reading: Reading) -> Iterator[Fact]:
    """A table of two columns whose first row names them ("Seat | Holder"), where the file marks no header."""
    for table in reading.document.tables:
        rows = [row for row in table.rows if not row.hidden]
        if table.hidden or any(table.header) or len(rows) < _LEAST_ROWS or any(len(row.cells) != 2 for row in rows):
            continue
        names = [reading.text[cell.start : cell.end].strip() for cell in rows[0].cells]
        if _column(names, _ROLE_COLUMN) != 0 or _column(names, _PERSON_COLUMN) != 1:
            continue
        for row in rows[1:]:
            role, person = (reading.text[cell.start : cell.end].strip() for cell in row.cells)
            span = Span(row.start, row.end)
            if is_person(person) and role and reading.visible(span):
                fields = {"person": person, "role": role}
                yield reading.fact("role", fields, [span], extractor=NAME, origin="cell")


def _column(names: list[str], pattern: re.Pattern[str]) -> int:
    return next((at for at, name in enumerate(names) if pattern.fullmatch(name)), -1)


def _tree(reading: Reading) -> Iterator[Fact]:
    """Lines "Name, Role", indented under those they report to."""
    since, above = _as_of(reading), list[tuple[int, str]]()
    covered = [(table.start, table.end) for table in reading.document.tables]
    for match in _TREE.finditer(reading.text):
        span = reading.trimmed(Span(match.start("words"), match.end("words")))
        if any(start <= span.start < end for start, end in covered) or not reading.visible(span):
            continue
        found = _name_and_role(reading.quote(span))
        if found is None:
            continue
        person, role, more, reports = found
        depth = len(match["lead"])
        while above and above[-1][0] >= depth:
            above.pop()
        fields = {"person": person, "role": role, "reports_to": reports or (above[-1][1] if above else "")}
        above.append((depth, person))
        until, begins = _limits(reading, span, since)
        yield reading.fact("role", fields, [span], extractor=NAME, dates={"from": since, "until": until})
        if more:
            dates = {"from": since if begins is None else begins}
            yield reading.fact("role", {"person": person, "role": more}, [span], extractor=NAME, dates=dates)


def _name_and_role(words: str) -> tuple[str, str, str, str] | None:
    """Person, role, a further role in brackets, and whom they report to where the line says it."""
    note = _NOTE_ROLE.search(words)
    line = (words[: note.start()] + words[note.end() :]) if note else words
    reports = _REPORTS.search(line)
    line = line[: reports.start()] if reports else line
    person, comma, role = line.partition(",")
    if not comma:
        person, comma, role = line.partition(" - ")
    person, role = person.strip(), role.strip(" ,;")
    if not is_person(person) or not role or len(role) > 80 or (not is_role(role) and not _HEADED.match(role)):
        return None
    more = re.sub(r"\s+(?:from|since|until|as of)\b.*$", "", note["note"]).strip() if note else ""
    return person, role, more if is_role(more) else "", reports["who"].strip() if reports else ""


def _limits(reading: Reading, span: Span, own_day: str) -> tuple[str, str | None]:
    """Until when the line's role holds ("" for unknown), and from when the one in brackets (None when not said)."""
    until, begins = "", None
    for match in _LIMIT.finditer(reading.quote(span)):
        day = nearby_day(reading, Span(span.start + match.start("day"), span.start + match.end("day")), own_day)
        if match["word"].lower() in ("until", "till", "up to"):
            until = day
        else:
            begins = day
    return until, begins


def _description(reading: Reading) -> Iterator[Fact]:
    match = _DESCRIPTION.match(reading.title.strip())
    if match is None:
        return
    role = (match["role"] or match["before"]).strip(" :–—-")
    for found in _REPORTS.finditer(reading.text):
        span = Span(found.start(), found.end())
        if reading.visible(span):
            fields = {"role": role, "reports_to": _trim(found["who"])}
            yield reading.fact("role", fields, [span], extractor=NAME)
            return
    at = reading.text.find(role)
    if at >= 0:
        yield reading.fact("role", {"role": role}, [reading.line(at)], extractor=NAME)


def _incumbent(reading: Reading) -> Iterator[Fact]:
    """The holder that a description of a post names under a label: "Post: Data Lead", "Holder: Ana Roth, since 3 May 2031"."""
    post = next((pair for pair in reading.pairs if _POST_LABEL.fullmatch(pair.label.strip(" *_"))), None)
    held = next((pair for pair in reading.pairs if _HOLDER_LABEL.fullmatch(pair.label.strip(" *_"))), None)
    if post is None or held is None or not reading.visible(held.span) or not reading.visible(post.span):
        return
    name = re.split(r"\s*[,(]\s*|\s+(?:since|from|as of)\s", held.value)[0].strip()
    role = re.split(r"\s*[,(]\s*|\s{3,}", post.value)[0].strip(" .")
    if is_person(name) and (is_role(role) or _HEADED.match(role)):
        fields = {"person": name, "role": role}
        spans, dates = [held.span, post.span], {"from": reading.day(held.value_span)}
        yield reading.fact("role", fields, spans, extractor=NAME, dates=dates)


def _trim(words: str) -> str:
    return re.sub(r"\s+(?:and|with|on|for|in|who|as)\s.*$", "", words.strip())


def _told(reading: Reading, span: Span) -> Iterator[Fact]:
    words = reading.quote(span)
    if len(words) > 600:
        return
    for match, who in _taken_up(words):
        role = re.split(
            r"\s+(?:on|from|with effect|as of|as from|in|until|since|for|after|and|who|at the|this)\b|,\s*(?!and )|\s[(]",
            match["role"],
        )[0].strip(" *_")
        if who is None or not is_role(role) or _NOT_YET.search(words[: match.start("role")]):
            continue
        limit = _TO_DAY.search(words, match.start("role"))
        stop = limit.start() if limit and not _STARTS.search(words, limit.end()) else len(words)
        day = nearby_day(reading, Span(span.start + match.start("role"), span.start + stop))
        if not day and _OPENS.match(words):
            day = nearby_day(reading, Span(span.start, span.start + match.start()))
        ends = nearby_day(reading, Span(span.start + limit.end(), span.end), day) if limit else ""
        dates = {"from": day, "until": ends if ends > day else ""}
        yield reading.fact("role", {"person": who.person, "role": role}, [span], extractor=NAME, dates=dates)
        before = _AFTER_WHOM.search(words, match.start("role"))
        if before is not None and day and (old := _bare_name(before["old"])):
            fields = {"person": old, "role": role}
            yield reading.fact("role", fields, [span], extractor=NAME, dates={"until": day})
    yield from _by_letter(reading, span, words)
    yield from _succession(reading, span, words)
    for match in _LEAVES.finditer(words):
        who = _person(words[: match.start()])
        if who is None or _NOT_YET.search(words[: match.end()]):
            continue
        day = nearby_day(reading, Span(span.start + match.start("rest"), span.start + match.end("rest")))
        if day:
            post = _LEFT_AS.search(match["rest"])
            role = post["role"].strip() if post and is_role(post["role"]) else who.role
            fields = {"person": who.person, "role": role}
            yield reading.fact("role", fields, [span], extractor=NAME, dates={"until": day})
    yield from _last_day(reading, span, words)
    ended = _ENDED.search(words)
    if ended is not None and is_role(ended["role"]):
        day = nearby_day(reading, Span(span.start + ended.end(), span.end))
        yield reading.fact("role", {"role": ended["role"]}, [span], extractor=NAME, dates={"until": day})


def _by_letter(reading: Reading, span: Span, words: str) -> Iterator[Fact]:
    for given in addressed(reading, span, words):
        fields = {"person": given.person, "role": given.role}
        yield reading.fact("role", fields, given.spans, extractor=NAME, dates={"from": given.day})


def _taken_up(words: str) -> Iterator[tuple[re.Match[str], Party | None]]:
    """Where a sentence says that somebody takes up or has a post, and who: before the verb, or behind it."""
    found = [(match, _person(words[: match.start()])) for match in _BECOMES.finditer(words)]
    yield from found
    if any(who is not None for _, who in found):
        return
    for pattern in (_APPOINTS, _HAS_BEEN):
        for match in pattern.finditer(words):
            yield match, _person(match["who"])


def _succession(reading: Reading, span: Span, words: str) -> Iterator[Fact]:
    """One who follows another in a post, on a day that the sentence gives: both ends of the change."""
    for pattern in _SUCCEEDS:
        for match in pattern.finditer(words):
            role = " ".join(match["role"].split())
            new, old = _bare_name(match["new"]), _bare_name(match["old"])
            if not (new and old) or _NOT_YET.search(words[: match.end()]) or not (is_role(role) or _HEADED.match(role)):
                continue
            day = nearby_day(reading, Span(span.start + match.end(), span.end))
            if not day and _OPENS.match(words):
                day = nearby_day(reading, Span(span.start, span.start + match.start()))
            if day:
                yield reading.fact("role", {"person": new, "role": role}, [span], extractor=NAME, dates={"from": day})
                yield reading.fact("role", {"person": old, "role": role}, [span], extractor=NAME, dates={"until": day})


def _bare_name(words: str) -> str:
    """A person's name; words that only begin a sentence in front of one are left out."""
    words = words.strip(" .,")
    while words and not (is_person(words) and not _NO_NAME.match(words)):
        words = words.partition(" ")[2]
    return words


def _last_day(reading: Reading, span: Span, words: str) -> Iterator[Fact]:
    """ "Her last day as Quality Manager is Friday 30 January", of somebody whom the sentence before says goodbye to."""
    match = _LAST_DAY.search(words)
    if match is None:
        return
    before = reading.text[max(0, span.start - _BACK) : span.start + match.start()]
    leaving = list(_LEAVING.finditer(before))
    named = match["whose"] if match["whose"] and is_person(match["whose"]) else ""
    person = named or (leaving[-1]["who"] or leaving[-1]["name"] if leaving else "")
    day = nearby_day(reading, Span(span.start + match.end(), span.end))
    if not person or not day:
        return
    person = _in_full(reading, person)
    role = " ".join((match["role"] or "").split())
    dates = {"until": day}
    if is_role(role):
        yield reading.fact("role", {"person": person, "role": role}, [span], extractor=NAME, dates=dates)
    if leaving or not role:
        yield reading.fact("role", {"person": person}, [span], extractor=NAME, dates=dates)


def _in_full(reading: Reading, person: str) -> str:
    """A first name with the family name that the document gives it elsewhere, where it gives one alone."""
    if " " in person:
        return person
    found = re.finditer(
        rf"\b{re.escape(person)}(?: (?:[A-Z]\.|van|von|de|der|den|la|del|di|da))* [A-Z][\w'’-]+", reading.text
    )
    full = {match[0] for match in found if is_person(match[0]) and reading.visible(Span(match.start(), match.end()))}
    return full.pop() if len(full) == 1 else person


def _person(words: str) -> Party | None:
    """The person at the end of the words before a verb."""
    words = re.split(r"[;:|\n]|(?<![A-Z])\.\s", words[-90:])[-1].rstrip(" ,")
    words = re.sub(r"^\W*\d[\d/.-]*[.)]?\s+(?=[^\W\d])", "", words)  # the number of the minute
    words = re.sub(
        r"(?i)^.*\b(?:resolved|agreed|decided|determined|approved|announce\w*|confirm\w*|report\w*|advised?|say|share|know|inform\w*)(?: \w+){0,2},? that:? (?:the )?",
        "",
        words,
    )
    words = re.sub(r"(?i)^that\s+(?=[A-Z])|\s+(?:be|be and (?:is|are))(?:\s+hereby)?$|\s+hereby$", "", words.strip())
    words = re.sub(
        r"^(?:(?:on|from|with effect from|as of|since|in|after)\s+(?:[^,]*?\d{4},?|(?:\w+day\s+)?\d{1,2}(?:st|nd|rd|th)?\s+[A-Z][a-z]+,?)\s+|(?:after|following)\s+[^,]{3,40}?\s(?:years?|months?)\s)",
        "",
        words.strip(),
        flags=re.I,
    )
    head = re.split(r",\s*(?:until now|formerly|previously|so far|currently)\b", words)[0]
    who = someone(head)
    return who if who is not None and who.person and not _NO_NAME.match(who.person) else None
