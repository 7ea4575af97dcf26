"""What a question is about, said so that it can stand after "about": a noun phrase where its form allows one."""

from __future__ import annotations

import re

_DETERMINER = r"(?:the|an?|our|your|their|its|this|that|these|those|each|every|all|any)"
_TO_BE = r"(?:is|are|was|were|has been|have been|had been|being|be|been)"
_WHO = re.compile(
    rf"^(?:and |so |but )?(?:by |to |for )?who(?:m|se)?\b(?! of\b|['’]s\b|\s+{_TO_BE}\s+{_DETERMINER}\b)", re.I
)
_VERBS = re.compile(
    rf"^(?:(?!{_DETERMINER}\b)[\w'’-]+\s+){{1,3}}(?={_DETERMINER}\s+\w)", re.I
)  # "approved the plan", "responsible for the plan"
_NAMED = re.compile(
    r"^(?:[a-z][\w'’-]*ed|approve|sign|signs|own|owns|holds|chairs|wrote|led)\s+(?:off\s+)?(?:on\s+)?(?=[A-Z]|v?\d)"
)
_WHICH = re.compile(r"^(?:and |so |but )?(?:which|what|how many)\b", re.I)
_THERE = re.compile(rf"\s+{_TO_BE} there\b(?=\s+(?:for|of|on|about|against|in|at|to)\b)", re.I)
_DOING = re.compile(r"(?<=\w)\s+do\s+(?=\w)", re.I)  # "hours do nurses work"
_STATED = re.compile(  # "risks are recorded in the log", but not "happens if it is late"
    rf"^(?P<head>(?:(?!\b(?:if|when|that|it|they|he|she|who|which)\b).)+?)\s+{_TO_BE}(?=\s+\w)", re.I
)
_DONE = re.compile(
    rf"(?<=\w)\s+(?:{_TO_BE}\s+)?(?:(?:last|first|finally)\s+)?(?:[a-z]{{3,}}ed|held|made|given|taken|signed off)$",
    re.I,
)


def subject_of(question: str, kind: str, rest: str) -> str:
    """What ``question`` of a ``kind`` is about; ``rest`` is it without its opening words, and is given back as it is
    where no noun phrase can be made of it.

    "approved the fire plan" (who) is "the fire plan", "risks are recorded in the log" (list) is "risks recorded in the
    log", "fire plan approved" (when) is "the fire plan" where the question says "the".
    """
    if _WHO.match(question):
        found = _VERBS.sub("", rest, count=1)
        return _NAMED.sub("", found, count=1) if found == rest else found
    found = rest
    if kind == "when":
        found = _DONE.sub("", rest)
    elif _WHICH.match(question):
        found = _STATED.sub(r"\g<head>", _DOING.sub(" that ", _THERE.sub("", rest, count=1), count=1), count=1)
    article = re.search(rf"\b(the|our|your|an?)\s+{re.escape(found)}", question, re.I)
    return f"{article[1].lower()} {found}" if article and found != rest else found
