"""Who did what, and which figure belongs to what: the same words in another order say another thing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.llm.figures import figures, without
from assistant.llm.names import is_person, is_role, names
from assistant.llm.stance import clauses
from assistant.llm.words import Token, tokens

_PASSIVE = frozenset("is are was were be been being get got".split())
_SEVERED = re.compile(r"[.;!?,](?:\s|$)|\b(?:and|but|while|whereas)\b", re.I)
_ARTICLES = frozenset("the a an its their our his her".split())
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF = re.compile(r"\s*(?:of|out of)(?: (?:the|its|those|these|all))?(?: \w+)?\s*")
_OF_WHICH = re.compile(r"\b(?:of (?:which|whom|them|these|those)|including)\b")
_OF_BEFORE = re.compile(r"(?:^|[.;:,]\s*)of (?:the |these |those |its )?(?:\w+ )?$")
_NEAR = 80  # characters between a whole and its part
_LINKS = frozenset("from to by until before after on of for with against under between".split())


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A name or figure: what it is (``kind``), its normal form, and the words it spans."""

    kind: str
    value: str
    start: int
    end: int
    role: bool = False


def swapped(claim: str, evidence: str) -> list[str]:
    """Pairs of names or figures that the claim joins the other way round than the evidence does, as "A / B"."""
    ours, theirs = _anchors(claim, evidence, roles=True), _anchors(evidence, claim, roles=True)
    shared = parts(claim) & parts(evidence)
    found: list[str] = []
    for one, other in combinations(ours, 2):
        if one.kind != other.kind or one.role != other.role or one.value == other.value or _unlike(one, other):
            continue
        if {(one.value, other.value), (other.value, one.value)} & shared:
            continue
        places = [[each for each in theirs if each.kind == a.kind and _is(a, each)] for a in (one, other)]
        if all(places) and _crossed(claim, evidence, (one, other), places):
            found.append(f"{claim[one.start : one.end]} / {claim[other.start : other.end]}")
    return found


def _unlike(one: _Anchor, other: _Anchor) -> bool:
    """Whether two numbers count different things: an amount and a year, an amount and a count."""
    if one.kind == "number" and one.value.partition(" ")[2] != other.value.partition(" ")[2]:
        return True
    if one.kind == "name":
        return any(
            is_person(a.value.title()) and not is_person(b.value.title()) for a, b in ((one, other), (other, one))
        )
    years = [bool(_YEAR.fullmatch(each.value)) for each in (one, other)]
    return years[0] != years[1]


def parts(text: str) -> set[tuple[str, str]]:
    """The parts of a whole that a text tells: (51, 64) in "51 of the 64" and in "64, of which 51"."""
    held = [figure for figure in figures(text) if figure.kind == "number"]
    found = set[tuple[str, str]]()
    for one, other in combinations(held, 2):
        between, before = text[one.end : other.start].lower(), text[: one.start].lower()
        mine, its = (f"{each.value} {each.unit}".strip() for each in (one, other))
        if _OF.fullmatch(between):
            found.add((mine, its))
        elif len(between) < _NEAR and (_OF_WHICH.search(between) or _OF_BEFORE.search(before)):
            found.add((its, mine))
    return found


def misattributed(claim: str, evidence: str) -> list[str]:
    """Actors of the claim that the evidence names, but whose deed it gives to somebody else."""
    found = []
    actors = _anchors(evidence, claim, kinds=("name",), roles=True)
    for actor, deed in _deeds(claim, evidence):
        mine = [each for each in actors if _is(actor, each)]
        said = [token for token in tokens(evidence) if token.stem == deed.stem]
        if mine and said and not any(_belongs(evidence, token, mine, actors) for token in said):
            found.append(f"{claim[actor.start : actor.end]} / {deed.text}")
    return found


def _anchors(text: str, other: str, kinds: Sequence[str] = (), roles: bool = False) -> list[_Anchor]:
    found = [_Anchor("name", _name(run), run[0].start, run[-1].end) for run in names(text, other)]
    if roles:
        held = {(a.start, a.end) for a in found}
        found += [
            _Anchor("name", token.low, token.start, token.end, role=True)
            for token in tokens(text)
            if is_role(token) and not any(start <= token.start < end for start, end in held)
        ]
    if not kinds:
        found += [_Anchor(_kind(f.kind), f"{f.value} {f.unit}".strip(), f.start, f.end) for f in figures(text)]
    return sorted(found, key=lambda anchor: anchor.start)


def _kind(kind: str) -> str:
    return "date" if kind in ("day", "month", "day_of_month", "month_name", "weekday") else kind


def _name(run: Iterable[Token]) -> str:
    return " ".join(token.low for token in run)


def _is(one: _Anchor, other: _Anchor) -> bool:
    """Whether two anchors name the same: a surname is its person, 30 is 30 days."""
    a, b = set(one.value.split()), set(other.value.split())
    return a <= b or b <= a


