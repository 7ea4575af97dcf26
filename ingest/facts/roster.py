"""Who was there: the people whom minutes list as present, in attendance, in the chair or absent with apologies.

Lists stand after a label ("Present: …", "Also there: …"), under a heading, in a table's cells, in front matter or in a
sentence near the top ("Mr Holm had sent his apologies"). Names are kept as written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from evidence.model import Span
from ingest.facts.columns import Record
from ingest.facts.days import PARTIAL, nearest
from ingest.facts.name_runs import cuts as run_on
from ingest.facts.name_runs import unlabelled
from ingest.facts.parties import is_body, is_person, is_role
from ingest.facts.reading import Reading

_OPENING = 3_500  # characters in which lists may begin inside a line, and in which sentences tell of attendance
_BLOCK_LINES = 400  # lines read under one heading
_LONG_LINE = 55  # a line at least this long may have been wrapped in the middle of a list
_FIRST_LINES = 250  # characters in which "Who:" tells who came; further down it tells who does something
_MOST_TOKENS = 5
_SHORTEST = 2  # letters of a first name ("Bo")

_WHO = r"(?:(?:all|voting|board|committee|council|staff|the|those|other|core)\s+){0,2}(?:members|directors|trustees|persons|people|those|partners|officers)"
_PARTS: tuple[tuple[str, str], ...] = (
    ("apologies", r"(?:(?:members |those )?(?:absent|not present|unable to attend|could not attend|missing|excused)(?: with (?:an? )?apolog(?:ies|y))?|apols?|(?:with )?apolog(?:ies|y)(?: for (?:absence|non-attendance))?(?: (?:received|from|sent))?(?: from)?|regrets|absences?|absentees|leave of absence|(?:sent|sends?|sending|gave) (?:(?:his|her|their) )?(?:apologies|regrets|excuses)|excuses|did not attend|not (?:in|here|there|with us|at the table)|(?:sorry(?: for)? )?(?:could(?: not|n[’']t)|can(?:not|[’']t)|unable to|not able to|did(?: not|n[’']t)|not(?: to)?|to miss|missed)(?: (?:come|coming|make it|making it|join(?:ing)?|be(?:ing)? (?:here|there|with us|able to (?:come|join|attend))|attend(?:ing)?|us|this (?:one|time)))|sorry|on (?:leave|holiday)|who (?:(?:was|were|is|are) (?:not|missing|away|absent)|could(?: not|n[’']t) come)(?: (?:there|here|with us))?|away|off|out(?=[*_]{0,3}[ \t]*:)|entschuldigt|abwesend|excusée?s|absente?s?|ausentes|afwezig|assenti)"),
    ("in attendance", r"(?:(?:also |other(?:s|wise)? |staff |by )?(?:in attendance|invitation|invited)(?: by invitation)?|invitees|(?:invited )?guests?(?: speakers?)?|observers?|also (?:present|attending|there|here|joined|joining|in the room)|visitors?|non-members|presenters?|others present|joined (?:us )?for (?:items? )?\d[\d, and-]{0,20}|gäste|invités?|invitados|gasten)(?: for items? \d[\d, and-]{0,20})?"),
    ("chair", r"(?:(?:meeting )?chair(?:ed by|man|woman|person)?(?: of the meeting)?|presiding(?: officer)?|in the chair|presided by|facilitat(?:or|ed by)|meeting lead|conven[eo]r|moderator|vorsitz(?:ende[rn]?)?|leitung|présidente?(?: de séance)?|presidente?|voorzitter)"),
    ("secretary", r"(?:minutes(?: (?:taken )?by| kept by)?|minute[- ]?taker|notes?(?: (?:taken )?by|[- ]?taker)?|scribe|(?:meeting |committee |company )?secretary|recorded by|recorder|clerk|taken by|record|protokoll(?:führer(?:in)?)?|schriftführ(?:er|ung)|secrétaire|secretari[oa]|notulist)"),
    ("present", rf"(?:(?:{_WHO} )?(?:present(?: (?:yesterday|today|were|was|throughout))?|attendees|attending|attended(?: by)?|participants|participating|participated|attendance|in (?:the room|person)|here|joined|who(?=[*_]{{0,3}}[ \t]*:)|who (?:was|came|is|were)(?: (?:here|there|present|along|in the room))?|on the call|a?round the table|at the table|in(?=[*_]{{0,3}}[ \t]*:)|there|who came|came|roll[- ]call|(?:by|via|on) (?:video|phone|telephone|teams|zoom)|remote(?:ly)?|online|dialled in|quorum present)|{_WHO}|anwesend(?:e)?|teilnehme(?:r(?:innen)?|nde)|présente?s|participantes|asistentes|presentes?|presenti|aanwezig)"),
)  # fmt: skip
_LABEL = "(?:" + "|".join(f"(?P<p{at}>{pattern})" for at, (_, pattern) in enumerate(_PARTS)) + ")"
_BRACKET = r"(?:[ \t]*\([^()\n]{0,60}\))?"
_FIRST = re.compile(
    rf"^(?P<lead>[ \t>*_#|•·–-]*(?:\d{{1,2}}[.)]?[ \t]+)?){_LABEL}{_BRACKET}[*_]{{0,3}}[ \t]*"
    r"(?P<end>[:：|\t]|[ \t][–—-]{1,2}[ \t]|[ ]{2,}(?=\S)|$)[*_]{0,3}[ \t]*",
    re.I | re.M,
)
_LATER = re.compile(
    rf"(?<=[\s.;)|*]){_LABEL}{_BRACKET}[*_]{{0,3}}(?:[ \t]*[:：]|[ \t]--(?=[ \t]))[*_]{{0,3}}[ \t]*", re.I
)
_ITEM = re.compile(r"[ \t>]*(?:[-*+•‣◦▪·–]|\d{1,2}[.)])[ \t]+")
_HEADING = re.compile(r"[ \t]*(?:#{1,6}[ \t]|\d{1,2}(?:\.\d{1,2})*[.)]?[ \t]+[^\W\d_])")
_GOES_ON = re.compile(r"(?:[,;&]|\band)[ \t]*$")
_SENTENCE = re.compile(r"(?:(?P<word>[^\W\d_]+)|\))\.[ \t]+(?=[^\W\d_a-zà-öø-ÿ]|\d{1,2}[./ ])")
_SHORT_TITLES = frozenset("dr mr mrs ms mx prof st jr sr hon rev ir ing".split())
_HONOURS = frozenset("dr dr. mr mr. mrs mrs. ms ms. miss mx mx. prof prof. professor cllr cllr. sir dame".split())
_LETTERS = re.compile(r"[^\W\d_]+")
_TOGETHER = re.compile(
    r"[^\W\d_a-zà-öø-ÿ]{2,4}(?:(?:[ \t]*[/+][ \t]*|[ \t]+)[^\W\d_a-zà-öø-ÿ]{2,4})+"
)  # "AB CD EF", "AB/CD"
_PIECE = re.compile(r"(?:\([^()\n]*\)?|\[[^\[\]\n]*\]?|[^,;|\n•()\[\]])+")
_AND = re.compile(r"\s(?:and|&|und|et|y|e|en)\s(?![^()]*\))")
_CUT = re.compile(
    r"\s+(?:with|accompanied by|represented by)(?=\s+(?:an?|his|her|their|the)\b|\s*$)|\s+(?:for|from|until)\s+(?:items?\s+|minutes?\s+)?(?=\d)|\s*[(\[<]|\s+@|\s+[-–—]+\s|\s*:\s|\s*\t"
)
_DASH = re.compile(r"\s[-–—]\s")
_NOTE = re.compile(r"[(\[](?P<note>[^()\[\]\n]{1,80})|\s[-–—]+\s+(?P<dash>[^()\n]{1,80})")
_ITEMS = re.compile(r",?\s*(?:for |from |until |only )?(?:agenda )?items?\s[\d, and–-]+.*$", re.I)
_LEAD = re.compile(r"(?i:and)\s+|(?-i:[A-Z]{2,4})\s*[:=]\s+(?=[^\W\d_])")  # "and X", "DS: Dylan S…"
_HANDLE = re.compile(r"[(\s]@[\w-]+")
_HANDLED = re.compile(r"\(@[\w-]+\)[ \t]*$")  # an entry of a list, with or without a mark before it
_APART_FROM = re.compile(r"[·|;•]\s*$")  # "... chaired by A. Roth · minutes: K. Holt"
_NEW_SENTENCE = re.compile(r"[.!]\s+(?-i:[A-Z])[\w ]{2,40}[*_]{0,3}:[*_ ]*$")  # "... C. Lund. Sorry: D. Holt"
_CHAIRS = re.compile(r"(?P<name>\S.*?)\s+(?:in the chair|chairing|presiding)\W*", re.I)
_LETTER = re.compile(r"[A-Z]\.?")  # an initial, and no article: "A Roth"
_FULL = 2  # words of a full name that somebody typed without capitals beside a handle
_INITIALS = re.compile(r"[^\W\d_a-zà-öø-ÿ]{2,4}")
_LEAST_INITIALS = 0.6  # share of a list's entries that are initials, when initials are how it names people
_TOKEN = re.compile(r"[‘'\"“]?[^\W\d_][^\W\d_.’'‘-]*(?:[.’'‘-]+[^\W\d_]*)*[’'\"”]?")
_PARTICLES = frozenset("van von de der den del della di da dos du la le bin ibn al el ter ten zu y jr sr".split())
_NO_NAME = frozenset(
    """none nil no not nobody all staff members member maintainers directors representatives observers contributors managers
    officers trustees governors employees colleagues engineers leads owners developers guests volunteers quorum apologies
    present absent items item foundation inc ltd llc gmbh plc corp university company group board tbc tbd tba n/a the a an and
    others other public everyone everybody see list attached as above for from with by on at video phone zoom teams remote
    minutes notes agenda links date time place venue location room action actions decision decisions introduction welcome
    announcements recording yes monday tuesday wednesday thursday friday saturday sunday january february march april june
    july august september october november december meeting name role chair chairman chairperson secretary half day whole
    part morning afternoon project department unit office if in is it of or so to up we as be do go he me my us am pm ok hq hr it""".split()
)
_CHAIR = re.compile(
    r"\b(?:chair(?:man|woman|person|ing|ed)?|presid(?:ing|ed)|vorsitz\w*|facilitator|moderator|conven[eo]r)\b", re.I
)
_CHAIR_NOT = re.compile(r"\b(?:vice|deputy|former|past|elect)\b|\bchair (?:of|person of)\b(?! the meeting)", re.I)
_SECRETARY = re.compile(
    r"\b(?:minutes|minute[- ]?taker|notes|note[- ]?taker|scribe|secretary|clerk|recorder|protokoll)\b", re.I
)
_ABSENT = re.compile(r"\b(?:apolog\w+|absent|excused|regrets|not present)\b", re.I)
_NAME = (
    r"(?:(?:Dr|Mr|Mrs|Ms|Mx|Prof)\b\.?[ \t]+)?(?:[^\W\d_a-zà-öø-ÿ]\.[ \t]?){0,3}[^\W\d_a-zà-öø-ÿ][^\W\d_]+(?:['’-][^\W\d_]+)*"
    r"(?:[ \t]+(?:(?:van|von|de|der|den|da|di|la|le|bin|al)[ \t]+){0,2}[^\W\d_a-zà-öø-ÿ](?:\.|[^\W\d_]+(?:['’-][^\W\d_]+)*)){0,3}"
)
_APART = r"(?:(?:the [a-z][a-z ]{2,40}|for (?-i:[A-Z])[\w ]{2,30}),[ \t]+)?"  # "and, for Sales, M. Holm", "the observer, M. Holm"
_NAMES = rf"(?P<who>{_NAME}(?:(?:,\s*(?:and,?\s+)?|\s+and,?\s+){_APART}{_NAME}){{0,12}})"
_SAID: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (part, re.compile(pattern))
    for part, pattern in (
        ("apologies", rf"\b{_NAMES}[ \t]+(?:had |has |have )?(?:sent|gave|given|tendered|offered)[ \t]+(?:his |her |their |an? )?(?:apolog(?:ies|y)|regrets)"),
        ("apologies", rf"(?i:\bapolog(?:ies|y)(?: for absence)?(?: (?:was|were|had been))?(?: (?:received|noted|given|tendered|accepted|sent))? from )(?:the )?{_NAMES}"),
        ("apologies", rf"\b{_NAMES}[ \t]+(?:could not (?:come|attend|be present|join)|(?:was|were) (?:absent|unable to (?:attend|come)|not able to (?:attend|come|be there|join)|excused|not present|prevented))"),
        ("apologies", rf"\b{_NAMES}, who (?:had |has |have )?(?:asked to be excused|sent (?:his |her |their |an? )?(?:apolog(?:ies|y)|regrets)|(?:was|were) (?:ill|away|unwell|excused|on leave))"),
        ("chair", rf"\b{_NAMES}[ \t]+(?:(?:was|is) in the chair|took the chair|chaired the (?:meeting|session|review)|presided)"),
        ("chair", rf"(?:^|[.,;]\s+)(?P<who>{_NAME}),?[ \t]+(?:(?:was|being)[ \t]+)?in the chair\b"),
        ("chair", rf"(?i:(?:^|(?<=[.;]\s))(?:the )?chair(?:man|woman|person)? (?:was|today was) ){_NAMES}"),
        ("present", rf"(?i:\bin the chair,? with ){_NAMES}"),
        ("in attendance", rf"{_NAMES}(?: and I)?[ \t]+attended(?=[.,;])"),
        ("in attendance", rf"(?P<who>{_NAME})(?: (?:of|from) (?:the )?[A-Z][\w&’']+(?: [A-Z][\w&’']+){{0,3}})?[ \t]+joined (?:us|the meeting|for (?:items? \d|(?:the )?(?:first|second|last|whole|part)\b))"),
        ("chair", rf"(?i:\b(?:chaired|presided over|led|opened and chaired) by ){_NAMES}"),
        ("secretary", rf"(?i:\b(?:notes|minutes|record)(?: (?:was|were))? (?:taken|kept|written|recorded|made) by |\bminuted by ){_NAMES}"),
        ("secretary", rf"\b{_NAMES}[ \t]+(?:took|kept|wrote|was taking|was keeping)[ \t]+(?:the[ \t]+)?(?:minutes|notes|record)\b"),
        ("present", rf"(?i:\b(?:attended by|those present were|present were|attendees were|in the room were) ){_NAMES}"),
        ("present", rf"(?i:\b(?:(?:a?round|at) the table were|(?:was|were) joined by) ){_NAMES}"),
        ("present", rf"(?i:(?:^|(?<=[.;]\s))with (?:him|her|them|the chair)(?: were| was)?:? ){_NAMES}"),
        ("present", rf"\b(?P<who>{_NAME})[ \t]+(?:stood in|sat in|deputi[sz]ed|came in place|attended in place|came instead)[ \t]+(?:for|of)\b"),
        ("present", rf"\b{_NAMES},?[ \t]+(?:was|were) with (?:him|her|them|us|the chair)\b"),
        ("present", rf"\b{_NAMES}[ \t]+(?:were (?:all )?present|attended the (?:meeting|session|review))"),
    )
)  # fmt: skip
_NAME_COLUMN = re.compile(r"(?:full )?names?|members?|attendees?|participants?|persons?|who|delegates?|director", re.I)
_HERE_COLUMN = re.compile(r"attend(?:ance|ed|ing)?\??|present\??|status|presence|here\??|apologies", re.I)
_HERE_WORDS = re.compile(
    r"\b(?:present|presence|attend\w*|here|there|came|apolog\w*|absen\w+|excused|regrets|at the (?:meeting|session))\b|^p/a$|^y/n$",
    re.I,
)
_CHAIR_ELSE = re.compile(r"\b[Cc]hair\w*(?:,| of)\s+(?:the )?[^\W\d_a-zà-öø-ÿ]")
_ROLE_COLUMN = re.compile(
    r"(?:role|position|function|post)(?: on the \w+)?|title|capacity|job title|organi[sz]ation|representing", re.I
)
_YES = re.compile(
    r"(?:yes|y|p|x|✓|✔|☑|present|attended|in person|remote(?:ly)?|online|by (?:video|phone)|here|1)", re.I
)
_NO = re.compile(r"(?:no|n|a|ap|apol\.?|apolog(?:ies|y)(?: (?:received|sent))?|absent|excused|-|–|✗|✘|☒|0)", re.I)


_SPELT = re.compile(
    r"(?:present|attended|apolog(?:y|ies)|apols?|absent|excused|regrets|(?:in )?attendance|by (?:video|phone)|online|chair)\b",
    re.I,
)  # marks that say who came, whatever their column is called
_DAY_COLUMN = re.compile(rf"(?:(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?,?\s+)?(?:{PARTIAL.pattern})", re.I)
_NAMED_DAY = 400  # characters in which minutes name their day
_MARKED = 0.8  # share of a column's cells that say who came
_MEMBERS = re.compile(rf"{_WHO}\W*$", re.I)
_GUEST = re.compile(
    r"\b(?:observer|observing|guest|invit(?:ed|ee|ation)|in attendance|(?:without|no) (?:a )?vot(?:e|ing)|non-voting)\b",
    re.I,
)
_MARK = 8  # characters of a mark that says no more than who came
_APOLOGY = re.compile(r"\bapol(?:og\w+)?\b|\bregrets\b", re.I)
_NOT_PEOPLE = re.compile(
    r"(?:copy|copies|cc|distribution|circulation|to|from|next meeting|prepared by|approved by|author|owner|place|venue|date|time)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody on a list of attendance. ``part`` is chair, present, in attendance, apologies or secretary."""

    person: str
    role: str
    part: str
    span: Span
    secretary: bool = False
    note: str = ""  # how an absence is written, where it is no plain apology ("leave of absence", "No (ill)")


