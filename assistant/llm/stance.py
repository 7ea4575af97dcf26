"""How a clause says what it says: affirmed or denied, done or planned, all or some, before or after.

A clause of a claim is compared with the clause of the evidence that shares most of its rarer words. Denial is kept by
word: each root carries a sign, turned by a negator before it and by an opposite ("rejected" is *approved*, turned).
"""

# ruff: noqa: E501 - vocabularies: one meaning a line

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from assistant.irregular import past_forms
from assistant.llm.figures import figures, without
from assistant.llm.words import stem_of, tokens

_OPPOSITES = """
    approve approved approval accept accepted adopt adopted ratify endorse authorise grant | reject rejected rejection decline refuse refusal deny denied veto disapprove
    open opened | closed closure close closing
    =met =achieved =reached pass passed succeed success successful achieve achieved | fail failed failure miss missed unsuccessful
    increase increased rise rose risen grow grew raise raised higher | decrease decreased decline fell fall fallen reduce reduced lower lowered drop dropped cut shrink shrank
    include included including | exclude excluded excluding exclusion omit omitted
    allow allowed permit permitted | forbid forbidden prohibit prohibited ban banned disallow
    start started begin began begun commence commenced launch launched | end ended finish finished cease ceased stop stopped terminate terminated
    internal internally | external externally
    major | minor
    early | late
    high | low
    mandatory compulsory | optional voluntary
    present attend attended | absent absence apologies
    valid | invalid =expired =lapsed
    encrypted | unencrypted plaintext
    effective | ineffective
    former previous | current present
    public | private confidential
    maximum | minimum
    enable enabled activate activated | disable disabled deactivate deactivated
    complete completed | incomplete outstanding pending
    temporary | permanent
    automatic automated automatically | manual manually
    remain remains | resolve resolved
    keep kept retain retained | delete deleted destroy destroyed erase erased
    hire hired appoint appointed | dismiss dismissed resign resigned
    in-house | outsourced
    buy bought purchase purchased | sell sold
    positive | negative
    strength | weakness
    best | worst
"""
_NEGATOR = re.compile(r"not|no|never|none|nobody|nothing|neither|nor|without|cannot|lacks?|lacked|.*n't|unable")
_IDLE = re.compile(
    r"\b(?:not only|no (?:later|more|less|fewer|earlier|sooner) than|not (?:more|less|later|fewer|earlier|exceed(?:ing)?)(?: than)?"
    r"|whether or not|without (?:an? )?(?:vote|objection|dissent|debate|discussion|comment)s?|no\. ?(?=\d)|no matter|nothing but|never fail\w*)\b",
    re.I,
)
_AGAINST = re.compile(r"\b((?:advis|recommend|decid|rul)\w*) against\b", re.I)
LEFT_OUT = "a condition is left out"
_REACH = 8  # words that a negator turns, at most
_CUT = re.compile(r"[,;:()–—]|\s-\s")
_CLAUSE = re.compile(
    r"(?<=[a-z)\d][.!?;])(?<!\bM[rsx]\.)(?<!\bMrs\.)(?<!\bDr\.)(?<!\bProf\.)(?<!\bNo\.)(?<!\bSt\.)\s+|\n+|;\s|,?\s+\b(?:but|however|although|though|while|whereas)\b\s+|,\s+yet\s+|\s[–—]\s"
    r"|,\s+(?=(?:and|which|who)\b)|\s+and\s+(?=(?:was|were|is|are|has|have|will|did|does|must|can|may|shall|should|could|would|not|never)\b)",
    re.I,
)
_CELL = re.compile(r"\s\|\s+(?!(?:no|not|none|nil|never|without|yes)\b)", re.I)
"""Between cells of a row; one that only says yes or no says it of the cell before it."""
_PREFIX = re.compile(r"(?:un|in|im|ir|il|non-?|dis|mis)(?=\w{4})")

