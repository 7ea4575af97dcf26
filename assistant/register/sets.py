"""How many, which, and what is missing: complete over every document, each record cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assistant.answer import Citation, Claim, Derivation, Value
from assistant.periods import EARLIEST, LATEST
from assistant.readable import on_a_line
from assistant.register import people
from assistant.register.choosing import Wish
from assistant.register.cite import READ, citations, claim, shown_by, span_citation
from assistant.register.figures import MET, MISSED, OFF_TRACK, ON_TRACK
from assistant.register.holding import holds
from assistant.register.linking import LINKED
from assistant.register.match import Shelf, shelf_of, words_of
from assistant.register.nouns import PEOPLE, label, plural
from assistant.register.result import Found
from assistant.register.selection import EACH, SNAPSHOTS, Condition, Record, Selection, base, parse, run
from assistant.register.speak import SPECIAL, day_words, topic
from assistant.register.words import presence
from evidence.model import StoredFact
from evidence.view import View

COUNT, ROW, NONE = "count", "row", "none"
_SAID = {
    "resource": "amount",
    "decision": "outcome",
    "communication": "sender",
    "incident": "occurred",
    "assessment": "assessed",
    "validation": "validated",
    "approval": "decision",
    "provenance": "source",
    "role": "person",
    "acceptance": "by",
}
"""Kinds whose records are shown in the sentence of one of their fields."""
_CITED = 5  # citations of a row
_OTHERWISE = {
    "audited": ("from", "source"), "decision": ("by", "accepted"), "accepted_until": ("until",), "stage": ("since",),
    "from_outside": ("supplier", "role"),
}  # fmt: skip
"""The fields of other facts that a linked value is read from, where they have other names."""
_TOLD_ELSEWHERE = (
    "decision",
    "communication",
    "assessment",
    "document",
)  # what no record holds may stand in the words of minutes and mails, or in a paper that keeps no record of itself
_UNTOLD = ("audit_type", "sort")
_SILENT = ("isnot", "names")  # conditions of which a row says nothing: the words cited show who was there
_GRADES = ("severity", "grade", "level")
_YES_OR_NO = ("critical", "applicable")
_VERDICT = re.compile(
    r"\W*(?:y|n|yes|no|not|non|none|true|false|x|critical|applicable|excluded|included|in|out)\b|[✓✗–—-]?$", re.I
)
_GRADED = re.compile(
    r"\b(?:high|medium|low|limited|minimal|moderate|severe|serious|critical|major|minor|normal|none|no|not|unacceptable"
    r"|prohibited|significant|negligible|extreme|red|amber|green|[a-e]|[ivx]+)\b|\d",
    re.I,
)
_MISSING = {"until": "no end date given", "who": "no approver given", "review": "no review date given"}
"""How a row tells that a date or name is missing, where the field's own word makes no sentence."""
_NOT_GIVEN = {"assessed": "no day of an assessment given"}
_REVIEW = re.compile(r"\bmanagement review\b", re.I)
_MOST = 60  # records shown
_HOUSE, _WHOLE_HOUSE = 0.125, 0.5  # of the documents speak of what the house is; from there on it is nothing else
_FEW = 3  # records of which none need have a field for it to be kept


def answer(shelf: Shelf, wish: Wish) -> Found | None:
    """The set asked for, or ``None`` where there is nothing to choose from or nothing chosen."""
    wish = _at_home(shelf, wish)
    chosen = run(shelf, wish.selection)
    if not chosen:
        plain = _without_columns(wish)
        return _unassessed(shelf, plain) or _none(shelf, plain)
    asked = wish.selection
    if not _kept(shelf, asked) or _in_passing(asked, chosen) or _by_name_alone(shelf, asked, chosen):
        return None
    if len(chosen) > _MOST:
        return None
    wish = _kept_columns(wish, chosen)
    rows = [_row(shelf, wish.selection, record) for record in chosen]
    total = _total(shelf, wish.selection, chosen)
    unrated = _unrated(shelf, wish.selection)
    note = f"Of {len(unrated)} others the records do not say it either way." if unrated else ""
    if wish.untold:
        note = f"{note} These records do not tell: {', '.join(wish.untold)}.".strip()
    if wish.count:
        value = Value(type="count", value=str(len(chosen)))
        return Found((total, *rows), value, str(len(chosen)), 0.9, complete=not (unrated or wish.untold), note=note)
    if wish.selection.kind == "resource" and len(chosen) == 1 and chosen[0].get("amount"):
        amount = f"{chosen[0].get('currency')} {SPECIAL['amount'](chosen[0].fact)}".strip()
        return Found(tuple(rows), Value(type="amount", value=amount), amount, 0.85)
    names = [on_a_line(_name(shelf, record, people=wish.people), record.fact.doc_id) for record in chosen]
    lead = "Yes" if wish.whether else ""
    value = Value(type="list", value="; ".join(dict.fromkeys(names)))
    return Found(tuple(rows), value, lead, 0.85, complete=not (unrated or wish.untold), note=note)


