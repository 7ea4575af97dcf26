"""Hits in, ranked candidate statements out, each with the features that explain its score."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date

import numpy as np

from assistant.anchors import Match, match_anchors
from assistant.assent import with_another
from assistant.counted import parted
from assistant.deputies import of_a_deputy
from assistant.echoes import echoes, only_names
from assistant.lists_named import of_another_thing
from assistant.named_bodies import of_another_body
from assistant.named_documents import is_named, named_by, speaks_of
from assistant.query import Query
from assistant.recurring import how_often
from assistant.register.authors import names_an_author, of_a_paper
from assistant.sections import around, exemplary, veiled
from assistant.standing import asks_history, asks_now, day_of, outdated, pending, stale
from assistant.statements import Statement, in_place, statements
from assistant.synonyms import relates
from assistant.timing import elsewhen, of_another_month, untimely
from assistant.understand import questions
from assistant.unnamed import Holding, Names
from assistant.values import happened, typed, value_of, wanted
from assistant.verdicts import hoped, leans, unreal
from assistant.words import presence, presences, share, stems
from evidence.model import Hit, Mark, ParsedDocument, StoredPassage

Odds = tuple[float, float]
"""Log odds that a statement bears out yes, and no."""

EMBEDDED = 60
"""How many statements are compared by meaning; the rest cannot win on words alone."""

CROSSED = 16
"""How many of the best of these the cross-encoder reads (docs/decisions/0019-a-reader-of-evidence.md)."""

_ALIKE = 0.6  # of the words of two statements that say the same, perhaps with another value
_LOGIT = 10.0  # the cross-encoder's log odds reach from about -11 to 11
_PARTS = ("meaning", "words")  # of a passage's score
_NEAR = 3.0  # of score: what stands no lower is shown beside the best (docs/decisions/0010-cross-encoder.md)
_USUAL = 0.7  # agreement piece by piece of a fair passage: what is taken where no pieces are kept
_SHORT = 4  # words
_SUBJECT = 0.2  # of what is asked about, by rarity: below it a value belongs to something else
_BLOCKS = 8  # candidates whose surroundings are looked up
_CONTEXT = 200  # characters quoted around a value that stands apart from what relates it
_RESTATED = (
    0.85  # of the question's words, by rarity: what holds so many and gives no reason is what a reason is asked for
)
_PLAIN = 0.7  # from which a value is plain by itself
_FIGURES = ("count", "amount", "share", "length")
_EXAMPLE_ASKED = re.compile(r"\b(?:examples?|samples?|for instance)\b", re.I)
_RULE_ASKED = re.compile(
    r"\b(?:may|can|must|should|shall|need(?:s|ed)?|allowed|permitted|required|forbidden|prohibited|obliged|entitled)\b"
    r"|^(?:and |so )?how (?:long|often|soon|quickly|many|much)\b.*\b(?:is|are|do|does)\b",
    re.I,
)
_OF_ONE = ("person", "date", "verdict")  # values that are of one document and no other
_BLOCK = {"what": 450, "how": 600, "list": 600, "clause": 400, "summary": 800}  # characters quoted at most


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of the features in a candidate's score; decision 19 tells how they were chosen."""

    similarity: float = 6.49
    stated: float = 0.39
    filed: float = 4.17
    around: float = 0.86
    relation: float = 0.91
    rarest: float = -0.32
    passage: float = 4.06
    closeness: float = 0.36
    first: float = 0.35
    typed: float = -0.06
    anchored: float = -0.74
    named: float = 0.46
    before: float = 2.04
    document: float = 1.93
    identified: float = -0.20
    short: float = -0.69
    title: float = -2.19
    row: float = 0.22
    list: float = -0.17
    stale: float = -0.99
    older: float = -0.60
    overtaken: float = -0.62
    valued: float = 0.64
    related: float = 0.25
    late: float = 3.24
    untyped: float = -2.27
    cross: float = 12.00