_MODES = {
    "plan": r"will|shall|would|going to|about to|(?<!the )(?<!a )(?<!this )plans? to(?! the| an?\b)|planned|planning to|intend\w*|propos(?:e|es|ed|ing|al)|aims? to|expect(?:s|ed)?"
    r"|(?:is|are|was|were|been|be) scheduled|scheduled (?:for|to)|(?<!found )(?<!deemed )(?<!considered )(?<!shown )to be \w+(?:ed|en|n|t)\b|due to (?:be )?\w+|hopes? to|considering|under consideration|targets? to|targeted|yet to|foreseen",
    "duty": r"must|shall|will|require[ds]?|requirement|ha(?:s|ve) to|needs? to|need not|(?:is|are) needed|obliged|obligat\w+|(?:is|are|be) (?:mandatory|compulsory)|(?:is|are) to",
    "may": r"may|might|can|could|allowed|permitted|permits?|allows?|(?:is|are) optional|possib(?:le|ly)|entitled|authori[sz]ed to|potentially|(?:un)?able to",
    "advice": r"should|ought to|recommend\w*|advis\w+|suggest\w*|encourage\w*|invited to|ask(?:s|ed|ing)?(?: for| to)?|requests?|requested|propos\w+|wants?|wanted|wish(?:es|ed)?|seeks?|sought|offer(?:s|ed)?|would like",
    "draft": r"drafts?|drafted|drafting|provisional(?:ly)?|tentative(?:ly)?|preliminary",
    "if": r"if|unless|provided that|as long as|in case|only when|in the event",
    "condition": r"subject to|conditional(?:ly)?|pending",
    "doubt": r"appears?|seems?|likely|probabl[ey]|alleged(?:ly)?|reportedly|(?:is|are|was|were) reported that|believ\w+|assum\w+|suspected|estimated",
}
_MODE = {name: re.compile(rf"\b(?:{words})\b", re.I) for name, words in _MODES.items()}
_PAST = re.compile(r"\b(?:was|were|had|did|has|have been)\b", re.I)
_MOVED = re.compile(r"\bthat [^,;.]{2,60}\bbe \w+(?:ed|en|n|t)\b", re.I)
_BASES = frozenset("goes does set put read cost cut let hit hurt split spread shut come run".split())
_BE = frozenset("am is are be being to".split())
_BOUNDS = {
    "least": r"at least|minimum|no (?:less|fewer) than|not (?:less|fewer) than|or more|not before|no earlier than|upwards|or above|and above|and over|at (?:the )?(?:very )?(?:earliest|soonest)",
    "most": r"at most|at (?:the )?(?:very )?latest|maximum|no (?:more|later) than|not (?:more|later) than|not exceed\w*|up to|or less|or fewer|within|does not exceed",
    "more": r"(?<!no )(?<!not )more than|over(?= \W?\d)|exceed\w*|above|greater than",
    "less": r"(?<!no )(?<!not )(?:less|fewer) than|under(?= \W?\d)|below",
    "about": r"about(?= \W?\d)|approximately|around(?= \W?\d)|roughly|nearly|almost|circa|some(?= \d)",
    "all": r"(?<!not )all(?! the same)|(?<!not )every(?! (?:\w+ )?(?:years?|months?|weeks?|days?|quarters?|hours?)\b)|each|both|entire(?:ly)?|fully|in full|(?<!not )always|everyone|everybody|unanimous(?:ly)?",
    "most of": r"(?<!at )most(?! recent)|majority|mostly|largely|mainly",
    "some": r"some(?! \d)|not (?:always|all|every\w*)|several|certain|part(?:ial)?ly|sometimes|occasionally|various|in part",
    "few": r"few|rarely|seldom|hardly|a minority",
    "only": r"only|alone|solely|exclusively",
    "before": r"before|prior to|ahead of|in advance of|earlier than",
    "after": r"(?<!there)after|following|subsequent to|later than",
    "until": r"until|till|up to and including",
    "up": r"up(?= \W?\d| by\b)",
    "down": r"down(?= \W?\d| by\b)",
    "over": r"above|over(?= \W?\d)|exceed\w*|higher than|more than",
    "under": r"below|under(?= (?:\w+ )?\W?\d)|lower than|less than|fewer than",
    "none": r"never|none of|nobody|not one of",
    "none of": r"none of|not one of",
    "any": r"any(?! other)|anyone|anybody|everyone|everybody|all|without restriction",
    "since": r"since|from(?= \d| [A-Z])|starting|as of",
}
_BOUND = {name: re.compile(rf"\b(?:{words})\b", re.I) for name, words in _BOUNDS.items()}
_CLASH = (
    ("least", "most"), ("least", "less"), ("more", "less"), ("more", "most"), ("before", "after"), ("until", "since"),
    ("up", "down"), ("over", "under"), ("none", "some"), ("only", "any"),
    ("all", "some"), ("all", "few"), ("all", "most of"), ("most of", "few"), ("some", "few"), ("some", "most of"),
)  # fmt: skip
_EVERY = re.compile(r"\b(?:all|every\w*|entire(?:ly)?|fully|in full|always)\b", re.I)
_ADDED = ("all", "none of", "most of", "few", "only")  # no claim may say these of itself
_KEPT = ("some", "most of", "few", "only", "about", "least", "most", "more", "less")  # dropping these overstates
_RATES = {
    "daily": r"daily|every day|each day|per day|a day",
    "weekly": r"weekly|every week|each week|per week|a week",
    "monthly": r"monthly|every month|each month|per month|a month",
    "quarterly": r"quarterly|every quarter|each quarter|per quarter|every three months|every 3 months|four times a year",
    "half-yearly": r"half-yearly|semi-?annual(?:ly)?|biannual(?:ly)?|bi-annual(?:ly)?|every six months|every 6 months|twice (?:a|per) year|twice yearly",
    "yearly": r"yearly|annual(?:ly)?|every year|each year|per year|once a year|per annum|a year|every (?:12|twelve) months",
    "two-yearly": r"biennial(?:ly)?|every (?:two|2) years|every other year|every second year",
}
_RATE = {name: re.compile(rf"\b(?<![-\w]){'(?:' + words + ')'}\b", re.I) for name, words in _RATES.items()}


