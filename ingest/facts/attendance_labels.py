"""The labels under which minutes list who was there, and which part each gives: "Present:", "Regrets", "Also there"."""

from __future__ import annotations

import re

WHO = r"(?:(?:all|voting|board|committee|council|staff|the|those|other|core)\s+){0,2}(?:members|directors|trustees|persons|people|those|partners|officers)"
_PARTS: tuple[tuple[str, str], ...] = (
    ("apologies", r"(?:(?:members |those )?(?:absent|not present|unable to attend|could not attend|missing|excused)(?: with (?:an? )?apolog(?:ies|y))?|apols?|(?:with )?apolog(?:ies|y)(?: for (?:absence|non-attendance))?(?: (?:received|from|sent))?(?: from)?|no apolog(?:ies|y) (?:received|sent|given)|not attending|regrets|sorry for absence|sent word|absent without [a-z ]{2,20}|absences?|absentees|leithscéalta?|leave of absence|cancelled(?=[*_]{0,3}[ \t]*:)|[^\W\d_]\w+(?: [^\W\d_]\w+)? \((?:apologies|absent|excused|regrets)\)|(?:sent|sends?|sending|gave) (?:(?:his|her|their) )?(?:apologies|regrets|excuses)|excuses|did not attend|not(?=[*_]{0,3}[ \t]*:)|not (?:in|on|here|there|with us|at the table|on the (?:call|line))|(?:sorry(?: for)? )?(?:could(?: not|n[’']t)|can(?:not|[’']t)|unable to|not able to|did(?: not|n[’']t)|not(?: to)?|to miss|missed)(?: (?:come|coming|make it|making it|join(?:ing)?|be(?:ing)? (?:here|there|with us|able to (?:come|join|attend))|attend(?:ing)?|us|this (?:one|time)))|sorry|on (?:leave|holiday)|who (?:(?:was|were|is|are) (?:not|missing|away|absent)|could(?: not|n[’']t) come)(?: (?:there|here|with us))?|away|off|out(?=[*_]{0,3}[ \t]*:)|entschuldigt|abwesend|excusée?s|absente?s?|ausentes|afwezig|assenti)"),
    ("in attendance", r"(?:also(?=[*_]{0,3}[ \t]*:)|(?:also |other(?:s|wise)? |staff |by )?(?:in att(?:endance|\.)|invitation|invited)(?: by invitation)?|invitees|with(?: (?:them|him|her))?(?=[*_]{0,3}[ \t]*:)|secretariat|(?:invited )?guests?(?: speakers?)?|observers?|also (?:present|attending|there|here|joined|joining|in the room|with us|on the (?:call|line))|visitors?|non-members|presenters?|others present|joined (?:us )?for (?:items? )?\d[\d, and-]{0,20}|gäste|invités?|invitados|gasten)(?: for items? \d[\d, and-]{0,20})?"),
    ("chair", r"(?:(?:meeting )?(?:co-)?chairs(?=[*_]{0,3}[ \t]*:)|(?:meeting )?(?:co-)?chair(?:ed by|man|woman|person)?(?: of the meeting)?|presiding(?: officer)?|in the chair|presided by|hosted by|host|sitzungsleitung|facilitat(?:or|ed by)|meeting lead|conven[eo]r|moderator|vorsitz(?:ende[rn]?)?|leitung|présidente?(?: de séance)?|presidente?|voorzitter)"),
    ("secretary", r"(?:minute(?=[*_]{0,3}[ \t]*:)|minutes(?: (?:taken )?by| kept by)?|minute[- ]?taker|notes?(?: (?:taken )?by|[- ]?taker)?|scribe|(?:meeting |committee |company |recording |board )?secretary|recorded by|recorder|clerk|taken by|record|protokoll(?:führ(?:er(?:in)?|ung))?|schriftführ(?:er|ung)|secrétaire(?: de séance)?|rapporteure?|secretari[oa]|notulist)"),
    ("present", rf"(?:(?:{WHO} )?(?:present(?: (?:yesterday|today|were|was|throughout))?|attendees|attending|attended(?: by)?|participants|participating|participated|took part|taking part|attendance|others(?=[*_]{{0,3}}[ \t]*:)|in (?:the room|person)|here|joined|who(?=[*_]{{0,3}}[ \t]*:)|who (?:was|came|is|were)(?: (?:here|there|present|along|in the room))?|on the (?:call|line|phone|screen)|on(?=[*_]{0,3}[ \t]*:)|a?round the table|at the table|in(?=[*_]{{0,3}}[ \t]*:)|there|who came|came|roll[- ]call|(?:by|via|on) (?:video|phone|telephone|teams|zoom)|remote(?:ly)?|online|dialled in|quorum present)|{WHO}|[^\W\d_]\w+(?: [^\W\d_]\w+)? \((?:present|attending|participants)\)|sederunt|ex[- ]officio|(?:late arrivals?|joined late|arrived late|joining late|left early|leaving early)|i láthair|anwesende?|(?:étaient )?présente?s|teilnehme(?:r(?:innen)?|nde)|présente?s|participantes|asistentes|presentes?|presenti|aanwezig)"),
)  # fmt: skip
_GROUP = r"(?=(?-i:[^\W\d_a-zà-öø-ÿ]))(?:(?!(?:no|not|none|was|were|is|are|be|if|to|who|for|of the)\b)[^\W\d_][\w'’./&-]*[ \t]+){1,5}"
_OUTSIDERS = r"(?:(?!(?:no|not)\b)[^\W\d_][\w'’-]*[ \t]+){0,3}(?:staff|officials?|guests?|visitors?|observers?|public|others|non-members|advisers?|advisors?|presenters?)[ \t]+(?:also[ \t]+)?(?:present|in attendance|attending)"
_GROUPED: tuple[tuple[str, str], ...] = (  # whoever the group is: "SENATORS PRESENT:", "Commissioners Excused:"
    ("apologies", rf"{_GROUP}(?P<w0>(?:absent|excused|missing|not (?:present|attending|in attendance)|unable to attend)(?: with(?:out)? (?:an? )?(?:apolog(?:ies|y)|notice))?)"),
    ("in attendance", rf"(?P<w1>{_OUTSIDERS})"),
    ("present", rf"{_GROUP}(?P<w2>present|in attendance|attending|attendees|participants|who (?:attended|came)|joining(?: (?:late|online|remotely))?|joined (?:late|online|remotely)|leaving early|arriving late)"),
    ("present", r"(?P<w3>(?:the )?(?:panel|jury|tribunal)(?=[*_]{0,3}[ \t]*:))"),
)  # fmt: skip
_LABELS = (*_PARTS, *_GROUPED)
_LABEL = "|".join(f"(?P<p{at}>{pattern})" for at, (_, pattern) in enumerate(_LABELS[: len(_PARTS)]))
_ANY_LABEL = "|".join(f"(?P<p{at}>{pattern})" for at, (_, pattern) in enumerate(_LABELS))
SIDE = re.compile(
    r"(?:^|(?<=[.;] ))[ \t>*_-]*(?P<side>(?:staff|management|workers?|employees|employers?|unions?|labou?r|executives?|officials?|officers|(?:for|from) (?:the )?(?:management|staff|workers?|employees|unions?|company|executive)|for (?:the )?(?-i:[A-Z])[\w&.'’ -]{1,40}))[*_]{0,3}[ \t]*:[*_]{0,3}[ \t]*(?=\S)",
    re.I | re.M,
)
"""A side of the table that counts as a label only next to another: "Staff: ..." below "Directors: ..."."""
BOTH = re.compile(
    r"(?:^|(?<=[.;\n] ))[ \t>*_-]*(?P<side>(?:for|from) (?:the [a-z]|(?:management|labour|labor|employers?|employees?|staff|workers?|unions?|head office)\b|(?:the )?(?-i:[A-Z]))[\w&'’ -]{0,40})[*_]{0,3}[ \t]*:[*_]{0,3}[ \t]*(?=\S)",
    re.I | re.M,
)
"""A side of the table, of a meeting of two houses: "For Lund Bros: ... For Rust Ltd: ..."."""
_BRACKET = r"(?:[ \t]*\([^()\n]{0,60}\))?"
FIRST = re.compile(
    rf"^(?P<lead>[ \t>*_#|•·–-]*(?:\(?\d{{1,2}}[.)]?[ \t]+)?)(?:{_ANY_LABEL}){_BRACKET}[*_]{{0,3}}[ \t]*"
    r"(?P<end>[:：|\t]|[ \t][–—-]{1,2}[ \t]|[ ]{2,}(?=\S)|(?<=[\w*_][*_])[ \t]+(?=\S)|(?<=attended by)[ \t]+(?=(?-i:[^\W\d_a-zà-öø-ÿ]))|$)[*_]{0,3}[ \t]*",
    re.I | re.M,
)
LATER = re.compile(
    rf"(?<=[\s.;)|*])(?:{_LABEL}){_BRACKET}[*_]{{0,3}}(?:[ \t]*[:：]|[ \t]--(?=[ \t])|(?<=[\w*_][*_])(?=[ \t]+[^\W\d_]))[*_]{{0,3}}[ \t]*",
    re.I,
)


def part_of(match: re.Match[str]) -> str:
    """The part that a label gives: chair, present, in attendance, apologies or secretary."""
    found = match.groupdict()
    return next(part for at, (part, _) in enumerate(_LABELS) if found.get(f"p{at}"))


def said_of(match: re.Match[str]) -> tuple[int, int]:
    """Where the words stand that give a label its part, without the group that they are said of."""
    found = match.groupdict()
    name = next(name for name in found if found[name] and name not in ("lead", "end") and not _is_grouped(found, name))
    return match.span(name)


def _is_grouped(found: dict[str, str | None], name: str) -> bool:
    return name.startswith("p") and int(name[1:]) >= len(_PARTS)
