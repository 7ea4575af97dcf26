"""What the columns of a table mean, by the names that registers use for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from evidence.model import Cell, Row, Span, Table

_ROLES: tuple[tuple[str, str], ...] = (
    ("number", r"(?:id|ids|no\.?|nr\.?|number|ref\.?|reference|#|code|\w+ (?:id|no\.?|nr\.?|number|ref\.?|reference|code)|control|clause)"),
    ("clause", r"(?:clause|control|requirement|iso clause|standard clause|annex a)s?(?: ref\.?| no\.?| number)?"),
    ("owner", r"(?:(?:\w+ )?owner|who|responsible(?: person| party)?|responsibility|accountable|assigned to|assignee|lead|in charge|action by|by whom|process owner|resp\.?|driver|holder|keeper|custodian|(?:kept|held|maintained|looked after) by)"),
    ("approver", r"(?:approved by|approver|approval by|authori[sz]ed(?: by)?|(?:released|signed off|endorsed|ratified|adopted|agreed|decided|decision) by|approv(?:ing|al) (?:body|authority|committee|group|board))"),
    ("by", r"(?:accepted by|acceptance by|granted by|by)"),
    ("approved", r"(?:(?:last |first )?approved(?: on| date)?|approval date|date (?:last )?(?:of approval|approved|ratified|adopted|of adoption)|(?:ratification|adoption) date|adopted(?: on)?|ratified(?: on)?|released(?: on)?)"),
    ("due", r"(?:due(?: date| by| on)?|deadline|target date|by when|complete by|planned (?:for|date|completion)|when|date due|finish by)"),
    ("until", r"(?:(?:accepted|valid|good|in force) (?:until|to|till)|until|expir(?:es|y)(?: date| on)?|expiry|valid to|contract (?:to|end)|end(?: date| of contract)?|ends(?: on)?|renewal(?: date| due)?)"),
    ("from", r"(?:(?:valid|contract) from|contract start|start(?: date|ed)?|since|in use since|from|go-?live|live since|commenced|deployed(?: on)?)"),
    ("closed", r"(?:closed(?: on)?|(?:fixed|resolved|remedied|rectified|put right|cured)(?: on)?|date (?:closed|fixed|resolved)|closing date|completed(?: on)?|completion date|date (?:completed|passed)|passed(?: on)?|done on|finished(?: on)?)"),
    ("raised", r"(?:raised(?: on)?|date raised|opened(?: on)?|reported(?: on)?|identified(?: on)?|logged(?: on)?|date)"),
    ("next_review", r"(?:(?:date of )?next (?:scheduled |planned )?(?:review|assessment|check|due)(?: date| due| on| by){0,2}|(?:due|date) for review|review due date|review (?:due|by|date)|re-?assessment(?: due)?|(?:to be )?(?:look(?:ed)?(?: at)?|read|check(?:ed)?|review(?:ed)?|revis(?:e|ed|it)) again(?: by| on)?)"),
    ("last_review", r"(?:last (?:review(?:ed)?|assess(?:ed|ment)|check(?:ed)?|done)|reviewed(?: on)?|impact assessment|assessed(?: on)?)"),
    ("status", r"(?:status|state|progress|light|rag|stage|implementation(?: status)?|condition|implemented|achieved\??)"),
    ("likelihood", r"(?:likelihood|probability|l|p|prob\.?)(?: \(.*\))?"),
    ("impact", r"(?:impact|severity|consequence|i|s|effect)(?: \(.*\))?"),
    ("score", r"(?:score|risk score|rating|level|risk (?:level|rating|class)|l ?[x×*] ?i|p ?[x×*] ?i|inherent(?: risk| score)?|residual(?: risk| score)?)"),
    ("treatment", r"(?:treatment|response|mitigations?|measures?|controls?|risk (?:treatment|response)|strategy|how treated)"),
    ("kpi", r"(?:kpi|indicator|metric|measure(?:ment)?|key performance indicator|how measured)"),
    ("target", r"(?:target|goal|limit|threshold|target value|plan(?:ned)?(?: value)?)"),
    ("value", r"(?:actual|value|result|current(?: value)?|measured|ytd|latest|outcome)"),
    ("unit", r"(?:unit|unit of measure|uom)"),
    ("objective", r"(?:objective|goal|objectives?(?: text)?)"),
    ("person", r"(?:employee|name of (?:employee|staff|person)|person|staff(?: member)?|colleague|participant|trainee|member)"),
    ("course", r"(?:course|training|qualification|competence|competency|skill|module|certificate)"),
    ("role", r"(?:role|function|position|job title|job|our role)"),
    ("supplier", r"(?:supplier|vendor|provider|third party|partner|contractor)"),
    ("system", r"(?:system|ai system|application|model|asset|system name)"),
    ("service", r"(?:service|services|scope|product|what it does|purpose|use|intended (?:use|purpose))"),
    ("justification", r"(?:justification|reason|rationale|because of|why|grounds|explanation)(?: for (?:inclusion|exclusion))?"),
    ("applicable", r"(?:applicable|applies|applicability|in scope|included)\??"),
    ("amount", r"(?:amount|budget|cost|eur|usd|gbp|value|price|approved(?: budget| amount)?|spend)(?: \(?[a-z€$£]{1,4}\)?)?"),
    ("version", r"(?:version|edition|issue|rev\.?|revision|ver\.?|ed\.?)"),
    ("cause", r"(?:root cause|cause|why it happened)"),
    ("effectiveness", r"(?:effectiveness(?: check)?|verified|verification|effective\??)"),
    ("grade", r"(?:grade|category|type|class(?:ification)?|severity|priority)"),
    ("text", r"(?:description|text|what|detail(?:s)?|summary|finding|risk|action|decision|title|name|topic|subject|observation|issue|requirement|document|policy|item|task|position|measure|matter|non-?conformity|what happened|statement)"),
)  # fmt: skip
_COMPILED = tuple((role, re.compile(pattern, re.I)) for role, pattern in _ROLES)


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of a record: its words, the column's name, and where they stand."""

    role: str
    name: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Record:
    """One visible row of a table with named columns."""

    table: Table
    row: Row
    entries: tuple[Entry, ...]

    def get(self, *roles: str) -> Entry | None:
        """The first entry that has words, in the order of ``roles``."""
        for role in roles:
            for entry in self.entries:
                if entry.role == role and entry.text.strip():
                    return entry
        return None

    def text(self, *roles: str) -> str:
        """The words of ``get``, or ""."""
        entry = self.get(*roles)
        return entry.text.strip() if entry else ""

    def named(self, pattern: str) -> Entry | None:
        """The first entry with words whose column's name matches ``pattern`` as a whole, ignoring case."""
        for entry in self.entries:
            if re.fullmatch(pattern, entry.name.strip(), re.I) and entry.text.strip():
                return entry
        return None

    @property
    def span(self) -> Span:
        """The row's own characters."""
        return Span(self.row.start, self.row.end)