@dataclass(frozen=True, slots=True)
class Candidate:
    """A statement that may answer, with its features (named as in ``Weights``).

    All are in [0, 1] but ``similarity`` and ``closeness`` (cosines of the statement and of its passage with the
    question), and ``late``, how much more than usual the passage agrees piece by piece. ``stated`` is the share of the
    question's weighted terms in the statement's own words, ``filed`` in those or in section, title and path,
    ``around`` also in the passage; ``relation`` the share of those that say what is
    asked of the subject (approve, own, expire) in its own words; ``rarest`` whether the rarest term is around at all.
    ``before`` is the share in the statement before it. ``passage`` is the passage's score relative to the best,
    ``first`` whether it is the best, ``document`` the document's share of all scores. ``typed`` is how surely it holds
    what was asked for, ``named`` the share of the question's names and numbers that are around, ``anchored`` the share
    of its anchors in the statement itself, ``identified`` whether an identifier is among those. ``stale``: a draft,
    superseded or archived; ``older``: a newer edition is among the hits, ``overtaken`` if moreover the newest was
    asked for. ``valued`` and ``related`` are ``typed`` and ``relation`` where a person, date, amount or count is
    asked for. ``untyped``: it holds nothing of what was asked for, and only a cross-encoder may raise it. ``cross`` is
    the cross-encoder's log odds that it answers, in tens; 0 where there is none.

    For acceptance only: ``agreed``, how near the passage comes to the best of all in words and in meaning alike;
    ``undecided``, whether yes or no is asked for and it says neither; ``part``, whether all of several things, or what
    is missing, is asked for and it is no list and no number; ``several`` whether the question
    wants two things; ``behind``, how far it stands below the best. ``unrelated``, whether it says nothing of what
    relates the value asked for to its subject (approve, own), and ``unmet``, whether it tells of a plan, a hope or the
    contrary, or only of what a reason is asked for, keep a value from being given, as does ``apart``: hardly any of
    what is asked about is around.
    ``unheard`` is the weighted share of that which no document says that the asker may see; ``unnamed``: the document
    holds no part of a name in the question; ``untimely``: the next or the last is asked for, and its days cannot be;
    ``pending``: a rule is asked for, and the document is a draft or not yet in force;
    ``astray``: the value is that of an example, of another time, or of a narrower thing;
    ``another``: a policy, review or register is named by what it is on, and nothing of that is in the words or around
    them.

    ``block`` is what is quoted where a sentence is not enough, ``others`` the candidates that stand nearly as high,
    best first. ``verdict`` is the yes or no that is read in it (``assistant.read_verdicts``).
    """

    statement: Statement
    match: Match
    features: Mapping[str, float]
    score: float = 0.0
    block: Statement | None = None
    others: tuple[Candidate, ...] = ()
    verdict: str = ""

    @property
    def typed(self) -> float:
        """How surely it holds what was asked for, 0 to 1."""
        return self.features["typed"]


