"""Labels and their values: "Owner: Priya Raman", a control table's rows, front matter, several on one line.

A label is recognised by its form (a few words before a colon, or the first of two cells) and given a canonical name
where it is one of those that controlled documents and minutes use everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from evidence.model import Mark, ParsedDocument, Span, Table
from ingest.facts.columns import role_of

_LABELS: tuple[tuple[str, str], ...] = (
    ("present", r"(?:members? |those |directors |persons |people |committee members |all )*(?:present|attendees|attending|attended(?: by)?|participants|participated|attendance|in the room|here|joined|who was there)"),
    ("in_attendance", r"(?:also )?(?:in attendance|by invitation|invited|guests?|observers?|also (?:present|attending)|visitors?|non-members)"),
    ("apologies", r"(?:apolog(?:ies|y)(?: for absence)?(?: received)?|absent(?: with apologies)?|regrets|excused|not present|unable to attend|absence|leave of absence|missing|could not attend|sent apologies)"),
    ("chair", r"(?:chair(?:ed by|man|woman|person)?(?: of the meeting)?|presiding(?: officer)?|in the chair|presided by|facilitator|led by|convenor|meeting lead)"),
    ("minutes_by", r"(?:minutes(?: taken)? by|minute[- ]?taker|note[- ]?taker|scribe|secretary|recorded by|notes by|clerk|minutes|taken by)"),
    ("held", r"(?:date(?: and time)?(?: of (?:the )?meeting)?|meeting date|held(?: on)?|day|when|date held|meeting held)"),
    ("place", r"(?:place|location|venue|where|room)"),
    ("owner", r"(?:(?:document|policy|process|risk|business|system|procedure|standard|content|policy/procedure|sop|control) ?owner(?:s|\(s\))?|owner(?:s|\(s\))?|owned by|owner of (?:this|the) (?:document|policy)|accountable(?: person)?|responsible(?: person| officer| party| for this document)?|(?:kept|maintained) by|(?:custodian|keeper)(?: of (?:the|this) \w+)?|in charge|policy lead|contact(?: person)?|process lead|"
        r"(?:responsible|issuing|owning|sponsoring|accountable|lead) (?:office|executive|director|department|directorate|unit|manager|officer|lead|owner|service|team)(?: [-–] policy)?|"
        r"executive (?:lead|sponsor|owner)|(?:policy|document|procedure) (?:sponsor|custodian|manager|holder|contact|steward|administrator|lead)|(?:unit head|head of (?:work )?unit)|"
        r"(?:name of )?responsible (?:individual|committee ?/ ?individual|individual ?/ ?committee)|contact (?:officer|name)|point of contact)"),
    ("author", r"(?:(?:(?:document|policy|procedure|report|lead|original) )?author(?:ed by|s|\(s\))?|prepared(?: by)?|written by|drafted by|compiled by|originator|editor|from|name of (?:the )?(?:originator|author)(?: ?/ ?(?:author|originator))?|author ?/ ?originator)"),
    ("approver", r"(?:approved by|approver|approval(?: by)?|authori[sz]ed by|released by|signed off by|endorsed by|adopted by|ratified by|resolved by|(?:policy |document |final |qa )?approv(?:er|al|ing)(?:\(s\)|s| by| (?:authority|body|committee|officer|group|board|manager|panel))?|ratifying (?:body|committee|group)|issuing authority|agreed by|"
        r"approval date (?:and|&|/) (?:approving |approval )?(?:body|authority|committee)|date of approval (?:and|&|/) (?:approving |approval )?(?:body|authority|committee)|(?:approved|ratified|adopted) by(?: and| &|/) (?:date|on|when)|accepted by|decided by|granted by|sanctioned by|sign-?off|"
        r"(?:(?:cleared|passed|blessed|okayed|ok['’]?d|let (?:out|go)|released|approved|authori[sz]ed|cleared|passed) )(?:for (?:use|issue|release|publication) )?by|(?:authori[sz]ed|released|cleared|passed|approved) for (?:use|issue|release|publication)|(?:go-?ahead|green light|clearance|approval) (?:given )?(?:by|from))"),
    ("approved", r"(?:(?:date (?:of )?)?approv(?:al|ed)(?: date| on)|date (?:(?:first|last|policy) )?(?:approved|adopted|of (?:(?:first|last|initial) )?(?:approval|adoption)|of decision|of release)|approval date|ratification date|last approved(?: on)?|(?:first|last)[ -](?:approved|adopted)(?: on)?|adopted|ratified|approved(?: and (?:signed|released|issued))?|adopted(?: on)?|decided on|adoption date|release date|date (?:ratified|of ratification|endorsed|of endorsement|signed off|of sign-?off|authori[sz]ed)|(?:ratified|endorsed) ?(?:on)?|released(?: on)?|granted on|"
        r"passed|cleared|"
        r"(?:approved|adopted|ratified|endorsed|agreed|signed off|authori[sz]ed) by (?:the |full |whole )*(?:[\w&'-]+ ){0,4}(?:board|committee|council|governors|directors|trustees|senate|cabinet|executive|team|group|members|panel|forum|body|authority)(?: of (?:the )?\w+)?(?: on)?)"),
    ("effective", r"(?:effective(?: date| from| as of| on)?|runs from|in force(?: from| since)?|valid from|valid as of|applies from|commencement(?: date)?|entry into force|takes effect(?: on| from)?|start date|implementation date|date effective|date of effect|date (?:came )?in(?:to)? force|came into (?:force|effect)(?: on)?|operative (?:date|from))"),
    ("next_review", r"(?:(?:date of )?next (?:scheduled |planned )?review(?: date| due| by| on)?|review (?:due|by|date|on)(?: date)?|due for review|review again(?: by| on)?|to be reviewed(?: by)?|review|(?:next (?:look|revision|update|check)|due again)(?: due| at| by| on)*|(?:to be )?(?:look(?:ed)? at|look|review(?:ed)?|revis(?:e|ed|it|ited)|check(?:ed)?|do(?:ne)?) (?:it )?again(?: by| on| date)?|to be (?:read|assessed|gone through|considered) again(?: by| on| before)?|(?:read|assess(?:ed)?) again by|date (?:for|of) (?:next )?(?:scheduled )?review|(?:planned|scheduled|policy|document) review(?: date)?|date (?:next )?review (?:is )?due|expiry date|revision due|reviewed by date)"),
    ("last_review", r"(?:last (?:review(?:ed)?|revis(?:ed|ion)|checked|read|looked at)(?: date| on)?|(?:reviewed and )?re-?(?:adopted|approved|affirmed)(?: on)?|(?:read|re-?assessed|assessed|gone through) again(?: on)?|date (?:last )?reviewed|reviewed(?: on)?|date of (?:last )?review)"),
    ("cadence", r"(?:review (?:cycle|frequency|interval|period|schedule|every)|frequency(?: of review)?|reviewed every|cadence|periodicity)"),
    ("reviewer", r"(?:reviewed by|reviewers?|checked by|verified by|consulted)"),
    ("version", r"(?:version(?: no\.?| number)?|edition|revision(?: no\.?)?|rev\.?|issue(?: no\.?)?|ver\.?|version submitted|document version|(?:version|edition|revision|issue)(?: no\.?)?(?: ?/ ?| and )dated?)"),
    ("status", r"(?:status|state|document status|stage|condition)"),
    ("number", r"(?:(?:document|policy|procedure|sop|trust|doc\.?|record|form|incident|report|contract|reference|case|file|risk|certificate|control)? ?(?:ref\.? ?|reference ?)?(?:no\.?|number|id|ref\.?|reference|code|identifier)|document)"),
    ("supersedes", r"(?:supersedes|replaces|replacing|previous (?:version|edition)|superseded (?:version|document))"),
    ("written", r"(?:date|dated|written(?: on)?|date (?:of issue|written|issued|of report|of this (?:report|document))|issue date|issued(?: on)?|report date|created(?: on)?|published(?: on)?|posted(?: on)?)"),
    ("withdrawn", r"(?:withdrawn(?: on)?|retired(?: on)?|obsolete since|date withdrawn)"),
    ("closed", r"(?:closed(?: on)?|date closed|closure date|completed(?: on)?)"),
    ("reported", r"(?:reported(?: on)?|date reported|detected(?: on)?|noticed(?: on)?|discovered(?: on)?|date of (?:incident|occurrence)|occurred(?: on)?|opened(?: on)?|raised(?: on)?|date raised)"),
    ("reported_by", r"(?:reported by|raised by|detected by|noticed by|discovered by|reporter|notified by|submitted by|requested by)"),
    ("severity", r"(?:severity|priority|impact level|class|category|grade|classification)"),
    ("cause", r"(?:root cause|cause|why)"),
    ("subject", r"(?:subject|re|regarding|concerning|title|matter|topic|decision)"),
    ("to", r"(?:to|for the attention of|attn\.?|distribution|addressee|recipients?|audience)"),
    ("cc", r"(?:cc|copy(?: to)?|copies)"),
    ("system", r"(?:(?:ai )?system|model|application|tool|name of (?:the )?system|system name|product|asset)"),
    ("supplier", r"(?:supplier|vendor|provider|contractor|third party|processor)"),
    ("auditor", r"(?:(?:lead )?auditors?|audit(?:or)? (?:team|lead)|assessors?|assessed by|examined by|lead assessor|validator|validated by|tested by|inspector)"),
    ("scope", r"(?:scope|audit scope|applies to|applicability)"),
    ("period", r"(?:period|reporting period|quarter|month|year|covers|term)"),
    ("amount", r"(?:amount|budget|cost|sum|total|value|price|granted|approved amount|amount (?:approved|granted|requested))"),
    ("purpose", r"(?:purpose|intended (?:use|purpose)|use|for|objective)"),
    ("until", r"(?:accepted until|(?:valid|runs|in force) (?:until|to|till|through)|runs out(?: on)?|expires?(?: on)?|expiry|end(?:s| date)?(?: on)?|until|term ends|termination date)"),
    ("risk", r"(?:risk|risk (?:id|no\.?|number|ref\.?))"),
    ("quorum", r"(?:quorum|quorate)"),
)  # fmt: skip
_COMPILED = tuple((name, re.compile(pattern, re.I)) for name, pattern in _LABELS)
_COLON = re.compile(
    r"(?:(?<=^)|(?<=\n)|(?<=[|;•·(]\s)|(?<=[.]\s)|(?<=\s[-–—]\s)|(?<=[|;•·]))"
    r"[ \t>*_#-]*(?P<label>[^\W\d_][\w./'’&-]*(?:[ \t][\w./'’&()-]+){0,5}?)[*_]{0,3}[ \t]*[:：][*_]{0,3}[ \t]*(?P<value>[^\n]*)"
)
_FURTHER = 40  # labels of one line that are read
_BREAK = re.compile(
    r"\s+(?=\*\*[^\W\d_][\w ./-]{1,30}(?::\*\*|\*\*:)[ \t])|\s+[|•·]\s+|[ \t]{3,}(?=[A-Z][\w ./]{1,30}:\s)|\s+[-–—]\s+(?=[^\W\d_][\w ./]{1,30}:)|;\s+(?=[^\W\d_][\w ./]{1,30}:)|(?<=[\w)\"])(?<!\b[A-Z])(?<!\bProf)(?<!\bDr)(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bEng)(?<!\bRev)\.\s+(?=[A-Z])"
)
_RUN_ON = re.compile(
    r"\s+(?=(?:(?:Date|Document|Last|Next|Policy|Process|Approved|Reviewed?|Issued?|Effective|Prepared|Written|Signed|Version|Valid)(?:\s(?:of|by|on|date|due|review(?:ed)?|issued?|from|until|owner|approved|no\.?|number))*|"
    r"Owner|Approver|Author|Status|Classification|Supersedes|Replaces|Role|Position|Name)\s*:\s)"
)  # a page's columns in one line: "Approved: A. Roth, CEO, 3 May 2026 Next review due: 3 May 2027"
_VERSION_FIRST = re.compile(r"^(?:issue|version|edition|rev(?:ision)?\.?|v\.?)\s*\d[\d.]*[a-z]?[,;.]?\s+(?=\S)", re.I)
_FRONT = re.compile(r"^(?P<label>[\w ./-]{1,40}?)[ \t]*[:=][ \t]*(?P<value>\S[^\n]*)$", re.M)
_FRONT_LIST = re.compile(
    r"^(?P<label>[A-Za-z][\w -]{1,30}):[ \t]*\n[ \t]*-[ \t]+(?P<first>[^\s:#{}\[\]][^\n:#{}\[\]]{1,80}?)[ \t]*$", re.M
)  # a list, of which the first entry is read
_LABEL_LIKE = re.compile(r"[^\W\d_][^\n|:.;\d]{0,38}(?:(?<= no| nr|ref)\.)?:?")  # a few words without figures
_FIELD = re.compile(
    r"(?:form )?(?:fields?(?: name)?|attributes?|propert(?:y|ies)|parameters?|labels?|elements?|items?|details?|key)",
    re.I,
)
_VALUE = re.compile(r"(?:values?|details?|entry|entries|information|contents?|responses?|data|input)", re.I)
_UNSEEN = (Mark.HIDDEN, Mark.INSTRUCTION)
_LEAST_GRID = 4  # cells of a row in which labels and values take turns


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value. ``name`` is the label's canonical name or ""; ``span`` covers both, ``value_span`` the value."""

    name: str
    label: str
    value: str
    span: Span
    value_span: Span
    origin: str


