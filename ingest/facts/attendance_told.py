"""Attendance told in sentences near the top: "Mr Holm had sent his apologies", "the session was chaired by A. Roth"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Span
from ingest.facts.attendees import Attendee, head_of, name_of, pieces, unled
from ingest.facts.reading import Reading

OPENING = 3_500
"""Characters in which lists may begin inside a line, and in which sentences tell of attendance."""
_NAME = (
    r"(?:(?:Dr|Mr|Mrs|Ms|Mx|Prof)\b\.?[ \t]+)?(?:[^\W\d_a-zà-öø-ÿ]\.[ \t]?){0,3}[^\W\d_a-zà-öø-ÿ][^\W\d_]+(?:['’-][^\W\d_]+)*"
    r"(?:[ \t]+(?:(?:van|von|de|der|den|da|di|la|le|bin|al)[ \t]+){0,2}[^\W\d_a-zà-öø-ÿ](?:\.|[^\W\d_]+(?:['’-][^\W\d_]+)*)){0,3}"
)
_APART = r"(?:(?:the [a-z][a-z ]{2,40}|for (?-i:[A-Z])[\w ]{2,30}),[ \t]+)?"  # "and, for Sales, M. Holm", "the observer, M. Holm"
_GAP = r"(?:[ \t]+|[ \t]*\n[ \t]*)"  # between two words of one paragraph
_BESIDE = (  # "M. Holm (Quality)", "M. Holm for the residents of Rope Lane"; never read in a second way
    rf"(?>\s*\([^()\n]{{1,60}}\)|{_GAP}(?:for|of|from)"
    rf"(?>{_GAP}(?!(?:and|sent|gave|had|has|was|were|could|took|joined)\b)[^\W\d_][\w’'-]*){{1,8}}+(?=[,.;]|{_GAP}[a-z]))?+"
)
_FOR = re.compile(r"\s+(?:for|of|from)\s+(?=[^\W\d_]).*$", re.S)
_NAMES = rf"(?P<who>{_NAME}{_BESIDE}(?:(?:,\s*(?:and,?\s+)?|\s+and,?\s+){_APART}{_NAME}{_BESIDE}){{0,12}})"
_POST = r"(?:(?:the|its|our|outgoing|acting|new)[ \t]+)?(?:(?:[A-Z][\w-]+[ \t]+){0,3}(?:Chair\w*|President|Director|Convenor|Convener|Manager|Executive|Officer|Speaker|Mayor|[Cc]hair\w*|[Pp]resident)(?: of [A-Z]\w+)?,?[ \t]+)?"
_SAID: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (part, re.compile(pattern))
    for part, pattern in (
        ("apologies", rf"\b{_NAMES}[ \t]+(?:had |has |have )?(?:sent|gave|given|tendered|offered)[ \t]+(?:his |her |their |an? )?(?:apolog(?:ies|y)|regrets)"),
        ("apologies", rf"(?i:\bapolog(?:ies|y)(?: for absence)?(?: (?:was|were|had been))?(?: (?:received|noted|given|tendered|accepted|sent))? from )(?:the )?{_NAMES}"),
        ("apologies", rf"\b{_NAMES}\s+(?:(?:could\s+not|couldn['’]t)\s+(?:come|attend|be present|be there|join|make it)|(?:was|were) (?:absent|on (?:[a-z]+ )?leave|on holiday|unable to (?:attend|come)|not able to (?:attend|come|be there|join)|excused|not present|prevented))"),
        ("apologies", rf"\b{_NAMES}, who (?:had |has |have )?(?:asked to be excused|sent (?:his |her |their |an? )?(?:apolog(?:ies|y)|regrets)|(?:was|were) (?:ill|away|unwell|excused|on leave))"),
        ("apologies", rf"(?P<who>{_NAME}),?[ \t]+being[ \t]+(?:away|absent|ill|unwell|prevented|abroad|on (?:[a-z]+ )?leave|on holiday|at (?:the|an?)\b)"),
        ("apologies", rf"(?P<who>{_NAME}){_BESIDE}\s+(?:was|were)\s+represented\s+by\b"),
        ("present", rf"\b(?:was|were)\s+represented\s+by\s+(?:(?:his|her|their|the)\s+[a-z]+,?\s+)?(?P<who>{_NAME})"),
        ("present", rf"\b(?:could\s+not|couldn['’]t)\s+(?:come|attend|be there|make it)\s+and\s+(?:had\s+)?sent\s+(?P<who>{_NAME})(?=[.,;]| instead| in (?:his|her|their) (?:place|stead))"),
        ("present", rf"\b{_NAMES}\s+were\s+(?:all\s+)?(?:in\s+the\s+room|there|(?:at|a?round)\s+the\s+table|on\s+the\s+call)(?=[.,;])"),
        ("present", rf"[,;]\s+(?:and\s+)?(?P<who>{_NAME})\s+(?:(?:was\s+)?on\s+the\s+(?:phone|line|screen)|by\s+(?:phone|telephone|video))(?=[.,;])"),
        ("in attendance", rf"(?P<who>{_NAME}) joined (?:by (?:phone|telephone|video|Teams|Zoom)|online|remotely)\b"),
        ("chair", rf"\b{_NAMES}[ \t]+(?:(?:was|is) in the chair|took the chair|chaired the (?:meeting|session|review)|presided)"),
        ("chair", rf"(?:^|[.,;:]\s+)(?P<who>{_NAME}),?[ \t]+(?:(?:was|being)[ \t]+)?in the chair\b"),
        ("chair", rf"(?i:\bpresent|\bthere), (?P<who>{_NAME}) (?:leading|presiding|chairing)\b"),
        ("chair", rf"(?i:(?:^|(?<=[.;]\s))(?:the )?chair(?:man|woman|person)? (?:was|today was) ){_NAMES}"),
        ("present", rf"(?i:\bin the chair(?:,| with|, with) ){_NAMES}"),
        ("chair", rf"(?:^|[.;\n] ?)(?P<who>{_NAME}) (?:led|opened)(?=[;,.]| the (?:meeting|session|group|panel|committee|council|review|board|forum))"),
        ("chair", rf"(?:^|(?<=[.;\n])|(?<=[.;\n] ))(?:In the [Cc]hair|Chair(?:man|woman|person)?|Convenor|Convener|Host)[ \t]+(?P<who>{_NAME})(?=[ \t]*(?:[.;,\n]|$))"),
        ("present", rf"{_NAMES}[ \t]+came(?=[.,;])"),
        ("present", rf"(?i:\b(?:also )?with us(?: (?:were|was))?:? ){_NAMES}"),
        ("in attendance", rf"{_NAMES}(?: and I)?[ \t]+attended(?=[.,;])"),
        ("in attendance", rf"(?P<who>{_NAME})(?: (?:of|from) (?:the )?[A-Z][\w&’']+(?: [A-Z][\w&’']+){{0,3}})?[ \t]+joined (?:us|the meeting|for (?:items? \d|(?:the )?(?:first|second|last|whole|part)\b))"),
        ("chair", rf"(?i:\b(?:chaired|presided over|led|opened and chaired|convened) by ){_POST}{_NAMES}"),
        ("chair", rf"(?i:\b(?:called|brought) to order(?: at [^.;]{{1,30}}?)? by ){_POST}(?P<who>{_NAME})"),
        ("chair", rf"\b(?P<who>{_NAME})[ \t]+called (?:the|to order the) [^.;\n]{{0,60}}?(?:meeting|session)(?: to order)?\b"),
        ("secretary", rf"(?i:\b(?:notes|minutes|record)(?: (?:was|were))? (?:taken|kept|written|recorded|made) by |\bminuted by ){_NAMES}"),
        ("secretary", rf"\b{_NAMES}[ \t]+(?:took|kept|wrote|was taking|was keeping)[ \t]+(?:the[ \t]+)?(?:minutes|notes|record)\b"),
        ("secretary", rf"[·|•;][ \t]+(?i:scribe|minutes|notes|recorder|clerk|secretary|minute[- ]?taker)[ \t]+{_NAMES}"),
        ("present", rf"(?i:\b(?:attended by|(?:in attendance|attending|taking part|participating)(?: also)? were(?:, in [a-z ]{{3,30}},)?|those present were|present were|attendees were|in the room were) ){_NAMES}"),
        ("present", rf"(?i:\b(?:(?:a?round|at) the table were|(?:was|were) joined by) ){_NAMES}"),
        ("chair", rf"(?:^|(?<=[.;\n])|(?<=[.;\n] ))(?:The )?[Cc]hair(?:man|woman|person)?[ \t]+{_NAMES}[ \t]+(?:opened|welcomed|called|led)\b"),
        ("secretary", rf"(?i:(?:^|(?<=[.;\n])|(?<=[.;\n] ))(?:note|notes|minutes?|record)(?: kept| taken)? by ){_NAMES}"),
        ("present", rf"(?i:(?:^|(?<=[.;]\s))with (?:him|her|them|the chair)(?: (?:at|around|round) the table| in the room| on the call)?(?: were| was)?:? ){_NAMES}"),
        ("present", rf"\b(?P<who>{_NAME})[ \t]+(?:stood in|sat in|deputi[sz]ed|came in place|attended in place|came instead)[ \t]+(?:for|of)\b"),
        ("present", rf"\b{_NAMES},?[ \t]+(?:was|were) with (?:him|her|them|us|the chair)\b"),
        ("present", rf"\b{_NAMES}[ \t]+(?:were (?:all )?present|attended the (?:meeting|session|review))"),
    )
)  # fmt: skip


def told(reading: Reading) -> Iterator[Attendee]:
    """Attendance told in sentences near the top."""
    opening = reading.text[:OPENING]
    for part, pattern in _SAID:
        for match in pattern.finditer(opening):
            start = match.start("who")
            for listed in pieces(reading.text, Span(start, match.end("who"))):
                piece, own = unled(reading, listed, part)
                words = _FOR.sub("", head_of(reading.quote(piece)))
                if (
                    name_of(words)
                    and reading.visible(piece)
                    and words.split()[0].casefold() not in ("he", "she", "they", "it", "who")
                ):
                    yield Attendee(name_of(words), "", own, piece, own == "secretary")