def outlived(candidate: Candidate) -> bool:
    """Whether a candidate stands in a draft, a superseded document, or an older edition than one that was found."""
    return bool(candidate.features["stale"] or candidate.features["older"])


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked, prepared once: the rarity of its terms, those that no document has, those that relate."""

    query: Query
    rarity: Mapping[str, float]
    unknown: frozenset[str]
    relations: Mapping[str, float]
    history: bool
    now: bool
    names: Names | None = None
    as_of: date | None = None
    named: tuple[str, ...] = ()

    @property
    def subject(self) -> dict[str, float]:
        """The rarity of the terms that say what the question is about."""
        return {term: rarity for term, rarity in self.rarity.items() if term not in self.relations}


@dataclass(frozen=True, slots=True)
class _Setting:
    """What the statements of one passage share."""

    passage: float
    closeness: float
    late: float
    agreed: float
    first: bool
    filed: Mapping[str, float]
    near: Mapping[str, float]
    stale: bool
    older: bool
    weight: float
    unnamed: bool
    pending: bool
    document: ParsedDocument | None = field(default=None, repr=False)


def candidates(
    query: Query,
    hits: Sequence[Hit],
    document_frequency: Callable[[str], int],
    total: int,
    similarities: Callable[[Sequence[str]], Sequence[float]],
    closeness: Mapping[int, float],
    parsed: Callable[[int], ParsedDocument] | None = None,
    weights: Weights | None = None,
    cut: Callable[[StoredPassage], Sequence[Statement]] | None = None,
    crossed: Callable[[Sequence[str]], Sequence[float]] | None = None,
    holding: Holding | None = None,
    as_of: date | None = None,
    told: Callable[[list[Candidate]], list[Candidate]] = list,
) -> list[Candidate]:
    """Statements of ``hits`` that hold every anchor of ``query`` and a value of the type asked for, best first.

    ``crossed`` gives a cross-encoder's log odds that each reading answers; with it, statements without such a value
    stand as well, lower. ``holding`` gives the documents that hold a term; ``as_of`` is the day asked about.

    ``told`` adds what is known of the candidates once they are in order.

    ``document_frequency`` gives the number of passages of the view (of ``total``) that hold an
    analysed term; ``similarities`` the cosine between the question and each reading; ``closeness``
    that of a passage, by rowid; ``parsed`` a document's structure; ``cut`` the ``shown_statements`` of a passage, where
    they are kept from question to question.
    """
    weights = weights or Weights()
    asked = replace(_asked(query, document_frequency, total, holding), as_of=as_of)
    drafts: list[Candidate] = []
    for hit, setting in _settings(asked, hits, closeness, parsed):
        for statement in cut(hit.passage) if cut else shown_statements(hit.passage, setting.document):
            draft = _draft(asked, statement, setting)
            if draft is not None and (crossed or draft.typed):
                drafts.append(draft)
    drafts = _anchored(drafts)
    drafts = sorted((rated(draft, weights) for draft in drafts), key=lambda draft: -draft.score)[:EMBEDDED]
    cosines = similarities([draft.statement.reading for draft in drafts]) if drafts else []
    scored = [
        rated(replace(draft, features={**draft.features, "similarity": float(cosine)}), weights)
        for draft, cosine in zip(drafts, cosines, strict=True)
    ]
    ranked = sorted(
        scored, key=lambda candidate: (-candidate.score, candidate.statement.passage.doc_id, candidate.statement.start)
    )
    ranked = _read_together(ranked, crossed, weights) if crossed else ranked
    ranked = _compared(query, ranked)
    ranked = [_with_block(query, each, parsed) if parsed and n < _BLOCKS else each for n, each in enumerate(ranked)]
    ranked = told([replace(each, features={**each.features, "part": _part(query, each)}) for each in ranked])
    return [replace(each, others=_near(each, ranked)) for each in ranked]


def _read_together(
    ranked: list[Candidate], crossed: Callable[[Sequence[str]], Sequence[float]], weights: Weights
) -> list[Candidate]:
    """The best ones read by the cross-encoder and put in order again; of the rest, none comes before them."""
    best, rest = ranked[:CROSSED], ranked[CROSSED:]
    odds = _in_force(best, [float(each) / _LOGIT for each in crossed([in_place(each.statement) for each in best])])
    least = min(odds, default=0.0)
    read = [_crossed(each, said, weights) for each, said in zip(best, odds, strict=True)]
    read.sort(key=lambda each: (-each.score, each.statement.passage.doc_id, each.statement.start))
    return [*read, *(_crossed(each, least, weights) for each in rest)]


def _in_force(best: Sequence[Candidate], odds: Sequence[float]) -> list[float]:
    """The odds, where words of a draft or of an edition that is over answer no better than like words in force."""
    said = [frozenset(word for word in stems(each.statement.plain) if not word.isdigit()) for each in best]
    newer = [place for place, each in enumerate(best) if not outlived(each)]
    kept = list(odds)
    for place in (place for place, each in enumerate(best) if outlived(each)):
        own = said[place]
        like = [odds[each] for each in newer if len(own & said[each]) >= _ALIKE * len(own | said[each])]
        kept[place] = min([odds[place], max(like, default=odds[place])])
    return kept


def _crossed(candidate: Candidate, odds: float, weights: Weights) -> Candidate:
    return rated(replace(candidate, features={**candidate.features, "cross": odds}), weights)


def _near(candidate: Candidate, ranked: Sequence[Candidate]) -> tuple[Candidate, ...]:
    near = (each for each in ranked[:_BLOCKS] if abs(each.score - candidate.score) <= _NEAR)
    return tuple(each for each in near if each is not candidate)


def _compared(query: Query, ranked: list[Candidate]) -> list[Candidate]:
    """With what tells how far each may be trusted: how it stands among the others, and what sort of question it is."""
    best = ranked[0].score if ranked else 0.0
    verdict = wanted(query) == "verdict"
    several = float(len(questions(query.text)) > 1)
    return [
        replace(
            each,
            features={
                **each.features,
                "several": several,
                "undecided": each.features["untyped"] if verdict else 0.0,
                "behind": best - each.score,
            },
        )
        for each in ranked
    ]


_COMPLETE = re.compile(
    r"^(?:and |so )?(?:which|what|any|list|are there|is there|is any\w*|was there)\b.*"
    r"\b(?:no|not|none|without|neither|nor|never|nobody|nothing|missing|all|every|each|still|although|altho)\b",
    re.I,
)
_WHICH = re.compile(r"\b(?:which|what)\b", re.I)
_SEVERAL_THINGS = re.compile(r"\b(?:which|what) (?:[\w-]+ ){0,2}?(?:people|[\w-]*[^\Ws]s) ", re.I)
_HOW_OFTEN = re.compile(r"\b(?:all|every|each)(?= (?:day|week|month|quarter|year|time|one\b))", re.I)
_SEVERAL_OF = re.compile(
    r"^(?:and |so )?which (?!(?:[\w-]+ ){1,2}(?:does|is|was|has)\b)(?:[\w-]+ )?[\w-]{2,}[^\Wsui]s ", re.I
)
_TIMES = re.compile(r"\bhow (?:often|many times) (?:did|was|were|has|have|had)\b", re.I)
_TOLD = re.compile(r"\b(?:history|timeline|chronology|overview|summar\w+)\b", re.I)
_COMPARES = re.compile(
    r"\b(?:compare[ds]?|comparison|versus|vs|differences? between|what (?:has |have )?changed between)\b", re.I
)
_ALL_OF = ("count", "summary", "clause")


def _asks_all(query: Query) -> bool:
    """Whether all of several things are asked for, how many, or what is missing: one statement seldom tells."""
    missing = _COMPLETE.search(_HOW_OFTEN.sub("", query.text))
    if query.kind == "list" and _WHICH.search(query.text):
        return bool(_SEVERAL_THINGS.search(query.text) or missing)
    several = (
        _TOLD.search(query.text)
        or _COMPARES.search(query.text)
        or _SEVERAL_OF.search(query.text)
        or _TIMES.search(query.text)
    )
    return query.kind == "list" or query.kind in _ALL_OF or bool(missing or several)


def _part(query: Query, candidate: Candidate) -> float:
    """Whether all of several things are asked for and it can hardly hold them: no plain number, no list."""
    if not _asks_all(query):
        return 0.0
    if query.kind == "count":
        return float(value_of(query, candidate.statement) is None)
    here, shown = candidate.statement, candidate.block or candidate.statement
    introduces = here.plain.endswith(":") and len(_ITEMS.findall(shown.plain)) > 1
    return float(not (here.kind == "list" or (query.kind == "list" and introduces)))


_ITEMS = re.compile(r"(?:^|\s)(?:[-*•▪]|\(?\d{1,2}[.)]|\([a-z]\)) ")


def _with_block(query: Query, candidate: Candidate, parsed: Callable[[int], ParsedDocument]) -> Candidate:
    """With what surrounds the statement, where more than one value is asked for or the statement leans on it."""
    statement, asked = candidate.statement, wanted(query)
    document = parsed(statement.passage.document)
    if asked == "verdict" and leans(statement) and not veiled(document, statement.before_start, statement.end):
        both = f"{statement.before} {statement.plain}"
        return replace(candidate, block=replace(statement, start=statement.before_start, kind="section", plain=both))
    if asked:
        limit = _CONTEXT if candidate.typed < _PLAIN and statement.kind != "row" else 0
    else:
        limit = _BLOCK.get(query.kind, 0)
    return replace(candidate, block=around(statement, document, limit)) if limit else candidate


def rated(candidate: Candidate, weights: Weights) -> Candidate:
    """``candidate`` with its score: the weighted sum of its features."""
    score = sum(getattr(weights, name) * candidate.features[name] for name in FEATURES)
    return replace(candidate, score=score)


FEATURES = tuple(each.name for each in fields(Weights))
"""The names of the features, in the order of ``Weights``."""


def _asked(query: Query, document_frequency: Callable[[str], int], total: int, holding: Holding | None) -> _Question:
    frequency = {term: document_frequency(term) for term in query.terms}
    rarity = {term: math.log(1 + total / (1 + count)) for term, count in frequency.items()}
    unknown = frozenset(term for term, count in frequency.items() if not count)
    relations = {term: weight for term, weight in rarity.items() if relates(term)}
    history = asks_history(query.text) or bool(query.periods) or query.then is not None
    names = Names(query.names, holding) if holding else None
    return _Question(
        query, rarity, unknown, relations, history, asks_now(query.text), names, named=named_by(query.text)
    )


def _settings(
    asked: _Question,
    hits: Sequence[Hit],
    closeness: Mapping[int, float],
    parsed: Callable[[int], ParsedDocument] | None,
) -> list[tuple[Hit, _Setting]]:
    shown = [hit for hit in hits if not hit.passage.hidden]
    top = max((hit.score for hit in hits), default=1.0) or 1.0
    documents = {hit.passage.document: parsed(hit.passage.document) for hit in shown} if parsed else {}
    waiting = {
        hit.passage.document for hit in shown if _pending(asked, hit.passage, documents.get(hit.passage.document))
    }
    standing = {rowid: document for rowid, document in documents.items() if rowid not in waiting}
    older = outdated(standing, {}) if not asked.history else frozenset()
    best = [max((hit.parts.get(name, 0.0) for hit in shown), default=0.0) for name in _PARTS]
    mass: Counter[int] = Counter()
    for hit in shown:
        mass[hit.passage.document] += hit.score / top  # type: ignore[assignment]
    found = []
    for place, hit in enumerate(shown):
        passage, document = hit.passage, documents.get(hit.passage.document)
        setting = _Setting(
            passage=hit.score / top,
            closeness=closeness.get(passage.rowid, 0.0),
            late=hit.parts.get("late", _USUAL) - _USUAL,
            agreed=min((_of_best(hit.parts.get(name, 0.0), top) for name, top in zip(_PARTS, best, strict=True))),
            first=place == 0,
            filed=presences(asked.rarity, stems(f"{passage.context} {passage.section or ''}"), asked.unknown),
            near=presences(asked.rarity, stems(passage.text), asked.unknown),
            stale=not asked.history and stale(passage.doc_id, document),
            older=passage.document in older,
            weight=mass[passage.document] / max(1.0, sum(mass.values())),
            unnamed=_unnamed(asked, passage, document),
            pending=passage.document in waiting,
            document=document,
        )
        found.append((hit, setting))
    return found


def _unnamed(asked: _Question, passage: StoredPassage, document: ParsedDocument | None) -> bool:
    whole = f"{document.text if document else passage.text} {passage.context} {passage.doc_id}"
    return bool(asked.names and asked.names.unnamed(passage.document, stems(passage.text), whole))


def _pending(asked: _Question, passage: StoredPassage, document: ParsedDocument | None) -> bool:
    """Whether a rule is asked for that holds now, and the passage's document is a draft or not yet in force."""
    if asked.history or asked.as_of is None or not _RULE_ASKED.search(asked.query.text):
        return False
    return pending(passage.doc_id, document, asked.as_of)


