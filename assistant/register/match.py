"""Facts that fit a request, best first: how much of what is asked about each one covers, and how little else it is about."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property, lru_cache

from assistant.query import Period
from assistant.register import given
from assistant.register.bodies import is_another, names_one, of_body
from assistant.register.nouns import PEOPLE, SORTS, noun_words, topics
from assistant.register.request import Request
from assistant.register.words import Rarity, coverage, initials, presence, spelled_out, stems
from assistant.standing import called_past
from evidence.dates import find_dates
from evidence.lexical import analyse
from evidence.model import StoredDocument, StoredFact, Strength
from evidence.titles import same_version, version_key
from evidence.view import View

_WEAK = (Strength.SUPERSEDED, Strength.WITHDRAWN, Strength.DRAFT, Strength.PLAN)
_ARCHIVE = re.compile(r"(?:^|[/ _-])(?:archive[ds]?|superseded|obsolete|old|withdrawn|history)(?:[/ _-]|$)", re.I)
_PERSONAL = ("role", "attendance", "ownership", "training", "approval", "signature", "communication")
_CODED = re.compile(r"\b[A-Z]{1,6}(?:[- ]?[A-Z]{1,3})?[- ]?\d[\w.-]*|\b\d[\w.-]*|\b[vV]\d[\w.]*")
_SORTED = re.compile(
    r"(?i)\b(?:edition|ed|version|issue|iss|rev|revision|draft|final|signed|copy|old|new|approved|scan|v)\b|[()\[\]]"
)
_EDITION_OF_A_FILE = re.compile(
    r"(?<=[\w)])[-_. ]+(?:edition|ed|version|ver|v|issue|iss|revision|rev)[-_. ]?\d[\d.]*", re.I
)
_KEPT = 100_000
_TOPICS = 20_000  # topics kept as analysed, some 500 bytes each
_WORD = 50  # characters that an analysed word weighs
_MEETING_KINDS = ("meeting", "attendance", "decision")
_INITIALS = re.compile(r"[A-Z]{2,6}")
_LEAST_LETTERS = 2  # initials that any two words may have
_ABOUT_ITSELF = ("signature", "ownership", "review", "approval", "document")  # facts about the document they stand in
_QUALIFIED = ("part", "outcome", "decision", "state")
_NUMBERED = re.compile(
    r"(?:version|edition|issue|rev(?:ision)?\.?|ver\.?|v\.?)?\s*(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})", re.I
)
_NAMED_EDITION = re.compile(
    r"\b(?:version|edition|issue|revision|rev\.?|ver\.?|ed\.?|v\.?)\s?(?P<number>\d{1,3}(?:\.\d{1,3}){0,3})\b", re.I
)
"""An edition by a word for it: a bare "6.1", which ``version_in`` takes as well, may be a clause."""
_CODE = re.compile(r"[A-Z]+[\W_]?\d")
_LAST_FIGURE = re.compile(r"\d{1,9}$")
_LIGHT, _ASIDE = 0.3, 0.05  # weight of a word that only says what sort of thing is meant; of one in a side clause
_READ = 60  # best facts whose quoted words are read as well
_OVER = 0.25  # taken off what stands in a document that is no longer, or not yet, in force


@dataclass(frozen=True, slots=True)
class Match:
    """A fact that may answer: ``values`` are what is asked for, ``score`` orders, ``covered`` in [0, 1] is the share of
    what the question is about that the fact and its document hold, ``own`` the share in the fact itself, and ``exact``
    the share of the fact's own subject that the question names. ``filed`` is the title and path of the fact's document."""

    fact: StoredFact
    values: tuple[str, ...]
    place: int
    covered: float
    own: float
    exact: float
    score: float
    field: str = ""
    filed: str = ""


class Shelf:
    """A view's facts and documents as matching reads them; words of a fact are analysed once.

    What it keeps depends on the view alone, so that questions and threads share it (``shelf_of``): where two threads
    work out the same at a time, either result is the one that is kept.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self.rarity = Rarity(view.frequency, view.counts.passages)
        self.documents: dict[int, StoredDocument] = {each.rowid: each for each in view.documents()}
        self._filed: dict[int, frozenset[str]] = {}
        self._versions: dict[int, str] | None = None

    def prepare(self) -> None:
        """Analyse every fact ahead of questions."""
        for kind in self.view.fact_kinds():
            for fact in self.facts(kind):
                words_of(fact)
                self.filed(fact)
                for word in _topic_words(topic_of(fact).strip(" .") or self.title(fact))[0]:
                    self.rarity.weight(word)

    @cached_property
    def names(self) -> frozenset[frozenset[str]]:
        """The words of every document's title."""
        return frozenset(stems(each.title) for each in self.documents.values())

    @cached_property
    def meeting_names(self) -> frozenset[str]:
        """The words by which meetings are told from one another: of their bodies and titles."""
        return frozenset().union(*(meeting_words(fact) for fact in self.facts("meeting")))

    @cached_property
    def met(self) -> dict[int, StoredFact]:
        """The one meeting that a document tells of."""
        held: dict[int, list[StoredFact]] = {}
        for fact in self.facts("meeting"):
            held.setdefault(fact.document, []).append(fact)
        return {document: facts[0] for document, facts in held.items() if len(facts) == 1}

    @cached_property
    def minuted(self) -> dict[int, StoredFact]:
        """The meeting whose minutes a document is, where it is those of one body."""
        held: dict[int, dict[str, StoredFact]] = {}
        for fact in self.facts("meeting"):
            if fact.get("body"):
                held.setdefault(fact.document, {}).setdefault(fact.get("body").lower(), fact)
        return {document: next(iter(facts.values())) for document, facts in held.items() if len(facts) == 1}

    @cached_property
    def given(self) -> dict[str, str]:
        """Given name -> the one person of the records who has it."""
        return given.known(name for kind in _PERSONAL for fact in self.facts(kind) for name in parties(fact))

    def facts(self, kind: str) -> tuple[StoredFact, ...]:
        """Every fact of ``kind``."""
        return self.view.facts(kind)

    def filed(self, fact: StoredFact) -> frozenset[str]:
        """The words under which the fact's document is filed: title and path."""
        if fact.document not in self._filed:
            document = self.documents[fact.document]
            path = re.sub(r"[/_.-]+", " ", document.key.path)
            self._filed[fact.document] = stems(f"{document.title} {path}")
        return self._filed[fact.document]

    def file_name(self, fact: StoredFact) -> str:
        """The words of the file that a fact about its own document stands in, without numbers and what sort it is; or ""."""
        if " ".join(topic_of(fact).lower().split()).strip(" .") not in self.title(fact).lower():
            return ""
        name = self.documents[fact.document].key.path.rpartition("/")[2].rpartition(".")[0]
        plain = _CODED.sub(" ", re.sub(r"[_.]+", " ", _EDITION_OF_A_FILE.sub(" ", name)))
        return " ".join(_SORTED.sub(" ", plain.replace("-", " ")).split())

    def quoted(self, fact: StoredFact) -> frozenset[str]:
        """The words that the fact rests on, and the headings above them."""
        return self.view.about(
            fact.document, ("quoted", fact.id), lambda: self._quoted(fact), lambda words: _WORD * (len(words) + 2)
        )

    def _quoted(self, fact: StoredFact) -> frozenset[str]:
        text = self.view.text(fact.document)
        return stems(" . ".join(text[span.start : span.end][:600] for span in fact.fact.spans))

    def title(self, fact: StoredFact) -> str:
        """The title of the fact's document."""
        return self.documents[fact.document].title

    def versions(self, fact: StoredFact) -> tuple[str, ...]:
        """The edition that the fact's document says it is, for facts that are about their document."""
        if fact.kind not in ("signature", "ownership", "review", "approval"):
            return ()
        if self._versions is None:
            told = [each for each in self.facts("document") if each.get("version") and each.fact.date_origin != "cell"]
            self._versions = {each.document: each.get("version") for each in told}  # no rows of a register of others
        named = re.sub(r"(?:^|[_\s-])v?(?=\d)", " ", self.documents[fact.document].key.path.rsplit("/", 1)[-1])
        return (self._versions.get(fact.document, ""), named)

    def stated_day(self, fact: StoredFact) -> date | None:
        """The day on which the fact's document says it was written; that of a file's properties tells when it was copied."""
        day, metadata = iso(fact.get("written")), self.documents[fact.document].metadata
        copied = metadata.created is not None and not metadata.dates and metadata.created.date() == day
        return None if copied else day

    def also(self, fact: StoredFact) -> frozenset[str]:
        """What the fact's body is called elsewhere: its initials in full, or its name by its initials."""
        return self.aliases.get(fact.get("body").lower(), frozenset()) if fact.get("body") else frozenset()

    @cached_property
    def aliases(self) -> dict[str, frozenset[str]]:
        """Name of a body in lower case -> the analysed words of what else it is called, where initials tell."""
        names = {body for kind in _MEETING_KINDS for fact in self.facts(kind) if (body := fact.get("body"))}
        found: dict[str, frozenset[str]] = {}
        for short in (name for name in names if _INITIALS.fullmatch(name)):
            whole = [name for name in names if name != short and short.lower() in initials(name)]
            if len({stems(name) for name in whole}) == 1:
                found[short.lower()] = stems(whole[0])
                found |= {name.lower(): frozenset(analyse(short)) for name in whole}
        return found

    def past(self, fact: StoredFact) -> bool:
        """Whether the fact stands in a document that is no longer, or not yet, in force."""
        document = self.documents[fact.document]
        titled = called_past(document.title)
        return fact.fact.strength in _WEAK or bool(titled or _ARCHIVE.search(document.key.path))