@lru_cache(maxsize=16_384)  # the same labels recur, and most words are none
def label_of(words: str) -> str:
    """The canonical name of a label, or "" ("Approved on" -> "approved")."""
    plain = " ".join(re.sub(r"[*_`]+", " ", words).split()).strip(" :")
    plain = _VERSION_FIRST.sub("", plain)
    for each in dict.fromkeys((plain, plain.replace("-", " "))):  # "next-look" of front matter
        for name, pattern in _COMPILED:
            if pattern.fullmatch(each):
                return name
    return ""


def pairs(document: ParsedDocument) -> Iterator[Pair]:
    """Every label with a value that a reader of the document sees, in reading order by source."""
    unseen = [(note.start, note.end) for note in document.annotations if note.mark in _UNSEEN]
    covered = [(table.start, table.end) for table in document.tables]
    yield from _front_matter(document)
    for table in document.tables:
        if not table.hidden:
            yield from _of_table(table, document.text)
    for match in _COLON.finditer(document.text):
        start = match.start("label")
        if not _inside(start, unseen) and not _inside(start, covered):
            yield from _of_line(document.text, match)


def _inside(offset: int, ranges: list[tuple[int, int]]) -> bool:
    return any(start <= offset < end for start, end in ranges)


def _front_matter(document: ParsedDocument) -> Iterator[Pair]:
    for note in document.annotations:
        if note.mark is Mark.FRONT_MATTER:
            for match in _FRONT.finditer(document.text, note.start, note.end):
                value = match["value"].strip().strip("\"'")
                at = match.start("value") + match["value"].find(value)
                label = match["label"].replace("_", " ")
                span = Span(match.start("label"), match.end("value"))
                yield Pair(label_of(label), label, _unlisted(value), span, Span(at, at + len(value)), "header")
            for match in _FRONT_LIST.finditer(document.text, note.start, note.end):
                label = match["label"].replace("_", " ")
                place = Span(match.start("first"), match.end("first"))
                span = Span(match.start("label"), match.end("first"))
                yield Pair(label_of(label), label, match["first"].strip("\"' "), span, place, "header")