def _of_best(value: float, best: float) -> float:
    return value / best if best > 0 else 0.0


def shown_statements(passage: StoredPassage, document: ParsedDocument | None) -> list[Statement]:
    """The statements of a passage that may answer: none that is hidden from a reader or addresses a machine."""
    found = statements(passage, (lambda: document) if document else None)
    return [
        _as_heading(each, document) for each in found if document is None or not veiled(document, each.start, each.end)
    ]


def _as_heading(statement: Statement, document: ParsedDocument | None) -> Statement:
    """A statement that is one of the document's headings, or stands before its text, is a title, however long.

    What front matter says of the document is in its facts.
    """
    if document is None or statement.kind != "sentence":
        return statement
    spans = [(heading.start, heading.end) for heading in document.headings]
    spans += [(note.start, note.end) for note in document.annotations if note.mark is Mark.FRONT_MATTER]
    if any(start <= statement.start and statement.end <= end for start, end in spans):
        return replace(statement, kind="title")
    return statement


def _anchored(drafts: list[Candidate]) -> list[Candidate]:
    """Where some statements name an anchor themselves, those that only lie near it are left out."""
    most = max((len(draft.match.stated) for draft in drafts if draft.statement.kind == "row"), default=0)
    return [draft for draft in drafts if draft.statement.kind != "row" or len(draft.match.stated) >= most]