def shelf_of(view: View) -> Shelf:
    """The shelf of a view, kept for the next question while the archive does not change."""
    return view.derived("shelf", Shelf)


_words: OrderedDict[str, frozenset[str]] = OrderedDict()
_words_lock = threading.Lock()


def words_of(fact: StoredFact) -> frozenset[str]:
    """The analysed words of a fact's fields, kept for the next question."""
    known = _words.get(fact.id)
    if known is None:
        known = stems(" . ".join(fact.fact.fields.values()))
        with _words_lock:
            _words[fact.id] = known
            while len(_words) > _KEPT:
                _words.popitem(last=False)
    return known


def meeting_words(fact: StoredFact) -> frozenset[str]:
    """The analysed words of a meeting's body and title."""
    return stems(f"{fact.get('body')} . {fact.get('title')}")


def topic_of(fact: StoredFact) -> str:
    """The words of what a fact is about."""
    return " . ".join(fact.fact.fields.get(name, "") for name in topics(fact.kind))


def find(shelf: Shelf, request: Request, targets: Sequence[tuple[str, tuple[str, ...]]]) -> list[Match]:
    """Facts of ``targets`` that hold what is asked for and fit identifiers, names and periods of the request, best first."""
    found: list[Match] = []
    asked = _Asked(shelf, request)
    for place, (kind, fields) in enumerate(targets):
        name, _, part = kind.partition("@")
        for fact in shelf.facts(name):
            if part and not any(part in fact.get(field) for field in _QUALIFIED):
                continue
            held = [(field, value) for field in fields if (value := fact.get(field))]
            if held and fits(shelf, request, fact):
                rated = _rated(shelf, asked, fact, tuple(value for _, value in held), place)
                found.append(replace(rated, field=held[0][0]))
    found.sort(key=lambda each: -each.score)
    best = [
        replace(_rated(shelf, asked, each.fact, each.values, each.place, shelf.quoted(each.fact)), field=each.field)
        for each in found[:_READ]
    ] + found[_READ:]
    return sorted(best, key=lambda each: (-each.score, each.fact.doc_id, each.fact.ordinal))