def _without_columns(wish: Wish) -> Wish:
    """``wish`` without what is to be told of each record."""
    conditions = tuple(c for c in wish.selection.conditions if c.op != EACH)
    return replace(wish, selection=replace(wish.selection, conditions=conditions))


def _kept_columns(wish: Wish, chosen: Sequence[Record]) -> Wish:
    """``wish`` without what none of the records chosen tells of itself; that is said once and not of each."""
    empty = [c for c in wish.selection.conditions if c.op == EACH and not any(each.get(c.field) for each in chosen)]
    kept = tuple(c for c in wish.selection.conditions if c not in empty)
    untold = (*wish.untold, *(_words(c.field) for c in empty))
    return replace(wish, selection=replace(wish.selection, conditions=kept), untold=tuple(dict.fromkeys(untold)))


def _at_home(shelf: Shelf, wish: Wish) -> Wish:
    """``wish`` without the place that it names, where that is what the whole house is.

    Many papers name it and no record does; what most papers name, one record more or less does not make a part of it.
    """
    place, asked = wish.place, wish.selection
    if not place or asked.kind not in SNAPSHOTS:
        return wish
    share = len(shelf.view.holding([place])) / max(shelf.view.counts.documents, 1)
    if share < _HOUSE:
        return wish
    if share < _WHOLE_HOUSE and any(
        presence(place, words_of(fact)) for record in base(shelf, asked) for fact in record.facts
    ):
        return wish
    return replace(wish, selection=replace(asked, terms=tuple(term for term in asked.terms if term != place)))


def _in_passing(selection: Selection, chosen: Sequence[Record]) -> bool:
    """Whether a management review is told in running words, of which few were read as decisions: those are not all."""
    asked = any(c.field == "body" and c.op == "same" and _REVIEW.search(c.value) for c in selection.conditions)
    return asked and selection.kind == "decision" and not selection.terms and len(chosen) < _FEW


def _unrated(shelf: Shelf, selection: Selection) -> list[Record]:
    """Records that do not say what is asked: objectives neither met nor missed, tasks neither open nor closed.

    What else is asked of them they meet.
    """
    others = tuple(c for c in selection.conditions if c.field not in ("closed?", "status", "stage"))
    if len(others) == len(selection.conditions):
        return []
    records = run(shelf, replace(selection, conditions=others))
    for name in ("closed?", "stage"):
        if any(c.field == name and c.op == "is" for c in selection.conditions):
            return [record for record in records if not record.get(name)]
    if not any(c.field == "status" and c.value in (MET, MISSED, ON_TRACK, OFF_TRACK) for c in selection.conditions):
        return []
    rated = re.compile(f"{ON_TRACK}|{OFF_TRACK}", re.I)
    return [record for record in records if not rated.search(record.get("status"))]


def _kept(shelf: Shelf, selection: Selection) -> bool:
    """Whether the records keep what is said to be missing at all: where not one of many has it, it stands elsewhere."""
    missing = [c.field for c in selection.conditions if c.op == "empty" and c.field not in LINKED - {"assessed"}]
    records = base(shelf, selection) if missing else []
    return len(records) < _FEW or all(any(_keeps(record, name) for record in records) for name in missing)


def _keeps(record: Record, name: str) -> bool:
    """Whether a record has a field itself: of a system, that one was assessed at all."""
    if record.fact.kind == "system" and name == "assessed":
        return any(fact.get(each) for fact in record.facts for each in ("assessed", "assessment"))
    return bool(record.get(name))


def _by_name_alone(shelf: Shelf, selection: Selection, chosen: Sequence[Record]) -> bool:
    """Whether objectives for AI are asked for and only some say "AI": the others name a system, or are for something else."""
    return selection.kind == "objective" and "ai" in selection.terms and len(chosen) < len(base(shelf, selection))


