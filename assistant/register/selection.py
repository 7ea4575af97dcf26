"""A set of facts chosen by stated conditions: its description in words is all that is needed to choose it again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.query import Period
from assistant.register import people
from assistant.register.bodies import is_another, of_body
from assistant.register.figures import figure
from assistant.register.linking import Linked, linked, occasions
from assistant.register.match import Shelf, days_of, iso, meeting_words, noun_stems, words_of
from assistant.register.numbering import by_register
from assistant.register.standards import sheet_of
from assistant.register.words import initials, presence, stems
from evidence.entities import Entities
from evidence.lexical import analyse
from evidence.model import StoredFact
from evidence.states import State, over, standing

SNAPSHOTS = frozenset(
    {"risk", "objective", "applicability", "training", "treatment", "supplier", "system", "measurement", "provenance"}
)
"""Kinds kept in registers that are written anew: the newest edition tells what holds."""
_EXTREMES = ("highest", "lowest")
_LATEST = "latest"
EACH = "each"  # of every record it is told what stands in the field, and where nothing stands there, that
_SCOPE = frozenset({"audit_type", "body", "standard"})
"""Fields that say which audit or meeting is meant, not what came of it."""
_FILED = frozenset({"finding", "provenance", "review", "signature", "approval", "ownership", "risk"})
"""Kinds whose document says what they are about: what was audited, the policy itself, the field that risks are of."""
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d.]|-\d)")
_NOTHING_THERE = re.compile(
    r"(?:none|nil|nothing|no (?:[\w-]+ ){0,2}(?:identified|known|recorded|reported|found))\b", re.I
)
_EACH = re.compile(r"\s*(?:[;,/&+]|\band\b)\s*")
CLOSED = {"done": "yes", "ended": "ended", "open": "no"}
"""How a task stands -> what is said to "is it closed?"."""
_NO_PAPER = re.compile(
    r"\W*(?:$|no\b|none|not\b|n/?a\b|missing|pending|open|planned|due|tb[cd]|to be|to do|outstanding|in progress)", re.I
)
_AI = "ai"
_IN_FULL = frozenset(analyse("artificial intelligence"))
_OF_AI = stems("chatbot algorithm") | {"ai"}
_NOT_HELD = ("cancelled", "planned", "postponed")
_DATES: dict[str, tuple[str, ...]] = {
    "meeting": ("held",),
    "attendance": ("held",),
    "decision": ("held",),
    "approval": ("approved",),
    "resource": ("approved",),
    "incident": ("occurred", "detected", "reported"),
    "communication": ("sent",),
    "finding": ("raised", "written"),
    "corrective_action": ("raised", "written"),
    "training": ("completed",),
    "acceptance": ("accepted",),
    "assessment": ("assessed",),
    "validation": ("validated",),
    "audit": ("from", "to", "written"),
    "document": ("approved", "effective"),
}
_KEYS: dict[str, tuple[str, ...]] = {
    "training": ("person", "course"),
    "attendance": ("person", "held"),
    "meeting": ("held",),
    "decision": ("held", "text"),
    "acceptance": ("risk",),
    "treatment": ("risk", "text"),
    "measurement": ("kpi",),
    "resource": ("amount", "currency"),
    "communication": ("sent", "topic"),
    "document": ("title", "version"),
    "review": ("subject",),
    "approval": ("subject",),
    "ownership": ("subject",),
    "signature": ("subject", "field"),
    "applicability": ("control",),
    "provenance": ("dataset",),
    "role": ("role",),
    "test": ("system", "measure", "period"),
}
_OF_ANY_EDITION = frozenset({"status", "version"})
"""Fields by which editions are told apart: a draft is asked for, not what is in force."""
_EDITIONS = frozenset({"approval", "review", "ownership"})
_LEAST = 3  # facts of a kind that make a document a register of it
_GENERAL = stems(
    "register registry log matrix inventory list overview sheet tracker table dashboard statement applicability soa"
)
"""Words for a document that lists things, whatever it is called itself."""
_MOST = 0.4  # of the facts of the fullest one
_TOPIC = 0.6


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on a record: ``field`` ``op`` ``value``; operators are those of ``_TESTS``."""

    field: str
    op: str
    value: str = ""

    def words(self) -> str:
        """The condition as it is written down."""
        return f"{self.field} {self.op} {self.value}".strip()