@dataclass(frozen=True, slots=True)
class Roster:
    """Who was there, in reading order, and where the lists begin."""

    people: tuple[Attendee, ...]
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    end: int
    part: str
    block: bool  # nothing follows on the line: the list stands below
    words: str


def roster(reading: Reading) -> Roster:
    """Everybody whom the document lists, once for each person; what is hidden is left out."""
    found: dict[str, Attendee] = {}
    begun = _labels(reading)
    listed = (*_listed(reading, begun), *_grouped(reading), *_tabled(reading))
    if not any(each.part in ("present", "chair", "in attendance") for each in listed):
        listed = (*listed, *(Attendee(who, "", "present", span) for who, span in unlabelled(reading, _name)))
    for at, each in enumerate((*listed, *_said(reading))):
        key = _key(each)
        if at >= len(listed) and key not in found:
            same = [name for name in found if set(key.split()) - _HONOURS <= set(name.split())]
            key = same[0] if len(same) == 1 else key
        before = found.get(key)
        if before is None:
            found[key] = each
        else:
            found[key] = _merged(before, each)
    for short, each in _keepers(reading, begun, tuple(found.values())):
        found.pop(short, None)
        found[_key(each)] = each
    people = tuple(sorted(found.values(), key=lambda each: each.span.start))
    return Roster(people, tuple(label.start for label in begun))


