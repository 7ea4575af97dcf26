"""Documents and parties named in prose: ``documents_in``, ``named`` and ``someone``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from evidence.model import Span
from ingest.facts.parties import Party, is_person, is_role, party

_ACRONYM = re.compile(r"(?:[Tt]he\s+)?([A-Z][A-Za-z&]{0,6}[A-Z])")
_ACTING = re.compile(
    r"(?P<who>[^;|]{4,80}?),?\s+(?:for|on behalf of)\s+(?:the\s+)?[A-Z][^;|]{1,80}"
)  # "Ana Roth for People and Culture"
_ROLE_LAST = re.compile(
    r"\b(?:sponsor|owner|officer|director|manager|secretary|lead|head|counsel|chair(?:man|woman|person)?|president|sponsors?)$",
    re.I,
)
_SEVERAL = re.compile(r"\b(?:leads|heads|partners|principals|trustees|directors|governors)$", re.I)
_NOTHING = re.compile(
    r"(?:[-–—?./\s_…]*|n/?a|none|nil|tb[acd]|to be .*|pending.*|not (?:yet )?\w+.*|open|unknown|vacant|draft|yes|no|awaiting.*|outstanding|see .*|x"
    r"|for|what|when|where|who|why|how|topic|subject|purpose|about|phone|e-?mail|day|date|role|name|post|reach(?:ed)? (?:at|by))",
    re.I,
)

_ADDRESS = re.compile(r"(?:mailto:)?(?P<address>[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@[A-Za-z\d][\w/-]{1,38})")
_UNIT = re.compile(
    r"(?:[Tt]he\s+)?(?P<name>[A-Z][\w&/'’-]*(?:\s+(?:(?:and|of|for|&|the)\s+)*[A-Z][\w&/'’-]*){0,6})(?:\s*\([A-Z][A-Z&]{1,6}\))?"
)
_SMALL_UNIT = re.compile(r"(?:the )?(?P<name>[a-z]+(?: [a-z]+)? (?:services?|desk|support))")
_NO_UNIT = re.compile(
    r"(?:Internal|Public|Confidential|Restricted|Current|Annual\w*|Insert|Name|Signature|Date|Role|Title|Position|All|Not|Same|As|See|Yes|No)\b",
    re.I,
)

_OWN_NAMES = (
    r"standing orders|financial instructions|scheme of delegation|articles of association|privacy notices?|"
    r"(?:modern slavery|privacy|safeguarding|safety) statements?"
)  # these are names of documents by themselves
DOCUMENT_NOUN = (
    r"(?:polic(?:y|ies)|procedures?|standards?|guidelines?|charters?|frameworks?|handbooks?|manuals?|schedules?|codes?|directives?|"
    r"terms of reference|statements? of applicability|plans?|programmes?|programs?|strateg(?:y|ies)|protocols?|playbooks?|rules|regulations?|"
    rf"work instructions?|processes|process|methodolog(?:y|ies)|risk appetite statement|roadmap|by-?laws|constitution|{_OWN_NAMES})"
)
_VERSION = r"(?:(?:version|edition|issue|revision|rev\.?|ver\.?|ed\.|v\.?)\s*)?(?P<{}>\d{{1,3}}(?:\.\d{{1,3}}){{1,3}}[a-z]?)|(?:version|edition|issue|revision|rev\.?|ver\.?|v)\s*(?P<{}>\d{{1,3}}(?:\.\d{{1,3}}){{0,3}}[a-z]?)"
NUMBER = re.compile(rf"(?<![\w./])(?:{_VERSION.format('a', 'b')})(?![\w/]|\.\d|\s*(?:%|per cent))", re.I)
_BREAKS = (
    r"(?:the|our|its|their|his|her|your|my|an?|this|that|these|those|all|any|no|each|every|both|under|with|from|to|in|into|about|as|per|than|via|at|(?-i:up)|by|"
    r"which|who|is|was|were|are|be|been|has|have|had|led|will|would|should|must|(?-i:may)|can|not|of|on|for|and|or|but|so|if|when|new|newly|revised|updated|amended|"
    r"draft|existing|current|present|proposed|following|said|first|final|approv\w+|adopt\w+|ratif\w+|endors\w+|releas\w+|agreed|accepted|confirmed|reject\w*|"
    r"deferred|noted|reviewed|discuss\w+|present\w+|introduc\w+|consider\w+|keep|read|sign\w*|publish\w*|owns?|version|edition|issue|revision|changes|amendments|we|it|they|costed|two-page|\d+)"
)
_WORD = rf"(?!{_BREAKS}\s)[\w&/'’-]+\s+"
_JOINED = r"(?:(?:and|of|for|&|on|to|in)\s+)"
_DOCUMENT = re.compile(
    rf"\b(?P<name>(?:{_WORD}(?:{_JOINED}(?={_WORD}))?){{0,6}}?{DOCUMENT_NOUN}\b(?!-)(?:\s+(?-i:(?=[A-Z])){DOCUMENT_NOUN}\b)?(?:\s+(?:on|for|of)\s+(?:the\s+)?(?!\d)[\w&/'’-]+(?:\s+(?:and\s+|of\s+|for\s+|to\s+)?(?-i:[A-Z])[\w&/'’-]*){{0,4}})?)",
    re.I,
)
_TITLE = r"[A-Z][\w&/'’-]*(?:\s+(?:(?:of|on|for|and|the|to|in)\s+)*[A-Z][\w&/'’-]*){1,7}"
_TITLED = re.compile(
    rf"(?:[A-Z]{{2,6}}-\d{{1,4}}\s+)?(?P<name>{_TITLE})(?=,?\s+\(?(?:v|version |edition |issue |rev\.? )?\d+\.\d(?!\d?\.\d))"
    rf"|\b(?:[Vv]ersion|[Ee]dition|[Ii]ssue|[Rr]evision)\s+\d+(?:\.\d+)*\s+of\s+(?:the\s+|our\s+)?(?P<of>{_TITLE})"
)
_IDENTIFIED = re.compile(r"\b(?P<name>[A-Z]{2,6}-\d{1,4})\b(?=\s*,?\s*(?:v|version|edition|issue|rev)?\.?\s*\d)")
_DETERMINER = re.compile(
    r"^(?:(?:the|our|its|their|his|her|your|a|an|this|that|new|newly|revised|updated|amended|draft|current|following|group|existing|present|proposed|whole|full|both|all|"
    r"of|on|for|to|in|and|by|with|approved|adopted|ratified|first|final|second|company[’']s|board[’']s|of the|"
    r"(?:version|edition|issue|revision|rev\.?|v)\s*[\d.]+[a-z]?|changes|amendments|update|revision|[\d.]+|\d+/\d+)\s+)+",
    re.I,
)  # fmt: skip
_VAGUE = re.compile(
    rf"(?:(?:the|this|that|our|its|new|revised|updated|amended|draft|said)\s+)*(?:{DOCUMENT_NOUN}|document|version|issue|edition|it|text|revision)(?:\s+(?:in|for|on|to|of|as|with|and))*",
    re.I,
)
_NAMED_SO = re.compile(_OWN_NAMES, re.I)
_VERSION_IN_TITLE = re.compile(
    r"[\s,(–—-]*\b(?:(?:version|edition|issue|rev(?:ision)?\.?|v|draft)\s*)?\d{1,3}(?:\.\d{1,3}){1,3}[a-z]?\)?\s*$|[\s,(–—-]+(?:version|edition|issue|rev\.?|v)\s*\d+\)?\s*$",
    re.I,
)
_STATE_IN_TITLE = re.compile(
    r"[\s(\[–—-]+(?:draft|final|signed|approved|superseded|withdrawn|obsolete|for comments?)[)\]]?\s*$", re.I
)
_STATE_BEHIND_TITLE = re.compile(r"\s[-–—]\s+(?:superseded|obsolete|withdrawn|replaced)\b[^\n]*$", re.I)
_NUMBER_IN_TITLE = re.compile(r"^[A-Z]{2,6}(?:-[A-Z]{1,5})?[-/ ]?\d{1,4}(?:[-/.]\d{1,4})?[\s:–—-]+(?=[A-Z])")


_LISTED_BODY = re.compile(
    r"(?:[Tt]he\s+)?(?P<first>[A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,3})(?:, [A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,2}){1,3},? (?:and|&)"
    r" [A-Z][\w&'’-]*(?: [A-Z][\w&'’-]*){0,2} (?:Committee|Board|Council|Forum|Panel|Group|Team|Commission)"
)  # "Board Risk, Audit and Technology Committee" is one


@dataclass(frozen=True, slots=True)
class Mention:
    """A document named in prose: "the new AI Ethics Policy 2.1" is ("AI Ethics Policy", "2.1")."""

    subject: str
    version: str
    span: Span


def document_in(text: str, start: int, end: int) -> Mention | None:
    """The first document that ``text[start:end]`` names by more than "the policy"; its version where it is said."""
    return next(documents_in(text, start, end), None)


def documents_in(text: str, start: int, end: int) -> Iterator[Mention]:
    """Every document that ``text[start:end]`` names: by a title and a version, by its sort, by its number."""
    words = text[start:end].replace("\n\n", "\n\0")  # no name goes on in the next paragraph
    for pattern in (_TITLED, _DOCUMENT, _IDENTIFIED):
        for match in pattern.finditer(words):
            group = "name" if match.groupdict().get("name") else "of"
            name, lead = _bare(match[group])
            name = _CALENDAR.split(name)[0].rstrip()
            named = pattern is not _DOCUMENT or re.search(rf"\b{DOCUMENT_NOUN}\b", name, re.I)
            if (
                not name
                or not named
                or _NO_DOCUMENT.match(name)
                or (_VAGUE.fullmatch(name) and not _NAMED_SO.fullmatch(name))
                or name.lower() in _GENERIC
                or len(name) > 100
            ):
                continue
            at = start + match.start(group) + lead
            before = text[text.rfind("\n", 0, start) + 1 : start]
            yield Mention(name, _version_near(words, match.start(), match.end(), before), Span(at, at + len(name)))


_NO_DOCUMENT = re.compile(
    r"(?:release|purchase|minutes|budget|acceptance|appointment|contract|agreement|licen[cs]e|item|agenda|version|page|section|clause|annex|appendix|table|figure|chapter|part|step|phase|january|february|march|april|(?-i:may)|june|july|august|september|october|november|december)\b",
    re.I,
)
_CALENDAR = re.compile(
    r"\s+(?:(?:on|for|of|in|from)\s+)?(?:the\s+)?(?:\d|(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday)\b)"
)
_REFERENCE = re.compile(r"[ ,(]+[A-Z]{2,6}-\d{1,4}\b\)?")
_GENERIC = frozenset(
    "management programme,action plan,action plans,the plan,policies,procedures,release process".split(",")
)


def _bare(name: str) -> tuple[str, int]:
    """A name without the determiners before it, and how many characters those are."""
    match = _DETERMINER.match(name)
    lead = match.end() if match else 0
    return name[lead:].strip(), lead


def _version_near(words: str, start: int, end: int, before: str) -> str:
    """A version right before ("version 2.1 of the ...") or right after the name; ``before``: the line before ``words``."""
    known = _REFERENCE.match(words, end)  # "Supplier policy SUP-02 ed. 3.0"
    end = known.end() if known else end
    after = NUMBER.match(words, end + len(words[end:]) - len(words[end:].lstrip(" ,(")))
    if after:
        return after["a"] or after["b"]
    found = NUMBER.finditer(words, max(0, start - 30), end)
    inside = [match for match in found if not (match[0][0].isdigit() and _opens_line(words, match.start(), before))]
    return (inside[-1]["a"] or inside[-1]["b"]) if inside else ""


def _opens_line(words: str, place: int, before: str) -> bool:
    """Whether a line begins there: a bare number is that of an item then ("4.0 AI Policy, second edition.")."""
    _, newline, line = words[:place].rpartition("\n")
    return not (line if newline else before + line).strip(" \t*_#>\0")


def named(words: str) -> str:
    """A document's title without its number, version and state ("POL-3 Travel Policy 2.0 (draft)" -> "Travel Policy")."""
    title = _STATE_BEHIND_TITLE.sub("", " ".join(words.split()).strip(" *_#"))
    for _ in range(3):
        title = _STATE_IN_TITLE.sub("", _VERSION_IN_TITLE.sub("", title)).strip(" ,-–—")
    if title.count("(") > title.count(")"):  # "Grants (PRO-7" of "Grants (PRO-7, version 2.3)"
        title = title.rpartition("(")[0].rstrip() or title
    return _NUMBER_IN_TITLE.sub("", title).strip() or words.strip()