@dataclass(frozen=True, slots=True)
class Selection:
    """Which records of ``kind`` are meant: those that meet every condition, name every one of ``terms`` (analysed), lie in
    ``period`` by the kind's own date, and stand in documents filed under ``papers``, as things were on ``as_of``."""

    kind: str
    as_of: date
    conditions: tuple[Condition, ...] = ()
    terms: tuple[str, ...] = ()
    period: tuple[date, date] | None = None
    papers: tuple[str, ...] = ()
    edition: tuple[date, date] | None = None

    def words(self) -> str:
        """The selection in words that ``parse`` reads back."""
        parts = [self.kind, f"as of {self.as_of}"]
        parts += [f"where {condition.words()}" for condition in self.conditions]
        parts += [f"about {' '.join(self.terms)}"] if self.terms else []
        parts += [f"from {self.period[0]} to {self.period[1]}"] if self.period else []
        parts += [f"in {' '.join(self.papers)}"] if self.papers else []
        parts += [f"edition {self.edition[0]} to {self.edition[1]}"] if self.edition else []
        return "; ".join(parts)


def parse(words: str) -> Selection:
    """The selection that ``words`` (see ``Selection.words``) describe. Raises ``ValueError`` for anything else."""
    kind, as_of, *parts = words.split("; ")
    conditions: list[Condition] = []
    told: dict[str, tuple[str, ...]] = {"about": (), "in": ()}
    spans: dict[str, tuple[date, date]] = {}
    for part in parts:
        head, _, rest = part.partition(" ")
        if head == "where":
            conditions.append(Condition(*[*rest.split(" ", 2), ""][:3]))
        elif head in told:
            told[head] = tuple(rest.split())
        elif head in ("from", "edition"):
            first, _, last = rest.partition(" to ")
            spans[head] = (date.fromisoformat(first), date.fromisoformat(last))
        else:
            raise ValueError(f"not part of a selection: {part}")
    day = date.fromisoformat(as_of.removeprefix("as of "))
    return Selection(kind, day, tuple(conditions), told["about"], spans.get("from"), told["in"], spans.get("edition"))


@dataclass(frozen=True, slots=True)
class Record:
    """What facts with one key say together; the newest document's word counts first."""

    key: tuple[str, ...]
    facts: tuple[StoredFact, ...]
    linked: Mapping[str, Linked] = field(default_factory=dict)
    tracked: frozenset[int] = frozenset()
    on_the_day: Mapping[str, State] = field(default_factory=dict)

    def get(self, name: str) -> str:
        """A field or date by name from the newest fact that has it, or what other kinds of facts say of the record."""
        if name in self.linked:
            return self.linked[name].value
        if name == "closed?":
            return self._closed()
        if name == "who":
            return "; ".join(value for field in ("approver", "role", "body") if (value := self.fact.get(field)))
        return next((value for fact in self.facts if (value := fact.get(name))), "")

    def sources(self, name: str) -> tuple[StoredFact, ...]:
        """The facts that a value of ``get`` is read from: the newest of its own, or those of other kinds."""
        if name in self.linked:
            return self.linked[name].sources
        if name == "closed?":
            return tuple(f for f in self.facts if self.on_the_day.get(f.id))[:1]
        names = ("approver", "role", "body") if name == "who" else (name,)
        return tuple(fact for fact in self.facts if any(fact.get(each) for each in names))[:1]

    @property
    def fact(self) -> StoredFact:
        """The newest fact."""
        return self.facts[0]

    def _closed(self) -> str:
        """``yes``, ``no``, ``ended`` (without being done), or "" where nothing tells: the newest fact that tells it.

        A blank says "not closed" only in a document that records what was closed (``tracked``).
        """
        told = next((state for fact in self.facts if (state := self.on_the_day.get(fact.id))), "")
        if told:
            return CLOSED[told]
        return "no" if any(fact.document in self.tracked for fact in self.facts) else ""


def standing_on(shelf: Shelf, fact: StoredFact, as_of: date) -> State:
    """How a task stood on a day by one fact; "" where it does not tell.

    What is closed on a later day is not closed. A document of a later day tells of this one by its dates alone.
    """
    closed = iso(fact.get("closed"))
    if closed and closed > as_of:
        return "open"
    told = standing(fact.get("status"), bool(fact.get("closed")))
    written = shelf.stated_day(fact)
    if written is None or written <= as_of:
        return told
    return told if closed and told == "done" else ""