def _unlisted(value: str) -> str:
    """The entries of a list in brackets, parted by commas."""
    listed = re.fullmatch(r"\[(?P<inner>[^\[\]{}]+)\]", value)
    return re.sub(r"[\"']", "", listed["inner"]).strip() if listed else value


def _of_table(table: Table, text: str) -> Iterator[Pair]:
    """The rows of a table of two columns that is no list of records."""
    rows = [row for row in table.rows if not row.hidden]
    wide = [row for row in rows if len(row.cells) > 2]
    yield from _of_grid(table, text)
    if wide or not rows or not _is_control(table, text):
        return
    if any(table.header) and table.header_end > table.header_start and len(table.header) == 2:
        yield from _header_pair(table, text)
    for row in rows:
        if len(row.cells) == 2:
            first, second = row.cells
            label, value = text[first.start : first.end].strip(), text[second.start : second.end].strip()
            if label and value and len(label) <= 60:
                span, place = Span(first.start, second.end), Span(second.start, second.end)
                yield Pair(label_of(label), label.rstrip(":"), value, span, place, "cell")


def _of_grid(table: Table, text: str) -> Iterator[Pair]:
    """Labels and values that take turns along a row, the first row too: "Doc. no. | QM-4 | Rev. | 7"."""
    lines = [_header_cells(table, text)]
    lines += [[Span(cell.start, cell.end) for cell in row.cells] for row in table.rows if not row.hidden]
    found = [
        (line[at], line[at + 1]) for line in lines for at in range(0, len(line) - 1, 2) if _takes_turns(line, text)
    ]
    for name, value in found:
        label, words = text[name.start : name.end].strip(" :*"), text[value.start : value.end].strip()
        if words and len(label) <= 60 and label_of(label):
            yield Pair(label_of(label), label, words, Span(name.start, value.end), value, "cell")