def _draft(asked: _Question, statement: Statement, setting: _Setting) -> Candidate | None:
    """The candidate without its similarity; ``None`` if an anchor (but a name or number) is not there, or the statement
    only names its document or repeats the question."""
    query, names = asked.query, asked.query.names
    match = match_anchors(query, statement)
    soft = {*names, *query.numbers}
    if set(match.missing) - soft or _says_nothing(query, statement, setting.document):
        return None
    value = typed(query, statement)
    words = stems(statement.plain)
    own = presences(asked.rarity, words, asked.unknown)
    filed = {term: max(said, setting.filed[term]) for term, said in own.items()}
    row = statement.kind == "row"
    near = filed if row else {term: max(said, setting.near[term]) for term, said in filed.items()}
    rarest = max(asked.rarity, key=lambda term: asked.rarity[term], default="")
    anchors = len(match.stated) + len(match.around)
    features = {
        "similarity": 0.0,
        "stated": share(own, asked.rarity),
        "filed": share(filed, asked.rarity),
        "around": share(near, asked.rarity),
        "relation": share(own, asked.relations) if asked.relations else 0.5,
        "rarest": near.get(rarest, 1.0),
        "passage": setting.passage,
        "closeness": setting.closeness,
        "late": setting.late,
        "first": float(setting.first),
        "typed": value,
        "anchored": len(match.stated) / anchors if anchors else 0.0,
        "named": 1 - len(match.missing) / len(soft) if soft else 1.0,
        "before": share(presences(asked.rarity, stems(statement.before), asked.unknown), asked.rarity),
        "document": setting.weight,
        "identified": float(bool(set(query.identifiers) & set(match.stated))),
        "short": float(len(statement.plain.split()) < _SHORT),
        "title": float(statement.kind == "title"),
        "row": float(row),
        "list": float(statement.kind == "list"),
        "stale": float(setting.stale),
        "older": float(setting.older),
        "overtaken": float(setting.older and asked.now),
        "untyped": float(not value),
        "cross": 0.0,
    }
    valued = wanted(query) in ("person", "date", "amount", "count")
    features["agreed"] = setting.agreed
    subject = share({term: max(said, setting.near[term]) for term, said in filed.items()}, asked.subject)
    features["apart"] = float(valued and subject < _SUBJECT and bool(asked.subject))
    features["unheard"] = share({term: 1 - near[term] for term in asked.unknown}, asked.subject)
    features["unnamed"] = float(setting.unnamed)
    features["pending"] = float(setting.pending)
    features["unrelated"] = float(valued and value < 1 and not _relates(asked, stems(statement.reading) | words))
    unmet = (valued and unreal(query, statement)) or (bool(wanted(query)) and hoped(query, statement))
    unmet = unmet or (_of_an_author(query) and not names_an_author(statement.reading))
    unmet = unmet or (wanted(query) == "person" and of_a_deputy(query.text) and not of_a_deputy(_told_of(statement)))
    features["unmet"] = float(unmet or (not value and _beside_the_point(query, features["stated"])))
    told = _told_of(statement)
    another = not (speaks_of(asked.named, told) and is_named(query.text, told))
    features["another"] = float(wanted(query) in _OF_ONE and another)
    day = asked.as_of if wanted(query) == "date" else None
    written = day_of(setting.document) if setting.document else None
    features["untimely"] = float(day is not None and untimely(query.text, statement.plain, day, written))
    features["astray"] = float(_astray(query, statement))
    features["valued"] = value if valued else 0.0
    features["related"] = features["relation"] if valued else 0.0
    return Candidate(statement, match, features)