def run(shelf: Shelf, selection: Selection) -> list[Record]:
    """The records that meet the selection, in the order of their documents; where the most are asked for, those first."""
    records = base(shelf, selection)
    chosen = [record for record in records if meets(record, selection, shelf)]
    extreme = next((c for c in selection.conditions if c.op in _EXTREMES), None)
    if latest := next((c.field for c in selection.conditions if c.op == _LATEST), ""):
        last = _last(shelf, selection, records, latest)
        chosen = [record for record in chosen if last and record.get(latest)[: len(last)] == last]
    return _at_the_end(chosen, extreme) if extreme else chosen


def _last(shelf: Shelf, selection: Selection, records: Sequence[Record], name: str) -> str:
    """The day or month of the last audit or meeting: of all that are meant, whatever came of it."""
    scope = replace(selection, conditions=tuple(c for c in selection.conditions if c.field in _SCOPE), period=None)
    days = {day for record in records if (day := record.get(name)) and meets(record, scope, shelf)}
    held = occasions(shelf, selection.kind)
    days |= {day for day, facts in held.items() if any(_one_of_those(shelf, fact, scope) for fact in facts)}
    length = min(map(len, days), default=0)  # of an audit only the month may be known
    today = selection.as_of.isoformat()
    return max((day[:length] for day in days if day[:length] <= today[:length]), default="")


def _one_of_those(shelf: Shelf, occasion: StoredFact, scope: Selection) -> bool:
    """Whether an audit or meeting is one of those that are meant."""
    names = {"audit_type": "type"}
    told = ((c, occasion.get(names.get(c.field, c.field))) for c in scope.conditions)
    if not all(_TESTS[c.op](value, c.value, scope.as_of) for c, value in told):
        return False
    own = words_of(occasion) | shelf.filed(occasion)
    return all(presence(term, own) >= _TOPIC for term in (*scope.terms, *scope.papers))


def _at_the_end(records: list[Record], asked: Condition) -> list[Record]:
    """So many records with the highest (or lowest) values of a field, all that share the last of them among these."""
    sign = -1.0 if asked.op == "highest" else 1.0
    rated = [(sign * number, record) for record in records if (number := _number(record.get(asked.field))) is not None]
    if 2 * len(rated) < len(records):
        return []  # most are not rated: nothing is the highest of all
    rated.sort(key=lambda each: each[0])
    last = rated[: int(asked.value)][-1:]
    return [record for rank, record in rated if last and rank <= last[0][0]]


def base(shelf: Shelf, selection: Selection) -> list[Record]:
    """The records that the selection chooses from: conditions, terms and period left aside."""
    kind, as_of = selection.kind, selection.as_of
    facts = _filed([fact for fact in shelf.facts(kind) if not _says_none(fact)], shelf, selection)
    if kind in SNAPSHOTS:
        minutes = {fact.document for fact in shelf.facts("meeting") if fact.get("state") == "held"}
        facts = _newest(shelf, [fact for fact in facts if fact.document not in minutes])
    elif kind in _EDITIONS:
        facts = [fact for fact in facts if not shelf.past(fact)]
    elif kind == "document" and not selection.period and not _names_edition(selection):
        facts = _standing(shelf, facts, as_of)
    tracked = _tracked(shelf, kind)
    return [
        Record(
            key,
            tuple(sorted(group, key=_freshness)),
            linked(shelf, kind, group, as_of),
            tracked,
            {fact.id: standing_on(shelf, fact, as_of) for fact in group},
        )
        for key, group in _groups(shelf, kind, facts).items()
    ]


def _filed(facts: list[StoredFact], shelf: Shelf, selection: Selection) -> list[StoredFact]:
    """Facts of the paper that is named, of a register as it stood on the day, of the edition that is asked about."""
    if selection.papers:
        held = Counter(fact.document for fact in facts)
        facts = [fact for fact in facts if _filed_under(shelf, fact, selection.papers, held[fact.document])]
    if selection.kind in SNAPSHOTS:
        facts = [fact for fact in facts if not (day := shelf.stated_day(fact)) or day <= selection.as_of]
    if selection.edition:
        low, high = selection.edition
        of_edition = [fact for fact in facts if any(low <= day <= high for day in _filed_days(shelf, fact))]
        if not of_edition and selection.kind == "objective":
            of_edition = [fact for fact in facts if (day := iso(fact.get("due"))) and low <= day <= high]
        facts = of_edition
    return facts


