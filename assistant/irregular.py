"""English verbs whose past is another word: what stemming cannot bring together (tell, told)."""

from __future__ import annotations

from functools import cache

from evidence.lexical import analyse

_VERBS = (
    "become became",
    "begin began begun",
    "break broke broken",
    "bring brought",
    "build built",
    "buy bought",
    "catch caught",
    "choose chose chosen",
    "come came",
    "deal dealt",
    "do did done does",
    "draw drew drawn",
    "drive drove driven",
    "fall fell fallen",
    "find found",
    "forbid forbade forbidden",
    "forget forgot forgotten",
    "get got gotten",
    "give gave given",
    "go went gone goes",
    "grow grew grown",
    "hear heard",
    "hide hid hidden",
    "hold held",
    "keep kept",
    "know knew known",
    "lead led",
    "learn learnt",
    "leave left",
    "lend lent",
    "lose lost",
    "make made",
    "mean meant",
    "meet met",
    "oversee oversaw overseen",
    "pay paid",
    "rise rose risen",
    "run ran",
    "say said",
    "see saw seen",
    "seek sought",
    "sell sold",
    "send sent",
    "show shown",
    "shut shut",
    "sit sat",
    "speak spoke spoken",
    "spend spent",
    "stand stood",
    "steal stole stolen",
    "take took taken",
    "teach taught",
    "tell told",
    "think thought",
    "throw threw thrown",
    "undergo underwent undergone",
    "understand understood",
    "undertake undertook undertaken",
    "wear wore worn",
    "win won",
    "withdraw withdrew withdrawn",
    "write wrote written",
)


def irregular(term: str) -> frozenset[str]:
    """The other forms of an analysed verb, analysed; none for a regular one."""
    return _table().get(term, frozenset())


@cache
def past_forms() -> frozenset[str]:
    """The written forms of the past that are no regular ones."""
    return frozenset(form for line in _VERBS for form in line.split()[1:])


@cache
def _table() -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for line in _VERBS:
        forms = {stem for word in line.split() for stem in analyse(word)}
        for stem in forms:
            table.setdefault(stem, set()).update(forms - {stem})
    return {stem: frozenset(others) for stem, others in table.items()}