def _of_an_author(query: Query) -> bool:
    return wanted(query) == "person" and of_a_paper(query.text)


def _beside_the_point(query: Query, stated: float) -> bool:
    """Whether words without what is asked for cannot answer in words of another form either: they say no interval, no
    day of what happened, or only that of which the reason is asked for."""
    return how_often(query) or happened(query) or (wanted(query) == "reason" and stated >= _RESTATED)


def _filed(statement: Statement) -> str:
    return re.sub(r"[/_.-]+", " ", f"{statement.passage.context} {statement.passage.section or ''}")


def _astray(query: Query, statement: Statement) -> bool:
    """Whether a value is asked for and the words give that of an example, of another time or of a narrower thing."""
    asked = wanted(query)
    if asked and exemplary(statement) and not _EXAMPLE_ASKED.search(query.text):
        return True
    words = statement.plain
    if (asked or how_often(query)) and of_another_body(query.text, words, _filed(statement)):
        return True
    if of_another_thing(query.text, statement) or _of_another_month(query, statement):
        return True
    if asked in (*_OF_ONE, "amount") and with_another(query, words):
        return True
    return asked in _FIGURES and (elsewhen(query.periods, words) or parted(query.text, words))


def _of_another_month(query: Query, statement: Statement) -> bool:
    passage = statement.passage
    title = " ".join(line for line in passage.context.splitlines() if not line[:1].isdigit())  # the paper's day is none
    return of_another_month(
        query.text, query.periods, f"{passage.doc_id} {title} {passage.section or ''} {statement.reading}"
    )


