"""Motions: what somebody moved, who seconded it, and how it went, which minutes often tell in sentences or lines of their own.

"Motion by A. Roth, second by B. Holm, to approve the budget. Yes: Roth, Holm. No: none. Motion carried." is one decision.
A motion whose result the minutes do not tell is left to the other rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.facts.deciding import VOTE, outcome_of
from ingest.facts.reading import Reading
from ingest.facts.statements import Statement

_LABEL = re.compile(
    r"\W*(?:motion|resolution|proposal)(?:[ \t]+(?:no\.?[ \t]*)?(?P<number>[A-Z]{0,4}\d[\w./-]{0,9}))?(?:[ \t]*\([^()\n]{2,40}\))?[ \t*_]*[:–—][ \t*_]*(?P<text>[^\W_][^\0]{6,})",
    re.I,
)
_MOVES = re.compile(
    r"\b(?:motion(?:ed|s)?|moved|moves|proposed|proposes|m/s/[acp])\b(?!\s+(?:changes?|amendments?|wording|by-?laws?)\b)",
    re.I,
)
_OBJECT = re.compile(
    r"\b(?:to\s+(?:[a-z]+ly\s+)?[a-z]{2,}|that\s+\S+|(?:acceptance|adoption|approval) of|an amendment)\s+\S", re.I
)
_SECONDED = re.compile(r"\bsecond(?:ed|s|er)?\b|\bm/s/[acp]\b", re.I)
_ASIDE = re.compile(
    r"\W*(?:(?:motion |resolution )?(?:moved|proposed|seconded|mover|proposer|seconder|second|moved/seconded)\b(?:[ \t]*by)?|discussion\b|roll[ -]?call\b|"
    r"(?:yes|no|ayes?|nays?|yeas?|noes|for|against|in favou?r|opposed|abstain(?:ed|ing|s)?|abstentions?|absent|recused)[*_]{0,2}\s*[:–(-])|"
    r"[^;\n]{2,60}?\b(?:seconds|seconded|abstain(?:ed|s)|voted)\b",
    re.I,
)
_LOST = re.compile(
    r"\b(?:fail(?:s|ed)?|lost|defeated|not (?:carried|passed|adopted|approved)|rejected|denied|negatived|died|falls|fell|withdrawn)\b",
    re.I,
)
_WON = re.compile(
    r"\b(?:carried|carries|passed|passes|approved|adopted|agreed|accepted|unanimous(?:ly)?|nem\.? con|all (?:were |present |those )?(?:in favou?r|ayes?))\b",
    re.I,
)
_VERDICT = re.compile(
    r"\W*(?:(?:final |the |this |that )*(?:motion|amendment|resolution|result|outcome|votes?|voting|proposal|question|sr)\b[^.;\n]{0,60}|"
    r"(?:unanimously |duly |so |not |all )?(?:carried|passed|adopted|approved|agreed|defeated|failed|lost|rejected|unanimous)\b(?:\W+(?!\w{0,20}\s(?:the|that|to)\b)\w+){0,6}|"
    r"all (?:present|members|others|those|directors|trustees|in favou?r|ayes?|were|approved|voted|agreed)\b[^.;\n]{0,50}|"
    r"(?:votes?\W{1,5})?(?:yes|ayes?|yeas?|for|in favou?r)\W{0,3}\d[^\n]{0,60}|\d{1,3}\s+(?:in favou?r|for|ayes?|yes)\b[^\n]{0,60})\W*",
    re.I,
)
_NOT_YET = re.compile(r"\b(?:will|would|should|shall|to be|if|whether|until|may|might|can|asked)\b", re.I)
_CARRIED_TO = re.compile(
    r"\b(?:and|was|were)\s+(?:unanimously |duly )?(?:carried|passed|resolved|agreed|approved)\b|[;,.]\s*(?:all (?:approved|in favou?r|agreed)|(?:motion )?carried|passed)\b|\bm/s/[acp]\b",
    re.I,
)
_YES = r"(?:yes|ayes?|yeas?|for|(?:in )?favou?r)"
_NO = r"(?:no|noes|nays?|against|opposed)"
_NAMED_FIRST = re.compile(
    rf"\b{_YES}\W{{0,3}}(?P<yes>\d{{1,3}})\b[^\n]{{0,12}}?\b{_NO}\W{{0,3}}(?P<no>\d{{1,3}})\b", re.I
)
_COUNT_FIRST = re.compile(
    rf"\b(?P<yes>\d{{1,3}})\s+(?:votes?\s+)?{_YES}\b[^\n]{{0,20}}?\b(?P<no>\d{{1,3}})\s+(?:votes?\s+)?{_NO}\b", re.I
)
_TABLED = re.compile(
    r"\b(?:to|that)\b[^.;\n]{0,60}?\b(?:table|postpone|defer|adjourn|refer|tabled|deferred|postponed)\b", re.I
)
_AGAINST = re.compile(r"\bto\s+(?:deny|reject|refuse|decline|oppose)\b", re.I)
_TAKEN = re.compile(r"\b(?:to accept|be accepted|acceptance of)\b", re.I)
_MOST = 8  # statements behind a motion among which its result stands
_LONGEST = 700  # characters of a sentence that can be a motion


@dataclass(frozen=True, slots=True)
class Motion:
    """What was moved and how it went; ``last`` is the place of the last statement that belongs to it."""

    text: str
    number: str
    outcome: str
    vote: str
    last: int


def motions(reading: Reading, every: list[Statement]) -> dict[int, Motion]:
    """The motions whose result is told, by the place of the statement that says what was moved."""
    found: dict[int, Motion] = {}
    last = -1
    for at, one in enumerate(every):
        if at > last and not one.heading and (motion := _motion(reading, every, at)):
            found[at], last = motion, motion.last
    return found


def _motion(reading: Reading, every: list[Statement], at: int) -> Motion | None:
    words = " ".join(reading.quote(every[at].span).split())
    label = _LABEL.match(words)
    if len(words) > _LONGEST or words.endswith("?") or not (label or _moved(words)):
        return None
    told, last = _result(reading, every, at)
    seconded = any(_SECONDED.search(reading.quote(every[place].span)) for place in range(at, last + 1))
    inside = _CARRIED_TO.search(words) if not label and _SECONDED.search(words) else None
    said = told or ([inside[0]] if inside else [])
    if not said or not (label or seconded or re.search(r"\bmotion\b", words, re.I)):
        return None
    text = label["text"] if label else words
    won = _won(said)
    vote = next((found for each in (*reversed(said), words) if (found := _tally(each))), "")
    return Motion(text, (label["number"] or "") if label else "", _outcome(text, won), vote, last)


def _moved(words: str) -> bool:
    """Whether a sentence says that somebody moved something ("Moved by A, seconded by B, that the lease be kept")."""
    move = _MOVES.search(words)
    return bool(
        move
        and not _NOT_YET.search(words[: move.start()])
        and (_OBJECT.search(words, move.end()) or _CARRIED_TO.search(words, move.end()))
    )


def _result(reading: Reading, every: list[Statement], at: int) -> tuple[list[str], int]:
    """What the statements right behind a motion say of how it went, and the place of the last that belongs to it."""
    told: list[str] = []
    last = at
    for place in range(at + 1, min(at + 1 + _MOST, len(every))):
        one, words = every[place], " ".join(reading.quote(every[place].span).split())
        if one.heading or one.section != every[at].section or _LABEL.match(words):
            break
        if _VERDICT.fullmatch(words) and not _NOT_YET.search(words) and (_decides(words)):
            told.append(words)
            last = place
        elif not _ASIDE.match(words):
            break
    return told, last


def _decides(words: str) -> bool:
    return bool(
        _LOST.search(words) or _WON.search(words) or _NAMED_FIRST.search(words) or _COUNT_FIRST.search(words)
    ) or bool(re.search(r"\d\s?[-–:]\s?\d", words))


def _won(said: list[str]) -> bool:
    """Whether a motion went through: the last line that says so in words counts, else the votes."""
    for words in reversed(said):
        if _LOST.search(words):
            return False
        if _WON.search(words):
            return True
    counts = [found for words in said if (found := _NAMED_FIRST.search(words) or _COUNT_FIRST.search(words))]
    return not counts or int(counts[-1]["yes"]) > int(counts[-1]["no"])


def _tally(words: str) -> str:
    found = VOTE.search(words) or _NAMED_FIRST.search(words) or _COUNT_FIRST.search(words)
    return found[0].strip() if found else ""


def _outcome(text: str, won: bool) -> str:
    """What became of the matter: a motion to table it that is carried defers it."""
    if not won or _AGAINST.search(text):
        return "rejected"
    if _TABLED.search(text):
        return "deferred"
    return "accepted" if _TAKEN.search(text) else outcome_of(f"carried {text}")
