"""Which of the people named in a sentence may be the one that did what is asked, or holds what is asked for."""

from __future__ import annotations

import re

from assistant.query import Query
from assistant.register.people import sort
from assistant.synonyms import relates
from assistant.words import presence, stems
from evidence.lexical import analyse

AUTHOR = re.compile(r"\b(?:authors?|authored|wrote|writes?|written)\b", re.I)
"""Its stem is that of authorising: an author is taken for nobody who allows."""
_ROLE_GIVEN = re.compile(
    r"\b(?:appointed|elected|nominated|named|designated|made|become|becomes|became|as|acting|interim|deputy"
    r"|(?:role|post|position|duty|office|function) of)\s+"
    r"(?:(?:as|to|the|our|its|their|a|an|acting|new|interim|deputy)\s+)*$",
    re.I,
)
_OFFICE = re.compile(r"\b(?:chair\w*|member|C\w{1,2}O)$", re.I)
"""What is no role where people are compared, and an office where it is given to somebody."""
_TITLES = r"(?:(?:the|our|mr|mrs|ms|dr|prof)\.?\s+)*$"
_BELONGS = re.compile(rf"(?P<what>[\w-]+)\s+(?:of|with|for|from|about|against)\s+{_TITLES}", re.I)
_DONE_BY = re.compile(rf"\b(?P<verb>[a-z]+(?:ed|en|wn))\s+by\s+{_TITLES}", re.I)
_LEFT = re.compile(
    r"^[^.;:]{0,40}?\b(?:released|relieved|discharged|dismissed|removed|resign(?:s|ed)"
    r"|step(?:s|ped) down|retire[sd]|left|leaves|ceases?|ceased|hand(?:s|ed) over|no longer|declined|refused)\b",
    re.I,
)
_HOLDER_ASKED = re.compile(r"^(?:and |so |but )?who(?:['’]s| is| are)\b", re.I)
_ACTS = frozenset(
    analyse(
        "approve sign appoint elect accept adopt authorise authorize release grant issue write prepare audit review"
        " assess test reject decide order buy"
    )
)
_FORM = 0.8  # presence of a form of the word itself
_SYNONYM = 0.6
_OF_PERSONS = frozenset(
    analyse(
        "author writer written prepared drafted requested submitted proposed presented owner reviewer checked minutes"
        " reported"
    )
)


def may_be_meant(query: Query, words: str, start: int, end: int) -> bool:
    """Whether the name ``words[start:end]`` may answer ``query``, by its part in the sentence."""
    before, name = words[:start], words[start:end]
    if _ROLE_GIVEN.search(before) and (sort(name) == "role" or _OFFICE.search(name)):
        return False  # the office that somebody is given
    if _HOLDER_ASKED.search(query.text) and _LEFT.search(words[end:]):
        return False
    acts = [term for term in stems(AUTHOR.sub("write", query.text)) if term in _ACTS]
    return _labelled(query, before) and (not acts or _agent(acts, before))


def _agent(acts: list[str], before: str) -> bool:
    """Whether who is named may have done it: not whom the thing belongs to, nor by whom something else was done."""
    belongs, done = _BELONGS.search(before), _DONE_BY.search(before)
    if belongs and not any(presence(act, stems(belongs["what"])) for act in acts):
        return False
    if done is None:
        return True
    verb = stems(done["verb"])
    least = _FORM if "sign" in acts else _SYNONYM
    other = any(relates(term) or term in _OF_PERSONS for term in verb)
    return not other or any(presence(act, verb) >= least for act in acts)


def _labelled(query: Query, before: str) -> bool:
    """Whether a label right before the name, if there is one, is of the part that is asked for: no author approves."""
    label = re.search(r"(?:^|[;.|\n]\s*)(?P<label>[^;:.|\n]{2,40}):\s*$", before)
    asked = [term for term in query.terms if relates(term)]
    if label is None or not asked:
        return True
    said = stems(AUTHOR.sub("writer", label["label"]))
    other = any(relates(term) or term in _OF_PERSONS for term in said)
    return not other or any(presence(term, said) for term in asked)