def fits(shelf: Shelf, request: Request, fact: StoredFact) -> bool:
    """Whether a fact holds every identifier asked about, in its own words or its document's title, and lies in the periods."""
    query = request.query
    wanted = [each for each in query.identifiers if each.lower() not in request.light]
    if wanted:
        own = " ".join([*fact.fact.fields.values(), shelf.title(fact), *shelf.versions(fact)])
        if not all(holds_identifier(own, identifier) for identifier in wanted):
            return False
        if any(_other_edition(fact, identifier) for identifier in wanted):
            return False
        risk = fact.get("risk") if fact.kind == "acceptance" else ""
        if _CODE.search(risk) and not any(holds_identifier(risk, identifier) for identifier in wanted):
            return False  # the acceptance of another risk, which names this one beside it
    if _of_another(shelf, request, fact):
        return False
    return all(_within(shelf, fact, period) for period in request.periods)


def _of_another(shelf: Shelf, request: Request, fact: StoredFact) -> bool:
    """Whether the fact is of another edition, body or plain number than the question names."""
    text = request.query.text
    if fact.kind in _ABOUT_ITSELF and _of_another_edition(shelf, text, fact):
        return True
    if fact.kind in ("meeting", "attendance", "decision") and not _of_the_body(shelf, request, fact):
        return True
    return bool(request.query.numbers) and _numbered_otherwise(text, fact)