def role_of(name: str) -> str:
    """What a column's name says its cells are, or "" ("Accountable" -> "owner", "Due by" -> "due")."""
    words = " ".join(re.sub(r"[*_`:]+", " ", name).split())
    for role, pattern in _COMPILED:
        if pattern.fullmatch(words):
            return role
    return ""


def roles(header: Iterable[str]) -> dict[str, int]:
    """Role -> the first column that has it."""
    found: dict[str, int] = {}
    for column, role in enumerate(_in_place(header)):
        if role:
            found.setdefault(role, column)
    return found


def _in_place(header: Iterable[str]) -> list[str]:
    """The role of each column; "on" after who approved is the day of approval ("Signed off by | on")."""
    found: list[str] = []
    for name in header:
        after = found[-1:] == ["approver"] and re.fullmatch(r"(?:on|date|when|dated|day)", name.strip(), re.I)
        found.append("approved" if after else role_of(name))
    return found


def records(table: Table, text: str) -> Iterator[Record]:
    """The rows of ``table`` that a reader sees, cell by cell under their columns' names."""
    if table.hidden or not any(table.header):
        return
    told = _in_place(table.header)
    for row in table.rows:
        if not row.hidden:
            yield Record(table, row, tuple(_entries(row.cells, table.header, told, text)))


def _entries(cells: Iterable[Cell], header: tuple[str, ...], told: list[str], text: str) -> Iterator[Entry]:
    for cell in cells:
        known = cell.column < len(header)
        name, role = (header[cell.column], told[cell.column]) if known else ("", "")
        yield Entry(role, name, text[cell.start : cell.end], Span(cell.start, cell.end))


def values(record: Record, wanted: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Field -> words for each field of ``wanted`` (field -> roles, tried in order) that the record fills."""
    found = {name: record.text(*roles) for name, roles in wanted.items()}
    return {name: value for name, value in found.items() if value}