def _unassessed(shelf: Shelf, wish: Wish) -> Found | None:
    """That a system has no assessment, where it is asked whether there is one and the inventory keeps them."""
    asked = wish.selection
    whole = not wish.whether or asked.kind != "assessment" or asked.period or not asked.terms
    if whole or any(c.field != "type" or c.op == "is" for c in asked.conditions):
        return None
    lacking = replace(asked, kind="system", conditions=(Condition("assessed", "empty"),))
    chosen = run(shelf, lacking)
    if not any(record.get("assessed") for record in base(shelf, lacking)):
        return None  # assessments are kept elsewhere
    if len(chosen) != 1 or len(run(shelf, replace(lacking, conditions=()))) != 1:
        return None
    return Found((_row(shelf, lacking, chosen[0]),), Value(type="yesno", value="no"), "No", 0.8)


def _none(shelf: Shelf, wish: Wish) -> Found | None:
    """None of the records, where there are some and each of them says that it is not one of those asked for."""
    selection = wish.selection
    if (
        selection.kind in _TOLD_ELSEWHERE
        or not all(_known(shelf, c.value) for c in selection.conditions if c.field == "owner" and c.op == "same")
        or any(c.op in ("latest", "names") for c in selection.conditions)
        or not selection.conditions
        or not (selection.terms or selection.papers or selection.kind in SNAPSHOTS)
    ):
        return None
    others = _around(shelf, selection)
    decided = all(
        record.get(c.field) for record in others for c in selection.conditions if c.op not in ("isnot", "empty", "told")
    )
    decided = decided and not _unrated(shelf, selection)
    if not others or len(others) > _MOST or not decided or not _plainly(selection, others):
        return None
    inputs = tuple(record.fact.id for record in others)
    derivation = Derivation(rule=f"{NONE}: {selection.words()}", inputs=inputs, searched=_searched(shelf, selection))
    cited = tuple(
        c for record in others for c in citations(shelf.view, _source(record, selection), _telling(selection))[:1]
    )
    none = Claim(text=none_text(selection, others), basis="absence", derivation=derivation, citations=cited)
    value = (
        Value(type="count", value="0")
        if wish.count
        else Value(type="yesno", value="no")
        if wish.whether
        else Value(type="list", value="none")
    )
    return Found((none,), value, {"count": "0", "yesno": "No", "list": "None"}[value.type], 0.8)


def _known(shelf: Shelf, name: str) -> bool:
    """Whether anybody of that name is named anywhere: a system has no risks of which it is the owner."""
    kinds = shelf.view.fact_kinds()
    named = (fact.get(field) for kind in kinds for fact in shelf.facts(kind) for field in PEOPLE)
    return any(
        people.same(each, name) for value in dict.fromkeys(named) if value for each in (value, *people.split(value))
    )


def _plainly(selection: Selection, others: Sequence[Record]) -> bool:
    """Whether the records say yes or no where that is asked of them: a class A supplier may be a critical one."""
    if any(c.field == "level" and c.op == "is" for c in selection.conditions) and not all(
        _GRADED.search(record.get("level")) for record in others
    ):
        return False  # a column of another sort: on which level it stands, what it is about
    asked = [c.field for c in selection.conditions if c.field in _YES_OR_NO and c.op == "is"]
    return all(_VERDICT.match(record.get(name)) for name in asked for record in others)


def _around(shelf: Shelf, selection: Selection) -> list[Record]:
    """The records that are looked at for one of ``selection``: those of its standard, whatever else they say."""
    return run(shelf, replace(selection, conditions=tuple(c for c in selection.conditions if c.field == "standard")))


def none_text(selection: Selection, others: list[Record]) -> str:
    """That none is there, in a sentence: what the records looked at say instead."""
    number, told = len(others), list[str]()
    for condition in selection.conditions:
        values = list(
            dict.fromkeys(day_words(record.get(condition.field)) for record in others if record.get(condition.field))
        )
        if condition.field == "accepted":
            told.insert(0, "recorded as accepted")
        elif condition.op not in ("isnot", "told"):
            told.append(
                f"{_words(condition.field)} {', '.join(values[:4]) or 'not given'}{' …' if len(values) > 4 else ''}"
            )
    noun = label(selection.kind) if number == 1 else plural(selection.kind)
    said = " is" if told[:1] == ["recorded as accepted"] else ":"
    return f"None of the {number} {noun} looked at{said} {'; '.join(told)}. As of {day_words(str(selection.as_of))}."


def _row(shelf: Shelf, selection: Selection, record: Record) -> Claim:
    absent = any(condition.op == "empty" for condition in selection.conditions)
    text, cited = written(shelf, selection, record)
    inputs = tuple(fact.id for fact in record.facts)
    derivation = Derivation(rule=f"{ROW}: {selection.words()}", inputs=inputs, searched=_searched(shelf, selection))
    return Claim(text=text, basis="absence" if absent else "computed", derivation=derivation, citations=cited)