@dataclass(frozen=True, slots=True)
class Stance:
    """One clause: its roots with their sign, how it is meant (``modes``), how far it reaches (``bounds``), how often.

    ``bound`` are the roots right behind a negator; ``opposed`` are the roots that stand in it as their opposite; ``negators`` counts its negators.
    """

    text: str
    affirmed: frozenset[str]
    denied: frozenset[str]
    opposed: frozenset[str]
    bound: frozenset[str]
    negators: int
    figures: frozenset[str]
    modes: frozenset[str]
    bounds: frozenset[str]
    rates: frozenset[str]
    meant: Mapping[str, frozenset[str]]
    past: bool


def clauses(text: str) -> list[str]:
    """The clauses of ``text``: each may affirm, plan or deny for itself, as may each cell of a row of more than two."""
    parts = [part.strip() for part in _CLAUSE.split(text)]
    cells = [cell for part in parts for cell in (_CELL.split(part) if part.count(" | ") > 1 else [part])]
    return [clause for clause in cells if re.search(r"\w", clause)]


@lru_cache(maxsize=2_048)
def stances(text: str, other: str) -> tuple[Stance, ...]:
    """The stance of every clause of ``text``; ``other`` is what it is compared with (a prefix turns a word it has)."""
    known = frozenset(token.stem for token in tokens(other) if token.stem)
    return tuple(_stance(clause, known) for clause in clauses(text))


def rates(text: str) -> list[tuple[str, int, int]]:
    """How often: each rate that ``text`` names, with its place."""
    return [(name, m.start(), m.end()) for name, pattern in _RATE.items() for m in pattern.finditer(text)]


def roots(text: str, other: str) -> frozenset[str]:
    """The roots that ``text`` has, whatever their sign; ``other`` as in ``stances``."""
    return frozenset(root for each in stances(text, other) for root in each.affirmed | each.denied)


def _told_so(found: Sequence[tuple[str, str]], ours: Stance, theirs: Sequence[Stance]) -> list[tuple[str, str]]:
    return [each for each in found if each[0] != "negation" or not _agreed(each[1], ours, theirs)]


def _agreed(word: str, ours: Stance, theirs: Sequence[Stance]) -> bool:
    """Whether some clause says an opposite ("low") as the claim does, beside one that says it the other way."""
    root, _ = _root(word.lower(), stem_of(word.lower()), frozenset())
    said = [each for each in theirs if not each.negators]
    both = any(root in each.opposed for each in said) and any(root in each.affirmed for each in said)
    if not both or ours.negators:
        return False
    return (root in ours.opposed and any(root in each.opposed and not each.negators for each in theirs)) or (
        root not in ours.opposed and any(root in each.affirmed - each.opposed and not each.negators for each in theirs)
    )