def _tracked(shelf: Shelf, kind: str) -> frozenset[int]:
    """The documents that record what was closed, so that a blank in them says that something is not."""
    if kind == "action":
        return frozenset()
    facts = (fact for fact in shelf.facts(kind) if over(fact.get("status"), bool(fact.get("closed"))))
    return frozenset(fact.document for fact in facts)


def _names_edition(selection: Selection) -> bool:
    return any(condition.field in _OF_ANY_EDITION for condition in selection.conditions)


def _says_none(fact: StoredFact) -> bool:
    """Whether a row says that there is nothing to record."""
    return any(_NOTHING_THERE.match(fact.get(name)) for name in ("text", "title", "name"))


def _groups(shelf: Shelf, kind: str, facts: Iterable[StoredFact]) -> dict[tuple[str, ...], list[StoredFact]]:
    """The facts by the record that they tell of."""
    groups: dict[tuple[str, ...], list[StoredFact]] = {}
    for fact in facts:
        key = _key(fact) if kind != "document" else _work(shelf, fact)
        if key and kind == "meeting":
            key = _of_one_body(key, fact, groups)
        if key:
            groups.setdefault(key, []).append(fact)
    return groups if kind in _KEYS else by_register(shelf, groups)


def _standing(shelf: Shelf, facts: list[StoredFact], as_of: date) -> list[StoredFact]:
    """Facts of the editions in force; where it is not known since when, of the last that is neither draft nor withdrawn."""
    families = shelf.view.derived("entities", Entities).families
    kept: set[int] = set()
    for family in families.all():
        settled = [each for each in family.editions if not each.unfinished and not each.withdrawn]
        undated = [each for each in settled if each.begins is None]
        edition = family.current(as_of) or next(reversed(undated), None)
        kept |= edition.documents if edition else frozenset()
    return [fact for fact in facts if fact.document in kept]


def _work(shelf: Shelf, fact: StoredFact) -> tuple[str, ...]:
    """The key of a document: the work that it is an edition of, and which edition."""
    families = shelf.view.derived("entities", Entities).families
    work = families.key(fact.get("title"), fact.get("number"))
    return (work, fact.get("version")) if work else _key(fact)


def _filed_under(shelf: Shelf, fact: StoredFact, papers: tuple[str, ...], held: int) -> bool:
    """Whether a fact's document is the paper that is meant: by title and path, or as one that lists such things.

    "The list of suppliers" need not be called a list: any document that ``held`` several of the kind is one.
    """
    lists = _GENERAL | noun_stems(fact.kind) if held >= _LEAST else frozenset()
    wanted = [term for term in papers if term not in lists and presence(term, shelf.filed(fact)) < _TOPIC]
    sheet = stems(sheet_of(shelf.view, fact)) if wanted else frozenset()
    return all(presence(term, sheet) >= _TOPIC for term in wanted)


def meets(record: Record, selection: Selection, shelf: Shelf) -> bool:
    """Whether a record meets conditions, terms and period."""
    if selection.kind == "meeting" and not _is_held(record, selection, shelf):
        return False
    if selection.kind == "decision" and not _of_those_who_decided(record, selection, shelf):
        return False
    if selection.period and not _in(record, selection.kind, selection.period, shelf):
        return False
    if not all(_TESTS[c.op](record.get(c.field), c.value, selection.as_of) for c in selection.conditions):
        return False
    if selection.kind == "system" and Condition("assessed", "empty") in selection.conditions and _is_assessed(record):
        return False
    words = [words_of(fact) | shelf.also(fact) | _filed_with(shelf, selection, fact) for fact in record.facts]
    return all(
        any(presence(term, held) >= _TOPIC for held in words)
        or (term == _AI and any(held >= _IN_FULL for held in words))
        or (term == _AI and selection.kind == "incident" and any(_with_a_system(shelf, held) for held in words))
        for term in selection.terms
    )


def _is_assessed(record: Record) -> bool:
    """Whether a system's row tells of an assessment without its day: names the paper, or says when the next one is."""
    named = record.get("assessment")
    return bool(record.get("next_assessment")) or (bool(named) and not _NO_PAPER.match(named))


