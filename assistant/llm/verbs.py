"""Verbs of a claim that its words do not tell: a deed that nobody noted, beside names that all stand there."""

# ruff: noqa: E501 - vocabularies: one deed a line

from __future__ import annotations

import re
from functools import cache

from assistant.irregular import past_forms
from assistant.llm.names import names
from assistant.llm.words import stem_of, tokens
from assistant.words import presence

_PAST = re.compile(r"[a-z]{2,}ed")
_LEAST = 0.5  # presence of a verb: a synonym is enough
_LIGHT = frozenset(
    "based related regarding concerned compared needed required used involved included contained intended expected"
    " supposed planned made had took taken gave given got gotten put went gone came come became did done held met"
    " said told found shown saw seen kept led left set began begun carried conducted performed occurred"
    " happened".split()
)
"""Verbs that carry the noun beside them, tell of the source, or say what other comparisons look at."""
_SAME = """
    send circulate share distribute forward mail issue provide deliver supply hand pass submit receive |
    buy purchase procure order acquire |
    start begin launch commence open |
    finish complete end conclude finalise close |
    stop halt suspend pause cease discontinue |
    fix repair mend correct remedy resolve rectify solve |
    find discover detect identify spot notice |
    tell inform notify advise report brief |
    show present demonstrate display |
    ask request seek invite |
    choose select pick |
    hire recruit employ |
    leave depart quit resign |
    move relocate shift transfer |
    raise increase lift grow rise climb |
    lower reduce cut decrease fall drop decline shrink |
    write draft prepare author compose produce |
    agree accept concur consent |
    reject refuse decline |
    delay postpone defer adjourn |
    cancel scrap abandon |
    change amend modify alter revise update adjust |
    check verify examine inspect review |
    store keep retain hold save |
    lose miss |
    break fail |
    explain describe |
    support back endorse |
    plan schedule |
    happen occur |
    train teach instruct |
    replace swap exchange substitute |
    delete erase remove |
    limit restrict confine |
    install deploy implement introduce |
    record log note minute document register |
    assign allocate give |
    decide resolve determine rule |
    discuss debate talk consider |
    join attend |
    win gain obtain receive get |
    collect gather |
    publish post issue |
    use apply employ |
    name appoint nominate designate elect |
    warn alert flag caution |
    measure monitor track |
    affect touch |
    cause lead |
    create establish form found |
    cover include comprise |
    split divide |
    merge combine join |
    test try |
    lack miss |
    exceed pass top |
    leak disclose expose |
    finance fund pay |
    sell dispose |
    visit tour |
    answer reply respond |
    invite call |
    compare match |
    confirm affirm
""".replace("\n", " ")
"""Verbs that tell one deed well enough; a line between them. Of deeds that never stand for each other ``check`` knows."""


@cache
def _groups() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(map(stem_of, line.split())) for line in _SAME.split("|"))


def untold(claim: str, evidence: frozenset[str], words: str) -> list[str]:
    """The verbs in the past of ``claim``, as written, that ``evidence`` (stems of ``words``) has in no form or synonym.

    Only forms that can hardly be anything but a verb: in -ed, or irregular ones.
    """
    named = {token.stem for run in names(claim, words) for token in run}
    return [
        token.text
        for token in tokens(claim)
        if token.stem
        and token.stem not in named
        and token.low not in _LIGHT
        and not any(token.stem in group and group & evidence for group in _groups())
        and (_PAST.fullmatch(token.low) or token.low in past_forms())
        and max(presence(token.stem, evidence), presence(stem_of(token.low), evidence)) < _LEAST
    ]