def disagreements(claim: str, evidence: str) -> list[tuple[str, str]]:
    """Where the clauses of ``claim`` say otherwise than those of ``evidence``: (code, what), hardest first.

    Codes: ``negation``, ``modality``, ``quantity``, ``frequency``, ``order``; with ``~`` before it where the claim
    only says less carefully what the evidence says.
    """
    theirs = stances(evidence, claim)
    found: list[tuple[str, str]] = []
    for ours in stances(claim, evidence):
        near = _aligned(ours, theirs)
        options = [
            [*_told_so(_negation(ours, each), ours, theirs), *_modality(ours, each), *_quantity(ours, each, theirs)]
            for each in near
        ]
        # Of clauses that fit equally well every one must agree: the claim may mean any of them.
        found += max(options, key=lambda option: sum(not code.startswith("~") for code, _ in option), default=[])
    if not any(code == "negation" for code, _ in found):
        found += _only_denied(claim, evidence, theirs) or _only_opposed(claim, evidence, theirs)
    return list(dict.fromkeys(found))


def _only_denied(claim: str, evidence: str, theirs: Sequence[Stance]) -> list[tuple[str, str]]:
    """What a claim affirms in a word that the evidence holds right behind a negator and nowhere else."""
    ours = stances(claim, evidence)
    denied = frozenset[str]().union(*(each.bound for each in theirs))
    affirmed = frozenset[str]().union(*(each.affirmed for each in theirs))
    mine = frozenset[str]().union(*(each.affirmed for each in ours))
    if any(each.negators or each.opposed for each in ours):
        return []
    return [("negation", root) for root in sorted((denied - affirmed) & mine)[:1]]


def _only_opposed(claim: str, evidence: str, theirs: Sequence[Stance]) -> list[tuple[str, str]]:
    """A word of a claim of which the evidence holds nothing but the opposite: "minor" for what is major."""
    ours = stances(claim, evidence)
    if any(each.negators for each in (*ours, *theirs)):
        return []
    known = {root for root, _ in _opposites().values()}
    signs = [
        {
            (root, turned)
            for each in group
            for turned, held in ((False, each.affirmed), (True, each.denied))
            for root in held & known
        }
        for group in (ours, theirs)
    ]
    return [
        ("negation", root)
        for root, sign in sorted(signs[0])
        if (root, not sign) in signs[1] - signs[0] and (root, sign) not in signs[1]
    ][:1]


def _stance(clause: str, known: frozenset[str]) -> Stance:
    plain = without(clause)
    said = _AGAINST.sub(r"not \1", _IDLE.sub(lambda m: " " * len(m.group()), plain))
    affirmed, denied, opposed, bound = _signed(said, known)
    negators = sum(bool(_NEGATOR.fullmatch(token.low)) for token in tokens(said))
    return Stance(
        clause,
        affirmed,
        denied,
        opposed,
        bound,
        negators,
        frozenset(figure.value for figure in figures(clause)),
        frozenset(name for name, pattern in _MODE.items() if pattern.search(plain)),
        frozenset(name for name, pattern in _BOUND.items() if pattern.search(clause)),
        frozenset(name for name, pattern in _RATE.items() if pattern.search(clause)),
        _meant(plain, known),
        (bool(_PAST.search(plain)) or _tells(plain)) and not _MOVED.search(plain),
    )


def _tells(clause: str) -> bool:
    """Whether a verb in the past stands in a clause as its predicate."""
    words = tokens(clause)
    return not clause.rstrip().endswith(";") and any(
        ((token.low in past_forms() and token.low not in _BASES) or re.fullmatch(r"[a-z]{2,}ed", token.low))
        and not any(before.low in _BE for before in words[max(0, place - 2) : place])
        for place, token in enumerate(words)
        if token.stem
    )