def written(shelf: Shelf, selection: Selection, record: Record) -> tuple[str, tuple[Citation, ...]]:
    """A record in a sentence, what it is and what the conditions say of it, and the words that show all that is told."""
    if selection.kind in _SAID and not any(c.op == "empty" for c in selection.conditions):
        made = claim(shelf, record.fact, _SAID[selection.kind])
        words, cited, told = made.text, made.citations, _beside_the_sentence(selection, record)
    else:
        cited, told = citations(shelf.view, _source(record, selection), _telling(selection)), _of_the_row(selection)
        words = topic(record.fact, shelf.title(record.fact))
        words = f"{words[:1].upper()}{words[1:]}".rstrip(" .:;,")
    present = [c.value for c in selection.conditions if c.op == "names"]
    cited = tuple(dict.fromkeys((*cited[: 1 if present else None], *_named(shelf, record, present))))
    parts: list[str] = []
    columns = {c.field for c in selection.conditions if c.op == EACH}
    for name, pattern in told.items():
        cited = _showing(shelf, record, name, cited)
        if "{}" not in pattern:
            parts.append(pattern)
        elif _shown(shelf, record, name, cited):
            parts.append(pattern.format(_worded(record, name)))
        elif name in columns and not record.get(name):
            parts.append(_NOT_GIVEN.get(name) or _MISSING.get(name, f"no {_words(name)} given"))
    said = f"{words.removesuffix('.')}: {', '.join(dict.fromkeys(parts))}." if parts else words.removesuffix(".") + "."
    return on_a_line(said, record.fact.doc_id), cited


def _beside_the_sentence(selection: Selection, record: Record) -> dict[str, str]:
    """The fields told behind the sentence of a record, and how."""
    said = _SAID[selection.kind]
    told = {c.field: f"{c.field} {{}}" for c in selection.conditions if c.field in _GRADES}
    told |= {c.field: _pattern(c) for c in selection.conditions if c.op == EACH and c.field != said}
    if any(c.field == "closed?" for c in selection.conditions):
        told["closed?"] = "{}"
    if not record.fact.get(said):
        told["status"] = "status {}"
    return told


def _of_the_row(selection: Selection) -> dict[str, str]:
    """The fields told of a record that is named by what it is about, and how."""
    told = {c.field: _pattern(c) for c in selection.conditions if c.op not in _SILENT and c.field not in _UNTOLD}
    if selection.kind == "risk" and "decision" in told:
        told = {**{name: form for name, form in told.items() if name != "accepted"}, "decision": "accepted by {}"}
    if selection.kind == "meeting":
        told = {"held": "{}", **told}
    if selection.kind == "signature" and "state" in told:
        told["state"] = "signature {}"
    return told


def _pattern(condition: Condition) -> str:
    """How a row tells the value of a condition's field, as {}."""
    if condition.op == "lacks":
        return f"{condition.value} is not named among those present"
    if condition.op == "empty":
        return _MISSING.get(condition.field, f"no {_words(condition.field)}")
    fixed = {
        "accepted": "accepted",
        "from_outside": "from outside",
        "closed?": "{}",
        "audited": "audit of {}",
        "assessed": "assessed {}",
    }
    return fixed.get(condition.field, f"{_words(condition.field)} {{}}")


def _worded(record: Record, name: str) -> str:
    value = record.get(name)
    if name == "closed?":
        return "closed" if value == "yes" else "not closed"
    if name == "state" and record.fact.kind == "signature":
        return SPECIAL["state"](record.fact)
    return f"{date.fromisoformat(f'{value}-01'):%B %Y}" if name == "audited" else day_words(value)


def _shown(shelf: Shelf, record: Record, name: str, cited: Sequence[Citation]) -> bool:
    """Whether a value may be told: it is read from the cited words, or stands in them."""
    value = record.get(name)
    return bool(value) and (name in READ or name == "closed?" or holds(shown_by(cited, shelf.view), value))