def _header_cells(table: Table, text: str) -> list[Span]:
    found, at = list[Span](), table.header_start
    for name in filter(None, table.header):
        at = text.find(name, at, table.header_end)
        if at < 0:
            return []
        found.append(Span(at, at + len(name)))
        at += len(name)
    return found


def _takes_turns(line: list[Span], text: str) -> bool:
    """Whether the odd cells of a row of four or more are labels that are known, and the even ones none."""
    if len(line) < _LEAST_GRID or len(line) % 2:
        return False
    known = [bool(label_of(text[cell.start : cell.end].strip(" :*"))) for cell in line]
    return all(known[::2]) and not any(known[1::2])


def _is_control(table: Table, text: str) -> bool:
    """Whether the first column holds labels: a good part of them are known, or there is no header at all."""
    firsts = [text[row.cells[0].start : row.cells[0].end] for row in table.rows if row.cells]
    known = sum(bool(label_of(words)) for words in firsts)
    named = [name for name in table.header if name]
    if named and len(named) == 2 and label_of(named[0]) and not role_of(named[1]):
        known += 1
    if known >= 2 or (known >= 1 and len(firsts) <= 3):
        return True
    if len(named) == 2 and _FIELD.fullmatch(named[0].strip(" *:")) and _VALUE.fullmatch(named[1].strip(" *:")):
        return len(set(firsts)) == len(firsts) and all(_LABEL_LIKE.fullmatch(words.strip(" *?")) for words in firsts)
    tailed = any(label_of(words.partition(" ")[2]) for words in firsts)  # "Project title", "System owner"
    return (
        not named
        and (known >= 1 or tailed)
        and len(set(firsts)) == len(firsts)
        and all(_LABEL_LIKE.fullmatch(words.strip()) for words in firsts)
    )