def _meant(clause: str, known: frozenset[str]) -> dict[str, frozenset[str]]:
    """Root -> the modes of the modal right before it: "must be kept" and "may be kept" differ in *keep*."""
    found: dict[str, set[str]] = {}
    for mode in _NAMES:
        for match in _MODE[mode].finditer(clause):
            following = next((t for t in tokens(clause) if t.start >= match.end() and t.stem), None)
            if following is not None and len(clause[match.end() : following.start].split()) <= 3:
                found.setdefault(_root(following.low, following.stem, known)[0], set()).add(mode)
    return {root: frozenset(modes) for root, modes in found.items()}


def _signed(
    clause: str, known: frozenset[str]
) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str]]:
    affirmed: set[str] = set()
    denied: set[str] = set()
    opposed: set[str] = set()
    bound: set[str] = set()
    reach, last = 0, 0
    for token in tokens(clause):
        if _CUT.search(clause[last : token.start]):
            reach = 0
        last = token.end
        if _NEGATOR.fullmatch(token.low):
            reach = _REACH
            continue
        if not token.stem:
            continue
        root, sign = _root(token.low, token.stem, known)
        if sign < 0:
            opposed.add(root)
        if reach == _REACH:
            bound.add(root)
        (denied if (reach > 0) == (sign > 0) else affirmed).add(root)
        reach -= 1
    return frozenset(affirmed), frozenset(denied), frozenset(opposed), frozenset(bound - affirmed)


@lru_cache(maxsize=8_192)
def _root(word: str, stem: str, known: frozenset[str]) -> tuple[str, int]:
    """The root that a word is compared by, and -1 if it says its opposite."""
    for form in (f"={word}", stem):
        if form in _opposites():
            return _opposites()[form]
    bare = stem_of(_PREFIX.sub("", word))
    if bare != stem and (bare in known or bare in _opposites()):
        root, sign = _opposites().get(bare, (bare, 1))
        return root, -sign
    return stem, 1


@cache
def _opposites() -> dict[str, tuple[str, int]]:
    table: dict[str, tuple[str, int]] = {}
    for line in _OPPOSITES.strip().splitlines():
        one, other = line.split("|")
        root = stem_of(one.split()[0].lstrip("="))
        for words, sign in ((one, 1), (other, -1)):
            for word in words.split():
                table.setdefault(word if word.startswith("=") else stem_of(word), (root, sign))
    return table


def _aligned(ours: Stance, theirs: Sequence[Stance]) -> list[Stance]:
    """The clauses that share most of ``ours``' roots, a root weighing less the more clauses have it."""
    scores = [sum(1 / _holding(each, theirs) for each in _held(ours) & _held(clause)) for clause in theirs]
    best = max(scores, default=0.0)
    return [each for each, score in zip(theirs, scores, strict=True) if best and score >= best - 1e-9]


def _held(stance: Stance) -> frozenset[str]:
    return stance.affirmed | stance.denied | stance.figures


def _holding(word: str, theirs: Iterable[Stance]) -> int:
    return sum(word in _held(each) for each in theirs)


def _negation(ours: Stance, theirs: Stance) -> list[tuple[str, str]]:
    turned = (ours.affirmed & theirs.denied - theirs.affirmed) | (ours.denied & theirs.affirmed - theirs.denied)
    paired = turned & (ours.opposed ^ theirs.opposed)
    if paired:
        return [("negation", _word(paired, ours))]
    odd = (ours.negators + len(ours.opposed) + theirs.negators + len(theirs.opposed)) % 2
    bound = (ours.bound & theirs.affirmed - theirs.denied) | (theirs.bound & ours.affirmed - ours.denied)
    if odd and bound and not _twice(ours, theirs):
        return [("negation", _word(bound, ours))]
    opposed = ours.opposed | theirs.opposed
    shared = ours.denied & theirs.denied
    if shared - opposed or (shared and not odd) or _twice(ours, theirs):
        return []
    if ours.affirmed & theirs.denied - theirs.affirmed:
        return [("negation", _word(ours.affirmed & theirs.denied, theirs))]
    if (
        bool(ours.negators) != bool(theirs.negators)
        and not (theirs.negators and "if" in theirs.modes)
        and not ((theirs.denied if ours.negators else ours.denied | theirs.denied) - opposed)
    ):
        return [("negation", _word(ours.denied or ours.affirmed, ours))]  # denied as a whole: "R-32 was not"
    return [("negation", _word(turned, ours))] if turned else []