def _of_the_body(shelf: Shelf, request: Request, fact: StoredFact) -> bool:
    met = fact if fact.get("body") or fact.get("title") else shelf.met.get(fact.document, fact)
    name = met.get("body") or met.get("title")
    return of_body(request.terms, name) and not is_another(shelf.view, request.terms, name)


def _of_another_edition(shelf: Shelf, text: str, fact: StoredFact) -> bool:
    """Whether the question names an edition by its number, and the fact or its document is one of another number."""
    asked = _NAMED_EDITION.search(text)
    own = fact.get("version") or next(iter(shelf.versions(fact)), "")
    return bool(asked and version_key(own) and not same_version(asked["number"], own))


def _numbered_otherwise(text: str, fact: StoredFact) -> bool:
    """Whether a question names a record of the fact's kind by a plain number ("finding 2"), and the fact has another one."""
    own = _LAST_FIGURE.search(fact.get("number"))
    if own is None:
        return False
    named = [int(match[1]) for match in _numbered(fact.kind).finditer(text)]
    return bool(named) and int(own[0]) not in named


@cache
def _numbered(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{noun_words(kind).pattern})\s+(?:no\.?|number|nr\.?|#)?\s*(\d{{1,3}})(?![\w.%-])", re.I)


def _other_edition(fact: StoredFact, identifier: str) -> bool:
    """Whether a fact says itself that it is about another edition than the one asked for, whatever its document's is."""
    own, asked = _NUMBERED.fullmatch(fact.get("version").strip()), _NUMBERED.fullmatch(identifier.strip())
    return bool(own and asked and "." in asked["number"] and own["number"] != asked["number"])


def holds_identifier(words: str, identifier: str) -> bool:
    """Whether ``words`` hold an identifier, however its parts are joined."""
    parts = re.findall(r"[a-z]+|\d+(?:\.\d+)*", identifier.lower())
    pattern = r"[\s._/-]*".join(map(re.escape, parts))
    return bool(re.search(rf"(?<![\w.]){pattern}(?!\w|[.-]\d)", words.lower()))


def _within(shelf: Shelf, fact: StoredFact, period: Period) -> bool:
    """Whether a date of the fact, or one in its document's title or path, lies in ``period``."""
    return any(period.first <= day <= period.last for day in days_of(shelf, fact))


def days_of(shelf: Shelf, fact: StoredFact) -> list[date]:
    """Every day of a fact, its own first; those of its document's title and path where it has none of its own."""
    own = [day for name, text in fact.fact.dates.items() if name != "written" and (day := iso(text))]
    written = iso(fact.get("written"))
    if written:
        own.append(written)
    if own:
        return own
    document = shelf.documents[fact.document]
    named = f"{document.title} {re.sub('[_/]', ' ', document.key.path)}"
    return [day for _, _, day, _ in find_dates(named)]


def same_number(one: str, other: str) -> bool:
    """Whether two numbers of records are the same, however their parts are joined: "R-07" and "R 07", not R-1.2 and R-12."""
    return _folded(one) == _folded(other) != ""


def _folded(number: str) -> str:
    return re.sub(r"(?!(?<=\d)\.(?=\d))[\W_]", "", number.lower())


def iso(text: str) -> date | None:
    """An ISO day, or ``None`` for anything else."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


class _Asked:
    """A request as facts are compared with it, prepared once."""

    def __init__(self, shelf: Shelf, request: Request) -> None:
        self.weights = weights_of(request, shelf.rarity)
        self.words = stems(" ".join(request.terms)) | frozenset(request.terms)
        self._terms, self._text = request.terms, request.query.text
        self._in_full: dict[str, frozenset[str]] = {}
        # `fits` saw to identifiers
        self._identified = {term: 1.0 for name in request.query.identifiers for term in analyse(name)}
        self._named: dict[str, dict[str, float]] = {}

    def in_full(self, body: str) -> frozenset[str]:
        """The analysed words in which the question writes out a body that the facts call by its initials."""
        if not _INITIALS.fullmatch(body):
            return frozenset()
        if body not in self._in_full:
            words = spelled_out(self._text, body) if len(body) > _LEAST_LETTERS else ""
            self._in_full[body] = stems(words) if names_one(analyse(words)) else frozenset()
        return self._in_full[body]

    def named(self, kind: str) -> dict[str, float]:
        """The words that need not be looked for in a fact of ``kind``: it is one, or has been chosen by them."""
        if kind not in self._named:
            nouns = {term: 1.0 for term in self._terms if noun_of(term, kind)}
            self._named[kind] = nouns | self._identified
        return self._named[kind]


def _rated(
    shelf: Shelf,
    asked: _Asked,
    fact: StoredFact,
    values: tuple[str, ...],
    place: int,
    quoted: frozenset[str] = frozenset(),
) -> Match:
    in_full = asked.in_full(fact.get("body"))
    own = words_of(fact) | quoted | shelf.also(fact) | in_full
    filed = shelf.filed(fact)
    named = asked.named(fact.kind)
    in_own = coverage(asked.weights, own, named)
    covered = coverage(asked.weights, own | filed, named)
    exact = _exactness(topic_of(fact).strip(" .") or shelf.title(fact), asked.words, shelf.rarity)
    if in_full:
        exact = 1.0
    elif fact.kind in _ABOUT_ITSELF and (file := shelf.file_name(fact)):
        exact = max(exact, _exactness(file, asked.words, shelf.rarity))
    score = covered + 0.25 * in_own + 0.25 * exact - 0.03 * place - (_OVER if shelf.past(fact) else 0.0)
    document = shelf.documents[fact.document]
    return Match(fact, values, place, covered, in_own, exact, score, filed=f"{document.title} {document.key.path}")


def weights_of(request: Request, rarity: Rarity) -> dict[str, float]:
    """How much each word of what is asked about weighs: the rarer the more, names of sorts of things and asides less."""
    return {
        term: rarity.weight(term) * (_ASIDE if term in request.light else _LIGHT if sort_word(term) else 1.0)
        for term in request.terms
    }


def _exactness(topic: str, asked: frozenset[str], rarity: Rarity) -> float:
    words, letters = _topic_words(topic)
    if not asked.isdisjoint(letters):
        return 1.0
    total = held = 0.0
    for word in words:
        weight = rarity.weight(word)
        total += weight
        held += weight * presence(word, asked)
    return held / total if total else 0.0


@lru_cache(maxsize=_TOPICS)
def _topic_words(topic: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The analysed words of a topic, each once, and the initials of its names."""
    return tuple(dict.fromkeys(analyse(topic))), frozenset(initials(topic))


def noun_of(term: str, kind: str) -> bool:
    """Whether an analysed word is (part of) a name of the kind itself: "risk" for a risk."""
    return term in noun_stems(kind)


@cache
def sort_word(term: str) -> bool:
    """Whether a word names a sort of thing (policy, contract, system), not which one."""
    return any(term in noun_stems(kind) for kind in SORTS) or term in stems(
        "rules rule edition plan register log record report minutes page paper form letter"
    )


@cache
def noun_stems(kind: str) -> frozenset[str]:
    """The analysed words that name ``kind``."""
    own = noun_stems_of(noun_words(kind).pattern)
    return own | noun_stems("meeting") if kind in ("attendance", "decision") else own


def noun_stems_of(pattern: str) -> frozenset[str]:
    """The analysed words that a pattern of nouns consists of, those of "management review" and the like left out."""
    plain = pattern.removeprefix(r"\b(?:").removesuffix(r")\b")
    words: list[str] = []
    for choice in re.sub(r"\(\?:[^()]*\)\?", "", plain).split("|"):
        simple = re.sub(r"\(\?:([^()|]*)(?:\|[^()]*)?\)", r"\1", choice).replace("?", "")
        words += [simple] if re.fullmatch(r"[a-z-]+", simple) and len(simple) > 2 else []
    return stems(" ".join(words))


def parties(fact: StoredFact) -> list[str]:
    """The people, roles and bodies that a fact names."""
    return [value for name in (*PEOPLE, "role", "body") if (value := fact.get(name))]