def _header_pair(table: Table, text: str) -> Iterator[Pair]:
    label, value = table.header
    if not (label_of(label) or label_of(label.partition(" ")[2])) or not value or role_of(value):
        return
    start = text.find(label, table.header_start, table.header_end)
    at = text.find(value, max(start, 0) + len(label), table.header_end)
    if start >= 0 and at >= 0:
        yield Pair(label_of(label), label, value, Span(start, at + len(value)), Span(at, at + len(value)), "cell")


def _of_line(text: str, match: re.Match[str]) -> Iterator[Pair]:
    label, start, end = match["label"], match.start("value"), match.end("value")
    value = match["value"]
    if broken := _first(_BREAK.search(value), _RUN_ON.search(value)):
        rest = value[broken.end() :]
        value = value[: broken.start()]
        end = start + len(value)
        for more in _COLON.finditer("\n" + rest):
            base = match.start("value") + broken.end() - 1
            yield from _shifted(text, more, base)
    value = value.strip()
    stripped = value.strip("*_ ")
    if stripped and len(label) <= 60:
        at = text.find(stripped, start, end)
        yield Pair(
            label_of(label),
            label,
            stripped,
            Span(match.start("label"), at + len(stripped)),
            Span(at, at + len(stripped)),
            "text",
        )


def _first(*found: re.Match[str] | None) -> re.Match[str] | None:
    return min((each for each in found if each), key=lambda each: each.start(), default=None)


def _shifted(text: str, more: re.Match[str], base: int, before: int = 1) -> Iterator[Pair]:
    """A further label on the same line, which has some ``before`` it; offsets of ``more`` are relative to ``base``.

    After ``_FURTHER`` labels the rest of a line is left unread: no form is written so, and a page of it costs much.
    """
    value = more["value"]
    if broken := _first(_BREAK.search(value), _RUN_ON.search(value)):
        for further in _COLON.finditer("\n" + value[broken.end() :]) if before < _FURTHER else ():
            yield from _shifted(text, further, base + more.start("value") + broken.end() - 1, before + 1)
        value = value[: broken.start()]
    stripped = value.strip(" *_.")
    if stripped:
        start = base + more.start("label")
        at = text.find(stripped, base + more.start("value"))
        if at >= 0:
            yield Pair(
                label_of(more["label"]),
                more["label"],
                stripped,
                Span(start, at + len(stripped)),
                Span(at, at + len(stripped)),
                "text",
            )