def _crossed(claim: str, evidence: str, pair: tuple[_Anchor, _Anchor], places: list[list[_Anchor]]) -> bool:
    roles = any(anchor.role for anchor in pair)  # a role is known by its part only: too many words stand beside it
    mine = [_company(claim, anchor, roles) for anchor in pair]
    said = [[_company(evidence, place, roles) for place in each] for each in places]
    same = sum(max(len(mine[n] & company) for company in said[n]) for n in (0, 1))
    cross = sum(max(len(mine[n] & company) for company in said[1 - n]) for n in (0, 1))
    units = {anchor.value.partition(" ")[2] for anchor in pair}
    alike = pair[0].kind in ("date", "rate") or (len(units) == 1 and "" not in units)
    return cross > same or (alike and _exchanged([_content(each) for each in mine], [_content(c[0]) for c in said]))


def _exchanged(mine: Sequence[frozenset[str]], said: Sequence[frozenset[str]]) -> bool:
    """Whether one of two keeps none of its own words and each has some of the other's."""
    taken = bool(mine[0] & said[1]) and bool(mine[1] & said[0])
    return taken and not (mine[0] & said[0] and mine[1] & said[1])


def _content(company: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in company if ":" not in word and ">" not in word)


def _company(text: str, anchor: _Anchor, parts_only: bool) -> frozenset[str]:
    """What stands beside an anchor: the joining word and the nearest word of content on either side, and its part."""
    words = tokens(_without_asides(without(text), anchor))
    before = [t for t in words if t.end <= anchor.start and not _severed(text, t.end, anchor.start)]
    after = [t for t in words if t.start >= anchor.end and not _severed(text, anchor.end, t.start)]
    part = _part(before, after)
    if parts_only:
        return frozenset({part} if part else set())
    found = {f"{before[-1].low}>" for _ in "1" if before and before[-1].low in _LINKS}
    found |= {f">{after[0].low}" for _ in "1" if after and after[0].low in _LINKS}
    plain = [t for t in before if t.stem and not t.text[0].isupper() and not t.text[0].isdigit()]
    then = [t for t in after if t.stem and not t.text[0].isupper() and not t.text[0].isdigit()]
    found |= {t.stem for t in (*plain[-2:], *then[:2])}
    return frozenset(found | ({part} if part else set()))


def _part(before: Sequence[Token], after: Sequence[Token]) -> str:
    """Doer or done-to of the nearest verb, as far as "by" and the passive tell."""
    before = list(before)
    while before and before[-1].low in _ARTICLES:
        before.pop()
    plain = [t for t in before if t.stem and not is_role(t) and t.text[0].islower()]
    if before and before[-1].low == "by":
        return f"doer:{plain[-1].stem}" if plain else ""
    verb = next((t.stem for t in after[:4] if t.stem), "")
    if verb and any(t.low in _PASSIVE for t in after[:2]):
        return f"done:{verb}"
    preceding = next((t.stem for t in reversed(before[-3:]) if t.stem), "")
    return f"doer:{verb}" if verb and not preceding else f"done:{plain[-1].stem}" if preceding and plain else ""


def _without_asides(text: str, anchor: _Anchor) -> str:
    """``text`` with its brackets blanked out, but those that hold the anchor."""
    for match in re.finditer(r"\([^()]*\)", text):
        if not match.start() < anchor.start < match.end():
            text = text[: match.start()] + " " * len(match.group()) + text[match.end() :]
    return text


def _severed(text: str, start: int, end: int) -> bool:
    return bool(_SEVERED.search(text[start:end]))


def _deeds(claim: str, evidence: str) -> list[tuple[_Anchor, Token]]:
    """(actor, verb) where the claim puts a name right before a word of the evidence, or after it with "by"."""
    words = tokens(claim)
    held = {token.stem for token in tokens(evidence) if token.stem}
    found = []
    for anchor in _anchors(claim, evidence, kinds=("name",)):
        after = [t for t in words if t.start >= anchor.end][:3]
        verb = next((t for t in after if t.stem), None)
        passive = bool(after) and after[0].low in _PASSIVE
        found += [(anchor, role) for role in _roles_of(words, anchor) if role.stem in held]
        if (
            verb
            and not passive
            and verb.text.islower()
            and verb.stem in held
            and verb.low.endswith(("ed", "s", "n", "t", "d"))
        ):
            found.append((anchor, verb))
        before = [t for t in words if t.end <= anchor.start]
        if before and before[-1].low == "by":
            done = next((t for t in reversed(before[:-1]) if t.stem and t.text.islower()), None)
            if done and done.stem in held:
                found.append((anchor, done))
    return found


def _roles_of(words: Sequence[Token], anchor: _Anchor) -> list[Token]:
    """The role that a claim says somebody has: "Amina Yusuf was the chair", "the chair is Amina Yusuf"."""
    after = [t for t in words if t.start >= anchor.end][:4]
    before = [t for t in words if t.end <= anchor.start][-2:]
    found = [t for t in after if is_role(t)][:1] if after and after[0].low in (*_PASSIVE, *_ARTICLES) else []
    return found + [t for t in before if is_role(t) and before[-1].low in _PASSIVE]


def _belongs(evidence: str, deed: Token, mine: Sequence[_Anchor], actors: Sequence[_Anchor]) -> bool:
    """Whether a deed stands in a clause with the actor, or in one that names no other."""
    position = 0
    for clause in clauses(evidence):
        start = evidence.find(clause, position)
        end = position = start + len(clause)
        if start <= deed.start < end:
            inside = [actor for actor in actors if start <= actor.start < end]
            return not inside or any(actor in mine for actor in inside)
    return True