_BROKEN = re.compile(r"\s*(?:of|for|with|at|in|by|and|or|who|whose|which|that|is|are|must|shall|should|to)\s")


def someone(words: str) -> Party | None:
    """Who is meant where somebody must be meant (after "approved by", in a column of approvers); None for "tbd"."""
    if _BROKEN.match(words):
        return None  # "of manager rank", "for each system": the words go on from something else
    words = " ".join(re.sub(r"[*_`]+", " ", words).split()).strip(" .,;:")
    words = re.sub(r"\s+([,;])", r"\1", words)
    if _NOTHING.fullmatch(words) or len(words) > 160:
        return None
    one_body = _LISTED_BODY.fullmatch(words)
    if one_body is not None and not is_person(one_body["first"]) and not is_role(one_body["first"]):
        return Party(0, len(words), body=re.sub(r"^[Tt]he\s+", "", words))
    acting = _ACTING.fullmatch(words)
    if acting is not None and is_person(acting["who"].split(",")[0]):
        words = acting["who"]
    found = party(words)
    if found is not None and found.body and not found.role and _ROLE_LAST.search(found.body):
        found = replace(found, role=found.body, body="")
    if found is not None and not (found.person or found.body) and _SEVERAL.search(found.role):
        found = replace(found, body=found.role, role="")  # "Monday Leads", "the trustees": many, who decide as one
    if found is not None and (found.person or found.body or found.role):
        return found
    if (match := _ACRONYM.fullmatch(words)) and not is_role(match[1]):
        return Party(0, len(words), body=match[1])
    initials = re.fullmatch(r"(?:[A-Z]\.\s?)+[A-Z][\w'’-]+", words)
    return Party(0, len(words), person=words) if initials else None


def holder(words: str) -> Party | None:
    """Who is meant under a label that can only name somebody ("Policy owner"): also a unit by its bare name ("IT Services",
    "Platform Security") and an address ("it@mill.example", "@mill/platform").
    """
    plain = " ".join(re.sub(r"[*_`\"\[\]]+", " ", words).split()).strip(" .,;:")
    if address := _ADDRESS.fullmatch(words.strip(" *`\"'[]<>")):
        return Party(0, len(words), person=address["address"])
    known = someone(words)
    if known is not None:
        return known
    unit = _UNIT.fullmatch(plain) or _SMALL_UNIT.fullmatch(plain)
    if unit is None or _NO_UNIT.match(plain) or _NOTHING.fullmatch(plain) or re.search(r"[\[<{]", words):
        return None
    return Party(0, len(words), body=unit["name"])