def _showing(shelf: Shelf, record: Record, name: str, cited: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """The citations, and where none of them shows what is told of a field, the words that it is read from."""
    value = record.get(name)
    if not value or len(cited) >= _CITED or holds(shown_by(cited, shelf.view), value):
        return cited
    for fact in record.sources(name):
        field = next((each for each in (name, *_OTHERWISE.get(name, ())) if fact.get(each)), "")
        for each in citations(shelf.view, fact, field):
            known = any((each.doc_id, each.start) == (other.doc_id, other.start) for other in cited)
            if not known and holds(each.quote, fact.get(field) if field else value):
                return (*cited, each)
    return cited


def _named(shelf: Shelf, record: Record, names: Sequence[str]) -> Iterator[Citation]:
    """The words that name each of ``names`` among those who were present, first of each."""
    for fact in record.sources("attendees"):
        text = shelf.view.parsed(fact.document).text
        those = people.split(fact.get("attendees"))
        for who in (each for name in names for each in those if people.same(each, name)):
            span = next((s for s in fact.fact.spans if holds(text[s.start : s.end], who)), None)
            if span is not None:
                yield span_citation(shelf.view, fact.doc_id, span.start, span.end, fact.fact.strength.value)


def _source(record: Record, selection: Selection) -> StoredFact:
    """The fact that tells what the conditions ask: the newest that has the field, else the newest."""
    name = _telling(selection)
    return next((fact for fact in record.facts if name and fact.get(name)), record.fact)


def _telling(selection: Selection) -> str:
    return next((c.field for c in selection.conditions if c.op in ("past", "is", "same", "atleast", "lacks")), "")


def _words(name: str) -> str:
    names = {
        "who": "approved by",
        "closed": "closing date",
        "accepted_until": "accepted until",
        "due": "due date",
        "until": "until",
        "review": "review due",
        "assessed": "assessment",
        "by": "decision",
        "kpi": "KPI",
    }
    return names.get(name, name.replace("_", " "))


def _name(shelf: Shelf, record: Record, *, people: bool = False) -> str:
    if people and record.get("person"):
        return record.get("person")
    if record.fact.kind == "meeting":
        return f"{topic(record.fact, shelf.title(record.fact))}, {day_words(record.get('held'))}"
    if record.fact.kind == "resource":
        return f"{record.get('currency')} {record.get('amount')}: {record.get('purpose')}"
    number, name = (
        record.get("number") or record.get("risk") or record.get("control"),
        record.get("name") or record.get("title") or record.get("text"),
    )
    return " ".join(
        part for part in ((name, "") if record.fact.kind == "system" and name else (number, name)) if part
    ) or topic(record.fact, shelf.title(record.fact))


def _total(shelf: Shelf, selection: Selection, chosen: list[Record]) -> Claim:
    inputs = tuple(record.fact.id for record in chosen)
    derivation = Derivation(rule=f"{COUNT}: {selection.words()}", inputs=inputs, searched=_searched(shelf, selection))
    cited = tuple(
        c for record in chosen for c in citations(shelf.view, _source(record, selection), _telling(selection))[:1]
    )
    return Claim(text=total_text(selection, len(chosen)), basis="computed", derivation=derivation, citations=cited)


def total_text(selection: Selection, number: int) -> str:
    """The count in a sentence."""
    noun = label(selection.kind) if number == 1 else plural(selection.kind)
    span = _span(*selection.period) if selection.period else ""
    named = "".join(f" with {c.value} present" for c in selection.conditions if c.op == "names")
    return f"{number} {noun}{named}{span} counted in the register of facts, as of {day_words(str(selection.as_of))}."


def _span(first: date, last: date) -> str:
    """A span of days in words; one that has no beginning or no end says only the other."""
    begins, ends = first > EARLIEST, last < LATEST
    if begins and ends:
        return f" from {day_words(str(first))} to {day_words(str(last))}"
    return f" since {day_words(str(first))}" if begins else f" until {day_words(str(last))}" if ends else ""


def _searched(shelf: Shelf, selection: Selection) -> dict[str, int]:
    return {"facts": len(shelf.facts(selection.kind)), "records": len(base(shelf, selection))}


def recompute(told: Claim, view: View) -> bool:
    """Whether choosing again gives the same records and the claim's sentence, and for a row the words that it cites."""
    assert told.derivation is not None
    verb, _, words = told.derivation.rule.partition(": ")
    try:
        selection = parse(words)
    except ValueError:
        return False
    shelf = shelf_of(view)
    chosen = run(shelf, selection)
    if verb == NONE:
        others = _around(shelf, selection)
        same = tuple(record.fact.id for record in others) == told.derivation.inputs
        return not chosen and same and told.text == none_text(selection, others)
    if verb == COUNT:
        inputs = tuple(record.fact.id for record in chosen)
        return inputs == told.derivation.inputs and told.text == total_text(selection, len(chosen))
    record = next((r for r in chosen if tuple(fact.id for fact in r.facts) == told.derivation.inputs), None)
    if record is None or not told.citations:
        return False
    text, cited = written(shelf, selection, record)
    return told.text == text and _places(cited) == _places(told.citations)


def _places(cited: Sequence[Citation]) -> set[tuple[str, int, int]]:
    return {(each.doc_id, each.start, each.end) for each in cited}