def _keepers(reading: Reading, begun: list[_Label], people: tuple[Attendee, ...]) -> Iterator[tuple[str, Attendee]]:
    """Those listed whom a label of the minutes calls by one name alone, or by initials ("Notes: Nora", "Minutes: NK")."""
    for label in begun:
        if label.part != "secretary" or label.block or label.start > _OPENING:
            continue
        line = Span(label.end, _line_end(reading.text, label.end, len(reading.text)))
        short = reading.quote(line).strip(" .*_|").casefold()
        named = [each for each in people if short in short_names(each.person) and _key(each) != short]
        if len(named) == 1:
            yield short, replace(named[0], secretary=True)


def short_names(person: str) -> frozenset[str]:
    """What minutes may call somebody for short, in lower case: each name of more than a letter, and the initials."""
    words = [word for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", person) if word.casefold() not in _HONOURS]
    parts = [part for word in words for part in re.split(r"['’-]", word) if part]
    names = {word for word in words if len(word) > 1 and word.casefold() not in _PARTICLES}
    return frozenset(
        word.casefold() for word in (*names, "".join(w[0] for w in words), "".join(part[0] for part in parts))
    )


def lists(reading: Reading) -> bool:
    """Whether the opening lists who was there and who was not, under labels that only a meeting has."""
    opening = reading.text[:_OPENING]
    told = {_part(match) for match in _FIRST.finditer(opening) if not _MEMBERS.match(_said_of(match))}
    told |= {
        _part(match)
        for match in _LATER.finditer(opening)
        if _APART_FROM.search(opening[: match.start()][-3:]) or _NEW_SENTENCE.search(opening[: match.end()])
    }
    return {"present", "apologies"} <= told


def _said_of(match: re.Match[str]) -> str:
    return match[0][match.end("lead") - match.start() :].strip(" *_:|\t")


def _key(attendee: Attendee) -> str:
    return " ".join((attendee.person or attendee.role).casefold().replace(".", ". ").split())


def _merged(before: Attendee, again: Attendee) -> Attendee:
    """Named twice: in the chair and present is in the chair; who kept the minutes and was present was present."""
    rank = {"chair": 0, "present": 1, "in attendance": 2, "apologies": 3, "secretary": 4}
    first = again if rank[again.part] < rank[before.part] and before.part != "apologies" else before
    return replace(first, role=first.role or again.role or before.role, secretary=before.secretary or again.secretary)


def _labels(reading: Reading) -> list[_Label]:
    text = reading.text
    found = [_label(text, match, first=True) for match in _FIRST.finditer(text)]
    found += [
        _label(text, match, first=False)
        for match in _LATER.finditer(text, 0, _OPENING)
        if text[match.start()].isupper() or _APART_FROM.search(text, max(0, match.start() - 3), match.start())
    ]
    kept: list[_Label] = []
    for label in sorted(found, key=lambda each: (each.start, -each.end)):
        if (not kept or label.start >= kept[-1].end) and reading.visible(Span(label.start, label.end)):
            kept.append(label)
    others = any(label.part == "present" and label.words.casefold() != "who" for label in kept)
    return [label for label in kept if label.words.casefold() != "who" or not (others or label.start > _FIRST_LINES)]


def _label(text: str, match: re.Match[str], *, first: bool) -> _Label:
    part = _part(match)
    start = match.end("lead") if first else match.start()
    line_end = text.find("\n", match.end())
    rest = text[match.end() : len(text) if line_end < 0 else line_end]
    return _Label(start, match.end(), part, not rest.strip(" *_|:["), text[start : match.end()].strip(" *_:|\t"))


def _part(match: re.Match[str]) -> str:
    return next(part for at, (part, _) in enumerate(_PARTS) if match[f"p{at}"])


def _listed(reading: Reading, found: list[_Label]) -> Iterator[Attendee]:
    ends = [*(label.start for label in found), len(reading.text)][1:]
    for label, stop in zip(found, ends, strict=True):
        if label.part == "secretary" and label.start > _OPENING:
            continue
        listed = _block(reading, label, stop) if label.block else _of_value(reading, label, stop)
        plain = label.part != "apologies" or _APOLOGY.search(label.words)
        for who in listed:
            yield who if plain or who.part != "apologies" else replace(who, note=who.note or label.words.lower())


def _of_value(reading: Reading, label: _Label, stop: int) -> Iterator[Attendee]:
    """The names on the label's own line, and on those that go on with it."""
    text, start = reading.text, label.end
    end = _line_end(text, start, stop)
    while end < stop and _continues(text, start, end, stop):
        end = _line_end(text, end + 1, stop)
    start += len(text[start:end]) - len(text[start:end].lstrip(" \t["))  # front matter lists people in brackets
    value = text[start:end]
    for match in _SENTENCE.finditer(value):
        word = match["word"] or ""
        if len(word) != 1 and word.casefold() not in _SHORT_TITLES:
            end = start + match.start() + len(match[0].rstrip()) - 1
            break
    yield from _people(
        reading, Span(start, end), label.part, strict=label.words.casefold() in ("record", "notes", "note")
    )


def _line_end(text: str, start: int, stop: int) -> int:
    end = text.find("\n", start, stop)
    return stop if end < 0 else end


def _continues(text: str, start: int, end: int, stop: int) -> bool:
    """Whether the line after ``end`` still belongs to the list that began at ``start``."""
    above = text[text.rfind("\n", 0, end) + 1 : end]
    below = text[end + 1 : _line_end(text, end + 1, stop)]
    if (
        not below.strip()
        or _ITEM.match(below)
        or _HEADING.match(below)
        or re.match(r"[ \t>]*[*_]{0,2}[^\W\d_][\w /]{1,30}[*_]{0,2}:", below)
    ):
        return False
    if _GOES_ON.search(above) or below[:2] == "  ":
        return True
    first = re.split(r"[,;.(]", below, maxsplit=1)[0].strip()
    return (
        len(above) >= _LONG_LINE
        and "," in text[start:end]
        and ("," in below or len(below.split()) <= 3)
        and _name(first) != ""
    )


def _block(reading: Reading, label: _Label, stop: int) -> Iterator[Attendee]:
    """The names below a label: list items, or lines up to a blank one."""
    text, at = reading.text, _line_end(reading.text, label.end, stop) + 1
    listed: bool | None = None
    blanks, given = 0, False
    for _ in range(_BLOCK_LINES):
        if at >= stop:
            return
        end = _line_end(text, at, stop)
        line = text[at:end]
        item = _ITEM.match(line)
        if not line.strip(" \t>|-"):
            blanks += 1
            if listed is False or blanks > 3:
                return
        elif (item is None and ((listed and given) or _HEADING.match(line))) or line.lstrip().startswith("#"):
            if not (item is None and listed and line[:2].isspace()):
                return
        else:
            listed = item is not None if listed is None or not given else listed
            blanks = 0
            begin = at + (item.end() if item else 0)
            dash = _DASH.search(line, begin - at) if item else None  # what follows it says where somebody works
            entry = Span(begin, at + dash.start() if dash and "," in line[dash.end() :] else end)
            people = list(_people(reading, entry, label.part, strict=item is None and not _HANDLED.search(line)))
            if not people and item is None:
                return
            given = given or any(each.person for each in people)  # groups named first end no list of names
            yield from people
        at = end + 1


def _people(reading: Reading, span: Span, part: str, *, strict: bool) -> Iterator[Attendee]:
    """The people of one list; with ``strict`` only full names count."""
    if not reading.visible(span):
        return
    before: Attendee | None = None
    pieces = list(_pieces(reading.text, span))
    short = {piece for piece in pieces if _INITIALS.fullmatch(_head_of(reading.quote(piece)))}
    by_initials = not strict and len(short) >= _LEAST_INITIALS * len(pieces)
    for piece in pieces:
        chairs = _CHAIRS.fullmatch(reading.quote(piece)) if part == "present" else None
        named = Span(piece.start, piece.start + chairs.end("name")) if chairs else piece
        own = "chair" if chairs else part
        who = _attendee(reading, named, own, strict=strict, initials=by_initials and piece in short)
        if who is None:
            continue
        if not who.person and before is not None and before.person and not before.role:
            before = replace(before, role=who.role, span=Span(before.span.start, who.span.end))
            if _CHAIR.search(who.role) and not _CHAIR_NOT.search(who.role) and part in ("present", "in attendance"):
                before = replace(before, part="chair")
            continue
        if before is not None:
            yield before
        before = who
    if before is not None:
        yield before


def _pieces(text: str, span: Span) -> Iterator[Span]:
    for piece in _parted(text, span):
        if _TOGETHER.fullmatch(text, piece.start, piece.end):
            yield from (Span(each.start(), each.end()) for each in _LETTERS.finditer(text, piece.start, piece.end))
        else:
            yield piece


def _parted(text: str, span: Span) -> Iterator[Span]:
    for match in _PIECE.finditer(text, span.start, span.end):
        cuts = [
            match.start(),
            *(
                x
                for found in _AND.finditer(match[0])
                for x in (match.start() + found.start(), match.start() + found.end())
            ),
            match.end(),
        ]
        inner = [(match.start() + begin, match.start() + end) for begin, end in run_on(match[0])]
        cuts = sorted([*cuts, *(x for gap in inner for x in gap)])
        for start, end in list(pairwise(cuts))[::2]:
            words = text[start:end]
            left = len(words) - len(words.lstrip(" \t*_\"'[-"))
            words = re.sub(r"\s+(?:and|&)\s*$", "", words)  # a list that goes on in the next line
            yield Span(start + left, max(start + left, start + len(words.rstrip(" \t*_\"'.:|]"))))


def _head_of(words: str) -> str:
    """An entry without what stands in brackets or after a dash."""
    cut = _CUT.search(words)
    return (words[: cut.start()] if cut else words).strip(" .")


def _attendee(reading: Reading, span: Span, part: str, *, strict: bool, initials: bool = False) -> Attendee | None:
    lead = _LEAD.match(reading.quote(span))
    span = Span(span.start + lead.end(), span.end) if lead else span
    words = reading.quote(span)
    cut = _CUT.search(words)
    head = words[: cut.start()] if cut else words
    match = _NOTE.search(words)
    note = _ITEMS.sub("", (match["note"] or match["dash"]) if match else "").strip()
    person = head.strip(" .") if initials else _name(head) if not strict or is_person(head.strip()) else ""
    if not person and _HANDLE.search(words) and not strict:
        person = " ".join(head.split()) if len(head.split()) == _FULL and _name(head.title()) else ""
    role = note if (is_role(note) or is_body(note)) and (part != "apologies" or note[:1].isupper()) else ""
    if not person and re.fullmatch(r"@[\w-]{2,39}", head.strip()) and is_person(note):
        person = note  # "@ana (Ana Roth)"
    if not person and not strict and re.fullmatch(r"@[\w-]{2,39}", words.strip()):
        person = words.strip()  # a list of handles
    if not person:
        bare = re.sub(r"^(?:the|our)\s+", "", head.strip(" .*_"), flags=re.I)
        if not is_role(bare) or is_body(bare) or strict or part in ("secretary", "chair") or len(bare.split()) > 6:
            return None
        return Attendee("", bare, part, span)
    if part in ("present", "in attendance"):
        if _CHAIR.search(note) and not _CHAIR_NOT.search(note):
            part = "chair"
        elif _ABSENT.search(note):
            part = "apologies"
    if re.fullmatch(r"(?i)(?:in the |the )?(?:acting )?(?:chair|secretary|minutes|notes)(?:man|woman|person)?", note):
        role = ""
    return Attendee(person, role, part, span, part == "secretary" or bool(_SECRETARY.search(note)))


def _name(words: str) -> str:
    """``words`` when they have the form of a name on a list of people, where one word may do; else ""."""
    words = " ".join(words.strip(" \t.,;:*_").split())
    tokens = words.split()
    if is_person(words) and not any(token.casefold() in _NO_NAME and not _LETTER.fullmatch(token) for token in tokens):
        return words
    if not 1 <= len(tokens) <= _MOST_TOKENS or is_role(words) or is_body(words):
        return ""
    if any(
        (token.strip(".").casefold() in _NO_NAME and not _LETTER.fullmatch(token)) or not _TOKEN.fullmatch(token)
        for token in tokens
    ):
        return ""
    proper = [token for token in tokens if token.casefold() not in _PARTICLES and token[0] not in "‘'\"“"]
    if (
        not proper
        or not all(token[0].isupper() for token in proper)
        or (len(proper) == 1 and (len(proper[0]) < _SHORTEST or proper[0].isupper()))
    ):
        return ""
    return words


def _tabled(reading: Reading) -> Iterator[Attendee]:
    """Tables with a column of names and one or two that say who came and who did not."""
    for table, _ in reading.tables:
        names = [name.strip() for name in table.header]
        body = list(reading.records(table))
        if not 2 <= len(names) <= 6 or not body:
            continue
        here = [name for name in names if name and _tells(reading, name, body)]
        called = next((name for name in names if _NAME_COLUMN.fullmatch(name)), "") or _called(names, here, body)
        if not called or not here:
            continue
        for record in body:
            if (who := _row(record, called, here)) is not None and reading.visible(who.span):
                yield who


def _tells(reading: Reading, column: str, body: list[Record]) -> bool:
    """Whether a column says who came: by its name or that of the meeting's day, or by words that say nothing else."""
    if _HERE_COLUMN.fullmatch(column):
        return True
    held = [entry.text.strip() for record in body if (entry := record.named(re.escape(column)))]
    marks = [words for words in held if _part_of(words, column)]
    if not marks or len(marks) < _MARKED * len(held):
        return False
    spelt = [words for words in held if _SPELT.match(words)]
    return (
        bool(_HERE_WORDS.search(column))
        or _of_this_day(reading, column)
        or (len(spelt) > 1 and len(spelt) == len(held) and not reading.dates_of(column) and not PARTIAL.search(column))
    )


def _of_this_day(reading: Reading, column: str) -> bool:
    """Whether a column is named by a day that the document names first of all: "25 Aug" in the minutes of 25 August."""
    begun = Span(0, min(len(reading.text), _NAMED_DAY))
    told = [found.value for found in (*reading.dates_in(begun), *reading.dates_of(reading.title))]
    if found := reading.dates_of(column):
        return found[0].precision == "day" and found[0].value in told[:2]
    match = PARTIAL.fullmatch(column.strip()) or _DAY_COLUMN.fullmatch(column.strip())
    return bool(match) and any(nearest(column, day.isoformat(), ahead=True) == day.isoformat() for day in told[:2])


def _called(names: list[str], here: list[str], body: list[Record]) -> str:
    """The column most of whose cells are names, where its own name says nothing."""
    for column in names:
        held = [e.text for record in body if column and column not in here and (e := record.named(re.escape(column)))]
        if len(held) > 1 and sum(bool(is_person(words.strip())) for words in held) >= 0.8 * len(held):
            return column
    return ""


def _part_of(came: str, column: str) -> str:
    """What one mark under a column says: "Yes, chair", "A (illness)", a tick under "Apologies"."""
    word = re.split(r"\s*[,;(:]|\s[-–—]\s|\s(?=from\b|until\b|by\b)", came, maxsplit=1)[0].strip()
    rest = came[len(word) :]
    part = "present" if _YES.fullmatch(word) else "apologies" if _NO.fullmatch(word) else ""
    if part and re.search(r"\b(?:apolog\w+|absen\w+|excused|regrets)\b", column, re.I):
        return "apologies" if part == "present" and not _NO.fullmatch(word) else ""
    if part == "present" and _CHAIR.search(rest):
        return "chair"
    if part == "present" and _GUEST.search(rest):
        return "in attendance"
    return part


def _grouped(reading: Reading) -> Iterator[Attendee]:
    """Further groups ("Management | …") in a table of two columns that lists attendance."""
    text = reading.text
    for table in reading.document.tables:
        rows = [row.cells for row in table.rows if len(row.cells) == 2 and not row.hidden and not table.hidden]
        known = [_FIRST.match(text[first.start : first.end].strip()) for first, _ in rows]
        parts = [_part(match) if match else "" for match in known]
        if "present" not in parts or len([part for part in parts if part]) < 2:
            continue
        for (first, second), part in zip(rows, parts, strict=True):
            words = text[first.start : first.end].strip(" *_:")
            if not part and words[:1].isupper() and len(words.split()) <= 3 and not _NOT_PEOPLE.fullmatch(words):
                yield from _people(reading, Span(second.start, second.end), "in attendance", strict=True)


def _row(record: Record, called: str, columns: list[str]) -> Attendee | None:
    name = record.named(re.escape(called))
    if name is None or not (person := _name(_CUT.split(name.text, maxsplit=1)[0])):
        return None
    told = [(entry.text.strip(), column) for column in columns if (entry := record.named(re.escape(column)))]
    parts = [part for words, column in told if (part := _part_of(words, column))]
    part = next((each for each in parts if each != "apologies"), parts[0] if parts else "")
    came = told[0][0] if told else ""
    if not part and _CHAIR.fullmatch(came):
        part = "chair"
    elif not part and re.fullmatch(r"(?i)in attendance|observer|guest|by invitation", came):
        part = "in attendance"
    role = record.named(_ROLE_COLUMN.pattern)
    words = role.text.strip() if role else ""
    if part == "present" and _CHAIR.search(words) and not _CHAIR_NOT.search(words) and not _CHAIR_ELSE.search(words):
        part = "chair"
    elif part == "present" and _GUEST.search(words):
        part = "in attendance"
    noted = len(came) > _MARK or re.fullmatch(r"(?i)absent|excused", came)
    told_of = came if part == "apologies" and noted and not _APOLOGY.search(came) else ""
    return Attendee(person, words, part, record.span, bool(_SECRETARY.search(came)), told_of) if part else None


def _said(reading: Reading) -> Iterator[Attendee]:
    """Attendance told in sentences near the top."""
    opening = reading.text[:_OPENING]
    for part, pattern in _SAID:
        for match in pattern.finditer(opening):
            start = match.start("who")
            for piece in _pieces(reading.text, Span(start, match.end("who"))):
                words = reading.quote(piece)
                if (
                    _name(words)
                    and reading.visible(piece)
                    and words.split()[0].casefold() not in ("he", "she", "they", "it", "who")
                ):
                    yield Attendee(_name(words), "", part, piece, part == "secretary")
