"""The labels under which minutes list who was there, and which part each gives: "Present:", "Regrets", "Also there"."""

from __future__ import annotations

import re

WHO = r"(?:(?:all|voting|board|committee|council|staff|the|those|other|core)\s+){0,2}(?:members|directors|trustees|persons|people|those|partners|officers)"
_PARTS: tuple[tuple[str, str], ...] = (
    ("apologies", r"(?:(?:members |those )?(?:absent|not present|unable to attend|could not attend|missing|excused)(?: with (?:an? )?apolog(?:ies|y))?|apols?|(?:with )?apolog(?:ies|y)(?: for (?:absence|non-attendance))?(?: (?:received|from|sent))?(?: from)?|regrets|absences?|absentees|leave of absence|(?:sent|sends?|sending|gave) (?:(?:his|her|their) )?(?:apologies|regrets|excuses)|excuses|did not attend|not (?:in|here|there|with us|at the table)|(?:sorry(?: for)? )?(?:could(?: not|n[’']t)|can(?:not|[’']t)|unable to|not able to|did(?: not|n[’']t)|not(?: to)?|to miss|missed)(?: (?:come|coming|make it|making it|join(?:ing)?|be(?:ing)? (?:here|there|with us|able to (?:come|join|attend))|attend(?:ing)?|us|this (?:one|time)))|sorry|on (?:leave|holiday)|who (?:(?:was|were|is|are) (?:not|missing|away|absent)|could(?: not|n[’']t) come)(?: (?:there|here|with us))?|away|off|out(?=[*_]{0,3}[ \t]*:)|entschuldigt|abwesend|excusée?s|absente?s?|ausentes|afwezig|assenti)"),
    ("in attendance", r"(?:(?:also |other(?:s|wise)? |staff |by )?(?:in attendance|invitation|invited)(?: by invitation)?|invitees|(?:invited )?guests?(?: speakers?)?|observers?|also (?:present|attending|there|here|joined|joining|in the room)|visitors?|non-members|presenters?|others present|joined (?:us )?for (?:items? )?\d[\d, and-]{0,20}|gäste|invités?|invitados|gasten)(?: for items? \d[\d, and-]{0,20})?"),
    ("chair", r"(?:(?:meeting )?chair(?:ed by|man|woman|person)?(?: of the meeting)?|presiding(?: officer)?|in the chair|presided by|facilitat(?:or|ed by)|meeting lead|conven[eo]r|moderator|vorsitz(?:ende[rn]?)?|leitung|présidente?(?: de séance)?|presidente?|voorzitter)"),
    ("secretary", r"(?:minutes(?: (?:taken )?by| kept by)?|minute[- ]?taker|notes?(?: (?:taken )?by|[- ]?taker)?|scribe|(?:meeting |committee |company )?secretary|recorded by|recorder|clerk|taken by|record|protokoll(?:führer(?:in)?)?|schriftführ(?:er|ung)|secrétaire|secretari[oa]|notulist)"),
    ("present", rf"(?:(?:{WHO} )?(?:present(?: (?:yesterday|today|were|was|throughout))?|attendees|attending|attended(?: by)?|participants|participating|participated|attendance|in (?:the room|person)|here|joined|who(?=[*_]{{0,3}}[ \t]*:)|who (?:was|came|is|were)(?: (?:here|there|present|along|in the room))?|on the call|a?round the table|at the table|in(?=[*_]{{0,3}}[ \t]*:)|there|who came|came|roll[- ]call|(?:by|via|on) (?:video|phone|telephone|teams|zoom)|remote(?:ly)?|online|dialled in|quorum present)|{WHO}|anwesend(?:e)?|teilnehme(?:r(?:innen)?|nde)|présente?s|participantes|asistentes|presentes?|presenti|aanwezig)"),
)  # fmt: skip
_LABEL = "(?:" + "|".join(f"(?P<p{at}>{pattern})" for at, (_, pattern) in enumerate(_PARTS)) + ")"
_BRACKET = r"(?:[ \t]*\([^()\n]{0,60}\))?"
FIRST = re.compile(
    rf"^(?P<lead>[ \t>*_#|•·–-]*(?:\d{{1,2}}[.)]?[ \t]+)?){_LABEL}{_BRACKET}[*_]{{0,3}}[ \t]*"
    r"(?P<end>[:：|\t]|[ \t][–—-]{1,2}[ \t]|[ ]{2,}(?=\S)|$)[*_]{0,3}[ \t]*",
    re.I | re.M,
)
LATER = re.compile(
    rf"(?<=[\s.;)|*]){_LABEL}{_BRACKET}[*_]{{0,3}}(?:[ \t]*[:：]|[ \t]--(?=[ \t]))[*_]{{0,3}}[ \t]*", re.I
)


def part_of(match: re.Match[str]) -> str:
    """The part that a label gives: chair, present, in attendance, apologies or secretary."""
    return next(part for at, (part, _) in enumerate(_PARTS) if match[f"p{at}"])
