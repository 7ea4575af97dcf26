"""How a task stands, read from the words of its record: done, ended without being done, or open.

And whether the day in some words is that of a deed, or of something else ("planned 3 May", "rejected 3 May"). Pure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from evidence.dates import find_dates

State = Literal["done", "ended", "open", ""]


def _any(*words: str) -> str:
    return "|".join(words)


_DEEDS = _any(
    r"closed|shut|done|complete[d]?|finished|resolved|implemented|verified|settled|fixed|fulfilled|discharged|in place",
    r"erledigt|abgeschlossen|geschlossen|clos",
)
_BETWEEN = r"(?:(?:yet|been|be|being|fully|completely|entirely|formally|quite|all|wholly|properly|really) )*(?:\w+ly )?"
_NOT = _any(
    r"not|never|nothing|none|hardly|barely|nearly|almost|mostly|largely|partly|partially|half|in part|getting|is being",
    r"to be|(?:will|can|could|should|must|may|might|cannot) be|ready to be|ready for|reported as",
    r"if|when|once|until|unless|after|before|as soon as",
)
_AGAIN = re.compile(r"\bre-? ?open(?:ed|s|ing)?\b|\b(?:opened|open) again\b", re.I)
_NEEDED = r"(?:needed|relevant|required|necessary|wanted|applicable)"
_ENDED = re.compile(
    r"\b(?:"
    + _any(
        r"cancell?ed|withdrawn|dropped|abandoned|discontinued|discarded|void(?:ed)?|annulled|superseded|obsolete|duplicate",
        r"merged (?:with|into)|replaced by|not pursued|inapplicable|entfällt|hinfällig",
        rf"no longer (?:\w+ )?(?:{_NEEDED}|valid|pursued|applies)|{_NEEDED} no (?:more|longer)",
        rf"(?:not|n['’]t) (?:be )?{_NEEDED}(?: any ?more| any longer| now)?",
        rf"(?:none|nothing|no (?:further )?\w+) {_NEEDED}",
    )
    + r")\b|^\W*n\.?/?a\W*$",
    re.I,
)
_UNENDED = re.compile(r"\b(?:not|never|nothing|if|unless|may be|to be|will be|could be)(?: \w+)? $", re.I)
_FAILED = re.compile(
    r"\b(?:"
    + _any(
        r"not (?:yet )?(?:fully )?(?:effective|accepted|sufficient|successful|approved|started|begun)",
        r"(?:ready|request\w*|propos\w+|recommend\w+) (?:for |of )?(?:clos(?:ure|ing)|completion)",
        r"(?:closure|closing|completion) (?:is |was )?(?:requested|proposed|recommended)",
        r"rejected|refused|declined|sent back|returned|disputed|failed|ineffective|insufficient|unsuccessful",
        r"incomplete|unfinished|unresolved|undone",
    )
    + r")\b",
    re.I,
)
_WAITING = re.compile(
    r"\b(?:"
    + _any(
        r"open(?! (?:points?|issues?|items?|actions?|questions?|tasks?|findings?|data|source)\b)|offen|laufend",
        r"in progress|progressing|ongoing|under (?:way|review|verification|investigation)|not (?:yet )?started",
        r"pending|await(?:s|ing)?|wait(?:s|ing)?|outstanding|on hold",
        r"(?:for|in) (?:verification|review|checking|approval)|to (?:verify|check|do|follow|be)",
        r"moved to(?= \w*\d)|extended to(?= \w*\d)",
    )
    + r")\b",
    re.I,
)
_COMES = re.compile(
    r"\b(?:still|remaining|planned|scheduled|postponed|deferred|delayed|in (?:work|hand)|started"
    r"|carried (?:over|forward))\b",
    re.I,
)
"""Words for what is to come; beside what is done they tell of something else: of a check that is planned."""
_LATE = re.compile(r"\b(?:late|overdue)\b", re.I)
_DONE = re.compile(rf"(?<![\w-])(?:{_DEEDS})\b(?!\?)", re.I)
_HEDGED = re.compile(rf"(?:\b(?:{_NOT})|n['’]t) {_BETWEEN}$", re.I)
_SHARE = re.compile(
    r"(?<![\d.,])(\d{1,3})(?:[.,]\d+)? ?(?:%|per ?cent)|(?<![\d./-])(\d{1,4})(?: of | ?/ ?)(\d{1,4})(?![\d./-])"
)
_MARK = re.compile(r"\W*(?:[✓✔☑]|x|yes|y|ja|oui)\W*", re.I)
_CROSS = re.compile(r"\W*(?:[✗✘☐]|no|n|nein|non)\W*", re.I)
_TICK = re.compile(r"^\W*[✓✔☑]")
_AHEAD = _any(
    r"plan(?:ned)?|schedul\w+|due|next|expected|foreseen|intended|target(?:ed)?|deadline|proposed|tentative(?:ly)?",
    r"provisional(?:ly)?|estimated|forecast|booked|invited|enrolled|requested|pending|await\w*|to be|(?-i:will)",
    r"tbc|tbd|tba|postponed|deferred|moved|rescheduled|ahead|upcoming|latest by|no later than|by(?= (?:the |end )?\d)",
)
_NOT_THEN = _any(
    r"reject\w+|refus\w+|declin\w+|missed|fail\w*|not|never|no[- ]show|absent|cancell?ed|withdrawn|dropped|open|draft",
    r"expire[sd]?|expiry|until|lapsed|overdue|re-? ?opened|part(?:ly|ial|ially)|nearly|almost|mostly|half|incomplete",
    r"in part|sent back|returned|skipped|ill|sick|excused|apologi\w+|without|except",
)
_ELSE = re.compile(rf"(?<![\w-])(?:{_AHEAD}|{_NOT_THEN})(?!\w)|n['’]t\b|[✗✘☐?]", re.I)
_COMING = re.compile(rf"(?<![\w-])(?:{_AHEAD})(?!\w)", re.I)
_DEED = re.compile(rf"(?:{_DEEDS}|held|passed|approved|given)(?!\w)", re.I)
_PARTED = re.compile(r"[,;(/\n–—-]")
_EFFECTIVE = re.compile(r"\W*(?:effective|ended)\b", re.I)
_REACH = 120  # characters
_LIMITS = frozenset({"due", "by", "deadline", "overdue"})


@lru_cache(maxsize=50_000)
def state(words: str) -> State:
    """How a task stands that a record describes in ``words``; "" where they do not tell.

    "closed, then reopened" is open, "reopened, now closed" done; "nearly done", "to be closed", "80 %" and "done,
    waiting for verification" are open; "no longer needed" and "closed (cancelled)" ended without being done.
    """
    words = " ".join(words.replace("*", " ").split())
    if not words:
        return ""
    if _MARK.fullmatch(words) or _CROSS.fullmatch(words):
        return "done" if _MARK.fullmatch(words) else "open"
    again = max((match.end() for match in _AGAIN.finditer(words)), default=0)
    words = words[again:]
    if _ends(words):
        return "ended"
    told = _done(words)
    if told:
        return "done"
    return "open" if again or told is False or _LATE.search(words) else ""


def reopened(words: str) -> bool:
    """Whether words say that something was opened again, and not that it is closed since."""
    return bool(_AGAIN.search(words)) and state(words) == "open"


def _ends(words: str) -> bool:
    return any(not _UNENDED.search(_before(words, match)) for match in _ENDED.finditer(words))


def _before(words: str, match: re.Match[str]) -> str:
    """The words right before a match, so many as may turn it: a cell may be long, and full of what is looked for."""
    return words[max(0, match.start() - _REACH) : match.start()]


def _done(words: str) -> bool | None:
    """Whether words say that something is done, or that it is not; ``None`` where they say neither."""
    shares = [int(m[1]) >= 100 if m[1] else int(m[2]) >= int(m[3]) for m in _SHARE.finditer(words)]
    plain = [not _HEDGED.search(_before(words, match)) for match in _DONE.finditer(words)]
    if not all(shares) or not all(plain) or _FAILED.search(words) or _WAITING.search(words):
        return False
    if shares or plain or _TICK.match(words):
        return True
    return False if _COMES.search(words) else None


def standing(status: str, closed: bool) -> State:
    """How a task stands by its status and whether a day of closing is given.

    What the status says beats the day: what was closed may have been opened again. A status that tells nothing leaves
    the day to tell it; without a day it is taken as open. What is found effective needs nothing more.
    """
    told = state(status) or ("done" if _EFFECTIVE.match(status) else "")
    return told or ("done" if closed else "open" if status.strip() else "")


def over(status: str, closed: bool) -> bool:
    """Whether a task needs nothing more: it is done, found effective, or ended without being done."""
    return standing(status, closed) in ("done", "ended")


@lru_cache(maxsize=50_000)
def of_a_deed(words: str) -> bool:
    """Whether the day in some words may be the one on which it was done: nothing tells of a plan, a miss or a refusal.

    Of several days the first is meant, with the words up to the next: "3 May 2031, next due 3 May 2032".
    """
    words = _of_the_first_day(words)
    deed = _DEED.match(words.strip(" ("))
    told = {match[0].casefold() for match in _ELSE.finditer(words)}
    return not told or (deed is not None and told <= _LIMITS)


def _of_the_first_day(words: str) -> str:
    days = find_dates(words)
    if len(days) < 2:
        return words
    between = words[days[0].end : days[1].start]
    parted = _PARTED.search(between)
    return words[: days[0].end + parted.start()] if parted else words


@lru_cache(maxsize=50_000)
def ahead(words: str) -> bool:
    """Whether words tell of what is still to come: "planned 3 May 2031", "next: June", "(planned)"."""
    return bool(_COMING.search(words))
