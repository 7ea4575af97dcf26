"""One form for what English says in several: verbs with a particle, roundabout denials, conditions and duties.

Claim and words are both put in it before they are compared, so that "switched off" is "disabled" and "failed to answer"
is "did not answer". Nothing else of a text is touched, its figures and names least of all.
"""

# ruff: noqa: E501 - vocabularies: one meaning a line

from __future__ import annotations

import re
from functools import cache, lru_cache

_PARTICLED = """
    turn switch shut power: off down = disable
    turn switch: on = enable
    turn: down = reject
    throw vote: out down = reject
    turn: up = appear
    take clear strip: away out = remove
    get win: back = recover
    give hand send: back = return
    go come: back = return
    bring: back = restore
    draw write: up = prepare
    set: up = establish
    carry: out = perform
    put push move: back off = postpone
    put set: right = correct
    hand: over = transfer
    leave keep: out = exclude
    rule: out = exclude
    call: off = cancel
    point: out = state
    set: out = state
    find: out = discover
    go: up = rise
    go come: down = fall
    go put: live = launch
    take: part = participate
    step stand: down = resign
    stand: in = deputise
    fill: in = complete
    hand give: out = distribute
    send: out = circulate
    run: out = expire
    keep go carry: on = continue
    look: into = investigate
    work: out = calculate
    take: on = hire
    cut: down = reduce
    speed: up = accelerate
    break: down = fail
"""
_PHRASES = (
    (r"no one\b", "nobody"),
    (r"out of scope", "not in scope"),
    (r"(?P<between>[a-z][a-z_-]{2,}(?:[ _][a-z]{3,}){0,2}): (?:none|nil)(?: yet)?(?=\W|$)", "no "),
    (r"(?:fail|neglect|omit)(?:s|ed)? to(?= [a-z])", "did not"),
    (r"(?:stop|ceas)(?:s|es|ped|ed|e)? (?=[a-z]+ing\b)", "no longer "),
    (r"(?:disput|contest)(?:es?|ed)\b", "does not accept"),
    (r"(?:is|are|was|were) (?:missing|absent) from", "is not in"),
    (r"(?:do|does|did|is|are|was|were) not (?:have|need|required|obliged) to", "need not"),
    (r"needn['’]t", "need not"),
    (r"(?:may|must|shall|can|is|are) (?:not|never) (?:allowed |permitted )?(?:to )?be(?= \w)", "must not be"),
    (r"(?:may|shall|can|is to|are to) (?:not|never)\b", "must not"),
    (r"cannot|can['’]t", "can not"),
    (r"on (?:the )?condition that|provided(?: that)?(?= (?:the|a|an|that|it|they|each|every|all|no)\b)|as long as|so long as", "if"),
    (r"apart from|other than|with the exception of|except for", "except"),
    (r"(?:due|owing|thanks) to(?= (?:the|an?|its|their|his|her|our|this|these|that|lack|bad|poor|late|high|low|two|three|illness|\w+ing)\b)", "because of"),
    (r"all but(?= \w)", "all except"),
    (r"(?:stands|stood|came|comes|amounts|amounted) (?:at|to)(?= [£€$¥]?\d| [A-Z]{3} \d)", "was"),
    (r"(?:in advance|ahead of time|beforehand)\b", "ahead"),
    (r"in (?:its|their|his|her) place", "instead"),
    (r"out of(?= (?:the |a |every )?(?:\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred))", "of"),
)  # fmt: skip
_INVERTED = re.compile(
    r"(?:^|(?<=[.;,] ))should(?= (?:the|an?|any|some|it|they|he|she|more|less|this|that|one|no)\b)", re.I
)


@lru_cache(maxsize=4_096)
def settled(text: str) -> str:
    """``text`` with each of its particled verbs and roundabout phrases in the one form they are compared by."""
    for pattern, form in _rewritings():
        text = pattern.sub(lambda match, form=form: _inflected(match, form), text)  # type: ignore[misc]
    return _INVERTED.sub("if", text)


def _inflected(match: re.Match[str], form: str) -> str:
    verb = match.groupdict().get("past")
    written = f"{form.rstrip('e')}{'led' if form == 'cancel' else 'ed'}" if verb else form
    written = {"rised": "rose", "falled": "fell"}.get(written, written)
    between = match.groupdict().get("between") or ""
    return f"{written[:1].upper()}{written[1:]}{between}" if match.group()[0].isupper() else f"{written}{between}"


@cache
def _rewritings() -> tuple[tuple[re.Pattern[str], str], ...]:
    found = [(re.compile(rf"\b(?:{phrase})", re.I), form) for phrase, form in _PHRASES]
    for line in _PARTICLED.strip().splitlines():
        verbs, _, rest = line.partition(":")
        particles, _, form = rest.partition("=")
        present, past = zip(*map(_forms, verbs.split()), strict=True)
        middle = r"(?P<between>(?: (?:it|them|him|her|the|a|an|its)(?: [a-z-]+)?)?)"
        written = (
            rf"\b(?:(?P<past>{'|'.join(past)})|{'|'.join(present)}){middle} (?:{'|'.join(particles.split())})\b(?!-)"
        )
        found.append((re.compile(written, re.I), form.strip()))
    return tuple(found)


def _forms(verb: str) -> tuple[str, str]:
    """The forms of a verb, present and past, as alternatives of a pattern."""
    past = "|".join(sorted(_PAST.get(verb, "").split(), key=len, reverse=True)) or rf"{verb}ed|{verb}{verb[-1]}ed"
    stem = verb.rstrip("e")
    return rf"{verb}(?:s|es)?|{stem}(?:{verb[-1]})?ing", past


_PAST = {
    "shut": "shut", "throw": "threw thrown", "take": "took taken", "strip": "stripped", "get": "got gotten",
    "win": "won", "give": "gave given", "send": "sent", "go": "went gone", "come": "came come", "bring": "brought",
    "draw": "drew drawn", "write": "wrote written", "set": "set", "put": "put", "move": "moved", "leave": "left",
    "keep": "kept", "rule": "ruled", "find": "found", "step": "stepped", "stand": "stood", "run": "ran run",
    "cut": "cut", "speed": "sped speeded", "break": "broke broken", "carry": "carried", "vote": "voted",
}  # fmt: skip
