"""Tables of actions: action logs, and the tables of minutes that say who does what by when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from evidence.model import Fact, Table
from ingest.facts.columns import Record
from ingest.facts.days import month_end
from ingest.facts.deciding import SETTLED
from ingest.facts.profiles import people
from ingest.facts.reading import Reading
from ingest.facts.registers import is_register
from ingest.facts.statements import numbered
from ingest.facts.tasks import NOTHING, OLD, task
from ingest.facts.terse import who_and_when
from ingest.facts.typed_rows import typed

_TEXT_COLUMN = re.compile(
    r"(?:(?:agreed |new |open |follow-?up )?actions?(?: items?| points?| required| to be taken| agreed| text| description)?|tasks?|to[- ]?do|what|follow-?ups?|next steps?|decision ?/ ?action|decision or action|(?:discussion|comments?|issues?|concerns?)?(?: ?(?:/|and|or|&) ?)?recommendations?(?: ?(?:/|and|or|&) ?actions?)?(?: taken| made| agreed)?|description|text|item|matter|activity|ma(?:ß|ss)nahme|aufgabe|tâche|tarea)",
    re.I,
)
_ACTION_WORD = re.compile(
    r"\b(?:actions?|tasks?|to[- ]?dos?|follow-?ups?|next steps?|ma(?:ß|ss)nahmen?|aufgaben?)\b", re.I
)
_OWNER_COLUMN = re.compile(
    r"(?:(?:action |task )?owners?(?:\(s\))?|who\??|(?:person|officer|member|party) responsible|responsible(?: person| party| officer| lead)?|responsibility(?: of)?|assigned(?: to)?|allocated to|assignee|(?:action |task )?lead(?: officer| person)?|(?:action )?by whom|whom|action (?:by|for|holder)|for|name|initials|resp\.?|wer|zuständig|verantwortlich(?:er?)?|responsable)",
    re.I,
)
_DUE_COLUMN = re.compile(
    r"(?:(?:action )?due(?: date| by| on)?|deadline(?: date)?|target(?: completion)?(?: date)?|by when\??|when\??|by|until|date|(?:to be )?complete(?:d)? by|(?:planned|expected|target) completion(?: date)?|(?:ready|needed|wanted|finish(?:ed)?) by|timeline|time-?(?:scale|frame)|eta|bis(?: wann)?|termin|frist|fällig(?: am)?|échéance)",
    re.I,
)
_STATUS_COLUMN = re.compile(
    r"(?:(?:(?:current |action )?status|state|progress|how far|done|rag(?: status| rating)?|open ?/ ?closed)\??|comments?(?: / status)?|update|stand)(?: (?:at|on|as of|by|per|am) .{2,20})?",
    re.I,
)
_RAISED_COLUMN = re.compile(
    r"(?:raised(?: on)?|date raised|opened(?: on)?|meeting|logged(?: on)?|created(?: on)?|from meeting|origin)", re.I
)
_CLOSED_COLUMN = re.compile(
    r"(?:closed(?: on)?|date closed|completed(?: on)?|completion date|done on|finished(?: on)?)", re.I
)
_OTHER_FAMILY = re.compile(
    r"(?:root cause|cause|effectiveness.*|verification.*|likelihood|impact|score|risk.*|non-?conformit.*|finding.*|severity|presented by|presenter|speaker|minutes|duration|time|"
    r"course|training|kpi|target value|objective.*|control|supplier|vendor|budget|treatment|audit.*|clause|decision|disposition|verdict|ruling)",
    re.I,
)
_ASKED_COLUMN = re.compile(
    r"(?:(?:agreed|planned|further|required) )?(?:measures?|actions?|recommendations?|tasks?)", re.I
)
_STATE_COLUMN = re.compile(r"(?:status|state|progress|how far)(?: (?:at|on|as of|by) .{4,20})?", re.I)
_DECISION_COLUMN = re.compile(
    r"(?:decisions?|resolutions?|what was (?:decided|agreed)|agreed|outputs?|outcomes?|conclusions?|results?)", re.I
)
_ABOUT_COLUMN = re.compile(r"(?:agenda )?(?:items?|subjects?|topics?|matters?|what(?: about)?|title)", re.I)
_REGISTER = re.compile(
    r"\baction (?:log|list|register|tracker|items?|points?|plan)|actions?$|^\W*(?:\w+ ){0,3}actions?\b(?=\s*[:–—-])|\b(?:actions? (?:of|from|arising)|follow-?up list|task list|to-?do)\b",
    re.I,
)
_NOT_REGISTER = re.compile(r"\b(?:corrective|preventive|nonconformit\w+|risk|treatment|audit|capa)\b", re.I)
_THREE = 3  # columns of a table that says what, who and when
_MOST = 0.6  # share of a column's cells that tell what it holds
_ID = re.compile(r"[A-Z]{1,6}\d{0,4}[-/.]?\d[\w./-]{0,9}|\d{1,4}(?:[./-]\d{1,4}){0,2}\.?|#\d+")


def tabled(reading: Reading, table: Table, held: bool) -> Iterator[Fact]:
    """The rows of a table that lists actions; ``held``: the document is the minutes of a meeting."""
    kinds = typed(reading, table, "action") if held else None
    columns = _columns(reading, table, held) if kinds is None else _beside(table, kinds[0])
    if columns is None:
        return
    for record in reading.records(table) if kinds is None else kinds[1]:
        fact = _row(reading, record, columns) if reading.visible(record.span) else None
        if fact is not None:
            yield fact


def _beside(table: Table, text: str) -> dict[str, str] | None:
    """The columns of owner, day and state beside that of the words of a table whose rows have kinds."""
    header = [name.strip() for name in table.header if name.strip() != text]
    wanted = (("owner", _OWNER_COLUMN), ("due", _DUE_COLUMN), ("status", _STATUS_COLUMN))
    found = {
        field: name
        for field, pattern in wanted
        if (name := next((name for name in header if pattern.fullmatch(name)), ""))
    }
    return {"text": text, **found} if "owner" in found else None


def _columns(reading: Reading, table: Table, held: bool) -> dict[str, str] | None:
    """Which column is the text, the owner and so on; None when the table lists something else than actions."""
    header = [name.strip() for name in table.header]
    if held and (decided := _decided(reading, table, header)):
        return decided
    if not held and (asked := _asked_for(reading, table, header)):
        return asked
    owner = next((name for name in header if _OWNER_COLUMN.fullmatch(name)), "")
    both = "" if owner else next((name for name in header if _says_both(name)), "")
    owner = owner or both
    if not owner and held and not any(_OTHER_FAMILY.fullmatch(name) for name in header):
        return _by_values(reading, table)
    if not owner or any(_OTHER_FAMILY.fullmatch(name) for name in header):
        return None
    texts = [name for name in header if name != owner and _TEXT_COLUMN.fullmatch(name)] or _first_of_three(
        header, owner, held
    )
    texts.sort(key=lambda name: (not _ACTION_WORD.search(name), not re.search(r"recommend", name, re.I)))
    dated = [both] if both else []
    dated += [
        name
        for name in header
        if name and any(one.fullmatch(name) for one in (_DUE_COLUMN, _STATUS_COLUMN, _CLOSED_COLUMN))
    ]
    place = f"{reading.section(table.start)} {table.caption} {table.sheet or ''}"
    about = any(_ACTION_WORD.search(name) for name in header) or bool(_ACTION_WORD.search(place))
    register = bool(_REGISTER.search(reading.title)) and not _NOT_REGISTER.search(reading.title)
    if not texts or not dated or not ((held and (about or len(header) <= 4)) or (register and about)):
        return None
    found = {"owner": owner, "text": texts[0]} | ({"both": both} if both else {})
    if len(texts) > 1 and _all_ids(reading, table, texts[0]):
        found = {"owner": owner, "number": texts[0], "text": texts[1]}
    rest = [name for name in header if name and name not in found.values()]
    rest.sort(key=lambda name: name.upper().startswith("RAG"))  # a colour is a state where nothing says more
    for field, pattern in (
        ("due", _DUE_COLUMN),
        ("status", _STATUS_COLUMN),
        ("raised", _RAISED_COLUMN),
        ("closed", _CLOSED_COLUMN),
    ):
        name = next((name for name in rest if pattern.fullmatch(name) and name not in found.values()), "")
        if name:
            found[field] = name
    if "closed" in found and not found.keys() & {"due", "status", "both"}:
        found["due"] = found.pop("closed")  # a lone "completion date" is the day by which
    return found


def _first_of_three(header: list[str], owner: str, held: bool) -> list[str]:
    """The first column of minutes that name something, who sees to it and by when, whatever that column is called."""
    if not held or len(header) != _THREE or header[0] == owner or not header[0]:
        return []
    return header[:1] if header[1] == owner and _DUE_COLUMN.fullmatch(header[2]) else []


def _asked_for(reading: Reading, table: Table, header: list[str]) -> dict[str, str] | None:
    """The columns of what a report or assessment asks for: a measure, who sees to it, and by when or how far it is."""
    if reading.kind not in ("report", "other") or is_register(reading, table):
        return None
    text = next((name for name in header if _ASKED_COLUMN.fullmatch(name)), "")
    owner = next(
        (name for name in header if _OWNER_COLUMN.fullmatch(name) and people(_column(reading, table, name))), ""
    )
    due = next((name for name in header if name not in (text, owner) and _DUE_COLUMN.fullmatch(name)), "")
    status = next((name for name in header if _STATE_COLUMN.fullmatch(name)), "")
    others = [name for name in header if name != text and _OTHER_FAMILY.fullmatch(name)]
    if not (text and owner and (due or status)) or others:
        return None
    found = {"owner": owner, "text": text, "due": due, "status": status}
    return {field: name for field, name in found.items() if name}


def _decided(reading: Reading, table: Table, header: list[str]) -> dict[str, str] | None:
    """The columns of a table of decisions that says who sees to each by when: what is to be done is an action, too."""
    text = next((name for name in header if _DECISION_COLUMN.fullmatch(name)), "")
    rest = [name for name in header if name and name != text]
    if text and (both := next((name for name in rest if _says_both(name)), "")):
        return {"owner": both, "text": text, "both": both}
    held = {name: _column(reading, table, name) for name in rest}
    owner = next((name for name in rest if people(held[name]) or _initials(held[name])), "")
    dated = _dated(reading)
    days = [name for name in rest if held[name] and sum(map(dated, held[name])) >= _MOST * len(held[name])]
    due = next((name for name in days if _DUE_COLUMN.fullmatch(name)), "")
    if not (text and owner and due):
        return None
    number = next((name for name in rest if held[name] and all(_ID.fullmatch(words) for words in held[name])), "")
    return {"owner": owner, "text": text, "due": due} | ({"number": number} if number else {})


def _by_values(reading: Reading, table: Table) -> dict[str, str] | None:
    """The columns of a table of minutes whose names say nothing: words, people and days side by side are tasks."""
    held = {name: _column(reading, table, name) for name in table.header if name.strip()}
    owners = [name for name, words in held.items() if people(words) or _initials(words)]
    days = [name for name, words in held.items() if words and sum(map(_dated(reading), words)) >= _MOST * len(words)]
    free = [name for name in held if name not in owners and name not in days]
    texts = [name for name in free if sum(len(w.split()) > 1 for w in held[name]) >= _MOST * max(1, len(held[name]))]
    if len(owners) != 1 or not days or not texts:
        return None
    number = next((name for name in free if held[name] and all(_ID.fullmatch(words) for words in held[name])), "")
    found = {"owner": owners[0].strip(), "text": texts[-1].strip(), "due": days[0].strip()}
    return found | ({"number": number.strip()} if number else {})


def _column(reading: Reading, table: Table, name: str) -> list[str]:
    entries = (record.named(re.escape(name.strip())) for record in reading.records(table))
    return [" ".join(entry.text.split()) for entry in entries if entry and not NOTHING.fullmatch(entry.text.strip())]


def _initials(words: list[str]) -> bool:
    return len(words) > 1 and all(re.fullmatch(r"[A-Z]{2,4}(?:\s?[/&+,]\s?[A-Z]{2,4})*", each) for each in words)


def _dated(reading: Reading) -> Callable[[str], bool]:
    def tells(words: str) -> bool:
        return bool(reading.dates_of(words)) or bool(month_end(words, reading.written or "2000-01-01", day_first=True))

    return tells


def _says_both(name: str) -> bool:
    """Whether a column says who and when: "Who / by", "Owner and date", "By whom, by when"."""
    parts = re.split(r"\s*(?:/|&|\+|,|\band\b)\s*", name.strip())
    return len(parts) == 2 and bool(_OWNER_COLUMN.fullmatch(parts[0])) and bool(_DUE_COLUMN.fullmatch(parts[1]))


def _all_ids(reading: Reading, table: Table, column: str) -> bool:
    entries = [record.named(re.escape(column)) for record in reading.records(table)]
    words = [entry.text.strip() for entry in entries if entry]
    return bool(words) and all(_ID.fullmatch(each) for each in words)


def _row(reading: Reading, record: Record, columns: dict[str, str]) -> Fact | None:
    cells = {}
    for field, name in columns.items():
        entry = record.named(re.escape(name))
        cells[field] = " ".join(entry.text.split()) if entry else ""
    text = cells["text"]
    if cells.get("both"):
        cells["owner"], cells["due"] = who_and_when(cells["both"])
    if columns.get("both") and _DECISION_COLUMN.fullmatch(columns["text"]) and SETTLED.search(text):
        names = [name for name in (each.name.strip() for each in record.entries) if _ABOUT_COLUMN.fullmatch(name)]
        about = record.named(re.escape(names[0])) if names else None
        text = f"{' '.join(about.text.split())}: {text}" if about else text  # "Put off until May" is no task by itself
    number = cells.get("number") or record.text("number")
    if not _ID.fullmatch(number):
        number, begins = numbered(text)
        text = text[begins:]
    if columns.get("both") and _DECISION_COLUMN.fullmatch(columns["text"]) and not re.search(r"\w", cells["owner"]):
        return None  # what falls to nobody is a decision alone
    if len(text) < 2 or text.startswith("[") or NOTHING.fullmatch(text):
        return None
    open_ = bool(cells.get("due")) and columns.keys() & {"due", "both"} and _DECISION_COLUMN.fullmatch(columns["text"])
    if re.search(r"decision", columns["text"], re.I) and (not cells["owner"] or (SETTLED.search(text) and not open_)):
        return None
    return task(
        reading,
        text,
        number,
        cells["owner"],
        cells.get("status", "") or ("" if reading.day_of(cells.get("closed", "")) else cells.get("closed", "")),
        [record.span],
        due=cells.get("due", ""),
        raised=cells.get("raised", ""),
        closed=cells.get("closed", ""),
        origin="cell",
        new="raised" not in columns and not OLD.search(f"{reading.section(record.span.start)} {record.table.caption}"),
    )
