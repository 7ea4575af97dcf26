"""Questions after a set that are put as deeds or with "as of" a day, as ones after records: what an audit found, a body
decided or approved, who reports to whom, how something was made known, whether it was assessed, what it was trained on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from assistant.periods import joined_periods

_MET = re.compile(
    r"^(?:(?:and|so|but)\s+)?how (?:often|many times)\s+(?:(?:has|have|had|did)\s+)(?P<who>.{2,60}?)\s+(?:met|meet|sat|convened?)\b"
    r"(?P<when>.*)",
    re.I,
)
_AUDIT = re.compile(
    r"^(?:(?:and|so|but)\s+)?what (?:(?:did|has|have) (?P<which>(?:the|our) (?:[\w-]+ ){0,5}?audit) (?:find|found|turn(?:ed)? up|reveal(?:ed)?|raised?|identif(?:y|ied)|shown?)\b"
    r"|(?:came|has come|comes) out of (?P<from>(?:the|our) (?:[\w-]+ ){0,5}?audit)\b|was found (?:in|at|by) (?P<in>(?:the|our) (?:[\w-]+ ){0,5}?audit)\b)",
    re.I,
)
_SORT_OF_AUDIT = re.compile(
    r"(?:the|our) (?:(?:internal|external|surveillance|certification|supplier|isms|aims|qms|ems|ai|iso \d+) )*audit",
    re.I,
)
_LAST_DECIDED = re.compile(
    r"^(?:(?:and|so|but)\s+)?what (?:(?:was|were|has been|have been) (?:decided|agreed|resolved)(?: (?:at|in|by|on))? (?:the |our )?(?:last|latest|most recent) (?:meeting of (?:the )?)?(?P<of>.{2,60}?)"
    r"|did (?:the |our )?(?P<by>.{2,60}?) (?:decide|agree|resolve)(?: (?:at|in|on))? (?:(?:its|their|the|our) )?(?:last|latest|most recent))(?: (?:meeting|session|sitting))?[?.!]*$",
    re.I,
)
_DONE_BY = re.compile(
    r"^(?:(?:and|so|but)\s+)?what (?:did|has|have) (?P<who>.{2,60}?) (?:ever |already |formally )?(?P<deed>approved?|adopt(?:ed)?|accept(?:ed)?)\b(?P<rest>(?: (?:in|on|during|since|between|last|this)\b.{2,40}?)?)[?.!]*$",
    re.I,
)
_REPORTS_TO = re.compile(r"^(?:(?:and|so|but)\s+)?who (?:all )?reports (?:directly )?to (?P<who>.{2,60}?)[?.!]*$", re.I)
_COMMUNICATED = re.compile(
    r"^(?:(?:and|so|but)\s+)?(?:how|when|by what means) (?:(?:was|were|is|has|have) (?P<what>.{3,80}?) (?:been )?(?:communicated|announced|made known)(?: to (?P<to>.{3,60}?))?[?.!]*$"
    r"|(?:was|were|have|has) (?P<whom>.{3,40}?) (?:been )?(?:told|informed|notified)(?: about| of)? (?P<of>.{3,80}?)[?.!]*$)",
    re.I,
)
_EVERYBODY = re.compile(
    r"(?:(?:all|the|our|all the|all our|every) )*(?:staff|employees?|people|everyone|everybody|colleagues|workers|workforce|crew|team|organisation|organization|company)?",
    re.I,
)
_ASSESSED = re.compile(
    r"^(?:(?:and|so|but)\s+)?(?:has|have) (?P<what>.{2,60}?) (?:ever |already |yet )?been (?P<sort>impact[- ]|risk[- ])?assessed(?: for (?:its )?impacts?)?(?: yet)?[?.!]*$",
    re.I,
)
_TRAINED_ON = re.compile(
    r"^(?:(?:and|so|but)\s+)?(?:where (?:does|did|do) the (?:training |input )?data (?:of|for|in|behind) (?P<of>.{2,60}?) come from"
    r"|(?:on )?(?:what|which) data (?:was|is|were|are) (?P<on>.{2,60}?) (?:trained|built)(?: on| with| from)?|what (?:is|was) (?P<it>.{2,60}?) trained (?:on|with))[?.!]*$",
    re.I,
)
_SO_FAR = re.compile(r"[\s,]*\b(?:so far|to date|until now|up to now|already)\b", re.I)
_AS_OF = re.compile(r"\bas (?:of|at|on) (?:the )?", re.I)
_DECIDED = re.compile(
    r"^(?:(?:and|so|but)\s+)?what\s+(?:(?:did|has|have)\s+(?P<who>.{3,80}?)|was|were|has been)\s+(?:decided?|agreed?|resolved?)\b"
    r"(?P<when>.*)",
    re.I,
)
_REVIEWED = re.compile(
    r"^(?:(?:and|so|but)\s+)?what (?:\w+ )?(?:(?:did|has|have) (?:the |our )?(?P<a>.{0,30}?)\bmanagement review\b(?P<b>.{0,40}?) (?:decided?|agreed?|settled?|resolved?)"
    r"|(?:was|were|has been|have been) (?:decided|agreed|settled) (?:at|in|by|during) (?:the |our )?(?P<c>.{0,30}?)\bmanagement review)\b"
    r"(?P<rest>.{0,40}?)[?.!]*$",
    re.I,
)
_NO_MORE = re.compile(r"(?:of|in|from|on|at|held|the|last|latest|most recent|newest|its|year|,|\s)*", re.I)
_AT_MEETING = re.compile(
    r"\b(?:on|in|at|of|during|the|its|their|that|this|meetings?|sessions?|held|day)\b|[,.?!]", re.I
)
_OF_BODY = re.compile(
    r"\b(?:at|in|by|during) (?:the |our )?(?P<body>(?!(?:the|its|our|that|this|their)\b)[\w&-]+(?: [\w&-]+){0,4}?) (?:meeting|session|call|sitting)\b",
    re.I,
)
_BODY = re.compile(r"\b(?:board|council|committee|panel|team|group|forum|assembly|commission|management)$", re.I)


def dated(text: str, as_of: date) -> tuple[str, date | None]:
    """The question without "as of 1 May 2024", and that day; ``None`` where it names none so."""
    match = _AS_OF.search(text)
    spans = joined_periods(text[match.end() :], as_of) if match else ()
    if match is None or not spans or not text[match.end() :].startswith(spans[0].text):
        return text, None
    rest = text[match.end() + len(spans[0].text) :]
    before = text[: match.start()].rstrip(" ,")
    return f"{before} {rest.lstrip(' ,')}".strip(), spans[0].last


def meetings(text: str) -> str:
    """A question such as "How often has the board met in 2024 so far?" as one after the number of its meetings."""
    match = _MET.match(text)
    if match is None:
        return text
    return f"How many meetings of {match['who']} were held{_SO_FAR.sub('', match['when'])}"


def audits(text: str) -> str:
    """A question such as "What did the last internal audit find?" as one after its findings."""
    match = _AUDIT.match(text)
    which = match["which"] or match["from"] or match["in"] if match else ""
    if match and _SORT_OF_AUDIT.fullmatch(which) and not text[match.end() :].strip(" ?.!"):
        which = re.sub(r"^(the|our) ", r"\1 last ", which, flags=re.I)
    return f"What findings did {which} have{text[match.end() :]}" if match else text


def matters(text: str) -> str:
    """Questions that are put as deeds ("What did the board decide about ...?") as ones after the records of them."""
    for form, put in _MATTERS:
        if (match := form.match(text)) and (said := put(match)):
            return said
    return text


def _done_by(match: re.Match[str]) -> str:
    accepted = match["deed"].lower().startswith("accept")
    what = "acceptances were accepted" if accepted else "approvals were approved"
    return f"Which {what} by {match['who']}{match['rest']}"


def _communicated(match: re.Match[str]) -> str:
    """Which messages; whom they went to where that is not just everybody of the organisation."""
    whom = match["to"] or match["whom"] or ""
    named = "" if _EVERYBODY.fullmatch(whom.strip()) else f" to {whom}"
    return f"Which messages were sent about {match['what'] or match['of']}{named}"


_MATTERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        _LAST_DECIDED,
        lambda match: f"Which decisions were decided by {match['of'] or match['by']} at the latest meeting",
    ),
    (_DONE_BY, _done_by),
    (_REPORTS_TO, lambda match: f"Which roles report to {match['who']}"),
    (_COMMUNICATED, _communicated),
    (_ASSESSED, lambda match: f"Is there an {(match['sort'] or '').strip(' -')} assessment for {match['what']}"),
    (_TRAINED_ON, lambda match: f"Which data sets of {match['of'] or match['on'] or match['it']}"),
)


def of_a_review(text: str, as_of: date) -> str:
    """A question after what a management review decided, the last one where it names no time; any other as it is."""
    match = _REVIEWED.match(text)
    when = " ".join(match[name] or "" for name in ("a", "b", "c", "rest")) if match else ""
    spans = joined_periods(when, as_of)
    left = when.replace(spans[0].text, " ") if spans else when
    if match is None or len(spans) > 1 or not _NO_MORE.fullmatch(left):
        return text
    time = f"in {re.sub(r'^(?:in|of|on) ', '', spans[0].text)}" if spans else "at the latest meeting"
    return f"Which decisions were decided by management review {time}"


def decisions(text: str, as_of: date) -> str:
    """A question such as "What did the board decide on 3 May?" as one after its decisions; any other as it is.

    Only where a time and nothing more is named: what was decided *about* something may stand under its heading alone.
    """
    match = _DECIDED.match(text)
    spans = joined_periods(match["when"], as_of) if match else ()
    if match is None or len(spans) != 1:
        return text
    left = match["when"].replace(spans[0].text, " ")
    held = _OF_BODY.search(left)
    left = _OF_BODY.sub(" ", left)
    if spans[0].text not in match["when"] or _AT_MEETING.sub(" ", left).strip():
        return text
    who, when = match["who"] or "", spans[0].text
    if held and not who:
        return f"Which decisions were decided by {held['body']} in {when}"
    if _BODY.search(who):
        return f"Which decisions were decided by {who} in {when}"
    return f"Which decisions did {who} make in {when}" if who else f"Which decisions in {when}"