def _says_nothing(query: Query, statement: Statement, document: ParsedDocument | None) -> bool:
    """Whether a statement only names its document or what is asked about, or says only that there is such a thing."""
    asked = wanted(query)
    if asked != "verdict" and only_names(query, statement.plain):
        return True
    return not asked and (echoes(query, statement) or _bare(query, statement, document))


def _bare(query: Query, statement: Statement, document: ParsedDocument | None) -> bool:
    """Whether a statement is front matter, which names its document, and the question asks for none of its keys."""
    front = (note for note in document.annotations if note.mark is Mark.FRONT_MATTER) if document else ()
    if not any(note.start <= statement.start and statement.end <= note.end for note in front):
        return False
    keys = stems(" ".join(_KEY.findall(statement.passage.text)))
    return not any(presence(term, keys) for term in query.terms)


_KEY = re.compile(r"^[ \t]*[\"']?([\w-]+)[\"']?[ \t]*[:=]", re.M)


def _told_of(statement: Statement) -> str:
    """What a statement speaks of: its own words, those before it, and what it is filed under."""
    passage = statement.passage
    return f"{passage.doc_id} {passage.context} {passage.section or ''} {statement.before} {statement.reading}"


def _relates(asked: _Question, words: frozenset[str]) -> bool:
    """Whether the words say any of what relates the value asked for to its subject; so where nothing does."""
    relations = [term for term in asked.relations if term not in _WHEN_WORDS]
    return not relations or any(presence(term, words) for term in relations)


_WHEN_WORDS = stems("since until from by before start end deadline due")


def cosine_of(question: np.ndarray, vectors: np.ndarray) -> list[float]:
    """Cosines between one unit vector and the rows of a matrix of unit vectors."""
    return [float(value) for value in vectors @ question]