def _twice(ours: Stance, theirs: Stance) -> bool:
    """Whether a claim denies the opposite of what the words affirm: "did not reject", of what was approved."""
    return bool(ours.negators and not theirs.negators and ours.opposed & ours.affirmed & theirs.affirmed)


def _modality(ours: Stance, theirs: Stance) -> list[tuple[str, str]]:
    mine, said = _firm(ours.modes), _firm(theirs.modes)
    found: list[tuple[str, str]] = []
    turned = [
        root
        for root, mode in ours.meant.items()
        if _firm(mode) and root in theirs.meant and not _firm(mode) & _firm(theirs.meant[root])
    ]
    found += [("modality", f"“{root}” is meant otherwise") for root in turned]
    if not mine & said & _NAMES.keys():
        meant = not _apart(ours, theirs)
        found += [("modality", f"the words say it as {_NAMES[mode]}") for mode in _NAMES if mode in said and meant]
        # "Bags are carried by two" is a duty, "the paper goes to the board" a plan: neither needs a modal.
        soft = frozenset[str]() if theirs.past else frozenset(("plan", "duty"))
        found += [
            (f"{'~' if mode in soft else ''}modality", f"the words do not say it as {_NAMES[mode]}")
            for mode in _NAMES
            if mode in mine
        ]
    if "draft" in mine ^ said:
        found.append(("modality", "draft"))
    if "if" in said and not mine & {"if", "condition"}:
        found.append(("modality", LEFT_OUT))
    if "condition" in said and not mine & {"if", "condition"}:
        found.append(("~modality", LEFT_OUT))
    if mine & {"if", "condition"} and not said & {"if", "condition"}:
        found.append(("modality", "a condition that the words do not make"))
    if "doubt" in said - mine:
        found.append(("modality", "the words are less certain"))
    return found[:1]


def _apart(ours: Stance, theirs: Stance) -> bool:
    """Whether a claim tells of a deed that the words tell too, and not of the one that they plan: "carried", of "SD wants it, carried"."""
    roots_ = ours.affirmed | ours.denied
    past = [
        t for t in tokens(without(ours.text)) if t.stem and (t.low.endswith("ed") or t.low in past_forms() - _BASES)
    ]
    told = {_root(t.low, t.stem, frozenset())[0] for t in past}
    return bool(theirs.meant) and not roots_ & theirs.meant.keys() and bool(told) and told <= theirs.affirmed


def _firm(modes: frozenset[str]) -> frozenset[str]:
    """Modes of which a plan and a duty tell the same: "is to be", "must be", "will be"."""
    return modes | {"plan", "duty"} if modes & {"plan", "duty"} else modes


_NAMES = {"plan": "a plan", "duty": "a duty", "may": "a permission or possibility", "advice": "advice"}


def _quantity(ours: Stance, theirs: Stance, every: Sequence[Stance]) -> list[tuple[str, str]]:
    mine, said = ours.bounds, theirs.bounds
    anywhere = frozenset[str]().union(*(each.bounds for each in every))
    found: list[tuple[str, str]] = []
    for one, other in _CLASH:
        if (one in mine and other in said and one not in said) or (other in mine and one in said and other not in said):
            code = "order" if one in ("before", "until") else "quantity"
            found.append((code, f"{one} / {other}"))
    added = mine - anywhere - ({"all"} if not _EVERY.search(ours.text) else set())
    found += [("quantity", f"“{bound}” is added") for bound in _ADDED if bound in added]
    found += [("~quantity", f"“{bound}” is left out") for bound in _KEPT if bound in said - mine]
    rates = frozenset[str]().union(*(each.rates for each in every))
    found += [("frequency", rate) for rate in sorted(ours.rates - rates) if rates or ours.rates]
    return found


def _word(roots: frozenset[str], stance: Stance) -> str:
    """A word of the clause with one of ``roots``, for the reason shown."""
    wanted = [t.text for t in tokens(stance.text) if t.stem and _root(t.low, t.stem, roots)[0] in roots]
    return wanted[0] if wanted else stance.text[:40]