def _with_a_system(shelf: Shelf, held: frozenset[str]) -> bool:
    """Whether the words of a record name a system of the inventory, or what only AI has."""
    if held & _OF_AI:
        return True
    names = (stems(re.sub(r"[\d.]+|[,(].*", " ", fact.get("name"))) for fact in shelf.facts("system"))
    return any(name and name <= held for name in names)


def _filed_with(shelf: Shelf, selection: Selection, fact: StoredFact) -> frozenset[str]:
    """The words of a fact's document that say what it is about: its title, or of an action the body that met."""
    if selection.kind in _FILED:
        return shelf.filed(fact)
    meeting = shelf.minuted.get(fact.document) if selection.kind == "action" else None
    if meeting is None or not _of_the_body(shelf, selection.terms, meeting):
        return frozenset()
    return meeting_words(meeting) | shelf.also(meeting)


def _of_those_who_decided(record: Record, selection: Selection, shelf: Shelf) -> bool:
    """Whether a decision is one of the body that is asked about."""
    bodies = [c.value for c in selection.conditions if c.field == "body"]
    named = (*selection.terms, *bodies)
    other = all(is_another(shelf.view, named, fact.get("body")) for fact in record.facts)
    return not other and all(of_body((body,), record.get("body")) for body in bodies)


def _is_held(record: Record, selection: Selection, shelf: Shelf) -> bool:
    """Whether a meeting was held, unless another state is asked for, by the body that is named."""
    states = any(c.field == "state" for c in selection.conditions)
    if not states and (record.get("state") in _NOT_HELD or all(f.get("state") in _NOT_HELD for f in record.facts)):
        return False
    return any(_of_the_body(shelf, selection.terms, fact) for fact in record.facts)


def _of_the_body(shelf: Shelf, terms: Sequence[str], fact: StoredFact) -> bool:
    """Whether a meeting is one of the body that is named: words that name meetings must name it, not those who came."""
    named = meeting_words(fact) | shelf.also(fact)
    naming = [term for term in terms if presence(term, shelf.meeting_names) >= _TOPIC]
    if not of_body(terms, fact.get("body")) or is_another(shelf.view, terms, fact.get("body")):
        return False
    return all(presence(term, named) >= _TOPIC for term in naming)


def _in(record: Record, kind: str, period: tuple[date, date], shelf: Shelf) -> bool:
    names = _DATES.get(kind, ())
    days = [day for fact in record.facts for name in names if (day := iso(fact.get(name)))]
    days = days or [day for fact in record.facts for day in days_of(shelf, fact)]
    return any(period[0] <= day <= period[1] for day in days)


def _key(fact: StoredFact) -> tuple[str, ...]:
    number = fact.get("number")
    if number and fact.kind not in _KEYS:
        return (re.sub(r"\s+", "", number.lower()),)
    names = _KEYS.get(fact.kind, ("name", "subject", "title", "text", "for", "standard", "system"))
    values = [fact.get(name) for name in names if fact.get(name)]
    if fact.kind not in _KEYS:
        values = values[:1]
    plain = tuple(" ".join(re.findall(r"\w+", value.lower())) for value in values)
    return (*plain, _family(fact)) if fact.kind == "applicability" else plain


def _of_one_body(
    key: tuple[str, ...], fact: StoredFact, groups: Mapping[tuple[str, ...], Sequence[StoredFact]]
) -> tuple[str, ...]:
    """The key of a meeting: its day, and its body as it was named first; where a body is not named, the day alone."""
    body = fact.get("body")
    for other, held in groups.items():
        if other[0] == key[0] and (not body or not held[0].get("body") or _same_body(body, held[0].get("body"))):
            return other
    return (*key, body.lower())


_REVIEW = re.compile(r"\bmanagement review\b", re.I)
_BARE_REVIEW = re.compile(r"(?:the |our )?management review", re.I)  # any of them, whatever system it is of


def _same_body(one: str, other: str) -> bool:
    """Whether two mentions may be of one body or person, by name or initials."""
    if people.same(one, other) or one.lower() in initials(other) or other.lower() in initials(one):
        return True
    return bool(_BARE_REVIEW.fullmatch(one) or _BARE_REVIEW.fullmatch(other)) and all(map(_REVIEW.search, (one, other)))


def _family(fact: StoredFact) -> str:
    return re.sub(r"\d{1,2}(?!\d)|(?:19|20)\d\d(?!\d)", "", fact.doc_id.rsplit("/", 1)[-1].lower())


def _newest(shelf: Shelf, facts: Sequence[StoredFact]) -> list[StoredFact]:
    """The facts of the newest edition of each register; documents that mention a few records are no register."""
    by_document: dict[int, list[StoredFact]] = {}
    for fact in facts:
        by_document.setdefault(fact.document, []).append(fact)
    most = max(map(len, by_document.values()), default=0)
    editions: dict[frozenset[str], tuple[tuple[str, int], list[StoredFact]]] = {}
    for held in by_document.values():
        if not _lists(shelf, held, most):
            continue
        rank = (held[0].get("written"), len(held))
        title = _titled(shelf, held[0])
        if title not in editions or rank > editions[title][0]:
            editions[title] = (rank, held)
    kept = {id(fact) for _, held in editions.values() for fact in held}
    dated = {id(fact) for (day, _), held in editions.values() if day for fact in held}
    return [fact for fact in facts if id(fact) in (dated or kept)]


def _lists(shelf: Shelf, held: Sequence[StoredFact], most: int) -> bool:
    """Whether a document is a register of what its facts are: it holds many of them, or some under a title that says so."""
    if len(held) < _MOST * most:
        return False
    title = shelf.title(held[0])
    nouns = [word for word in title.split() if stems(word) & noun_stems(held[0].kind)]
    named = any(word.lower().rstrip(".,:").endswith("s") for word in nouns) or bool(nouns and stems(title) & _GENERAL)
    return len(held) >= min(_LEAST, most) or (named and len(held) > 1)


def _titled(shelf: Shelf, fact: StoredFact) -> frozenset[str]:
    """The words of a register's title without dates and versions: what its editions share."""
    words = {
        word
        for word in stems(re.sub(r"[_/.-]+", " ", shelf.title(fact)))
        if not re.fullmatch(r"\d{1,3}|(?:19|20)\d\d|v\d.*|v", word)
    }
    months = stems(
        "january february march april may june july august september october november december final draft version copy current"
    )
    return frozenset(words - months)


def _filed_days(shelf: Shelf, fact: StoredFact) -> Iterable[date]:
    """Days in the year that the document's title names ("Objectives 2025 - final"), else the day it was written."""
    written = iso(fact.get("written"))
    years = {int(year) for year in _YEAR.findall(shelf.title(fact))}
    if len(years) == 1 and not (written and written.year in years):
        (year,) = years
        return [date(year, 12, 31)]
    return [written] if written else []


def _freshness(fact: StoredFact) -> tuple[int, int]:
    day = iso(fact.get("until") if fact.kind == "acceptance" else "") or iso(fact.get("written"))
    return (-(day.toordinal() if day else 0), fact.ordinal)


def _number(text: str) -> float | None:
    """The figure of a field: of "3 x 4 = 12" the 12, of "12 / 25" the 12."""
    found = figure(re.split(r"\s*(?:/|\bof\b)\s*", text.rpartition("=")[2])[0])
    return found.value if found else None


def _before(text: str, _: str, as_of: date) -> bool:
    return bool((day := iso(text)) and day < as_of)


def _not_before(text: str, _: str, as_of: date) -> bool:
    return bool((day := iso(text)) and day >= as_of)


def _least(text: str, value: str, _: date) -> bool:
    return (number := _number(text)) is not None and number >= float(value)


_TESTS = {
    "is": lambda text, value, _: bool(re.search(value, text, re.I)),
    "isnt": lambda text, value, _: bool(text) and not re.search(value, text, re.I),
    "within": lambda text, value, _: bool(text) and value.split("..")[0] <= text[:10] <= value.split("..")[1],
    "isnot": lambda text, value, _: not re.search(value, text, re.I),
    "empty": lambda text, *_: not text,
    "same": lambda text, value, _: any(_same_body(each, value) for each in (text, *_EACH.split(text)) if each),
    "lacks": lambda text, value, _: bool(text) and not any(people.same(each, value) for each in people.split(text)),
    "names": lambda text, value, _: any(people.same(each, value) for each in people.split(text)),
    "filled": lambda text, *_: bool(text),
    "past": _before,
    "ahead": _not_before,
    "atleast": _least,
    **dict.fromkeys((*_EXTREMES, _LATEST, "told", EACH), lambda *_: True),
}


def of_period(period: Period) -> tuple[date, date]:
    """The bounds of a period."""
    return (period.first, period.last)
