"""Approvals in forms: the matter, what was decided, who did and when, each under a label, in a tick box or in a caption."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evidence.model import Fact, Span
from ingest.facts.approval_fields import HEAD, NAME, PLAIN_DAY, SUBJECT_LABEL, day_in, labelled, party_fields
from ingest.facts.labels import dated_below
from ingest.facts.mentions import NUMBER, document_in, named, someone
from ingest.facts.pairs import Pair
from ingest.facts.parties import Party, is_body, is_person, listed
from ingest.facts.reading import Reading
from ingest.facts.sign_offs import outcome

_OUTCOME_LABEL = re.compile(r"(?:decision|outcome|result|verdict|resolution)", re.I)
_DECIDED_ON = re.compile(r"(?:date (?:of|for) (?:the )?decision|decision date|decided(?: on)?|date decided)", re.I)
_BOX = re.compile(
    r"[\[(](?P<tick>[ xX✓✔_]?)[\])][ \t]*(?P<words>(?:not )?(?:approved?|rejected?|accepted?|declined?|refused?|returned)\b[^\[(\n]{0,40})",
    re.I,
)
_LEAST_BOXES = 2
_NAME = re.compile(r"name", re.I)
_TAKEN_BY = re.compile(r"(?:decision )?(?:taken|made|decided) by", re.I)
_PLAIN_DATE = re.compile(r"date", re.I)
_APPROVED_FOR = re.compile(
    r"(?:approved|released|accepted|agreed|cleared|passed|signed off) for [\w ]{2,30}|signed off", re.I
)
_APPROVED_LINE = re.compile(
    r"\W*(?:(?:version|edition|issue|rev\.?|v)\s*(?P<version>\d[\d.]*\d|\d)[.,;]?\s+)?(?:read and |checked and )?(?:approved|released|accepted|agreed|cleared|passed|signed off|endorsed|adopted|ratified|authori[sz]ed)(?: for [\w ]{2,30}?)? by (?P<who>[^;|\n]{3,120})$",
    re.I,
)
_CAPTIONED = re.compile(
    r"(?:(?<=[,;.–—-] )|(?<=\())(?:approved|released|adopted|agreed|signed off|cleared|passed|okayed)(?: by|:) (?:the )?(?P<who>[^,;\n]{3,60}?),?\s+(?:on\s+)?(?=\d)",
    re.I,
)
_CAPTION_VERSION = re.compile(r"\b(?:version|edition|issue|rev\.?|v)\s*(?P<version>\d[\d.]*)", re.I)
_ASSESSMENT = re.compile(r"\bassessment\b|\b(?:DP|AI|P)IA\b", re.I)
_DOCS = re.compile(r"\b(?:minutes|agenda)\b", re.I)


def form(reading: Reading) -> Iterator[Fact]:
    """An approval form: the document, the decision, who decided and when, each under a label of its own."""
    subject = labelled(reading, SUBJECT_LABEL)
    stated = labelled(reading, _OUTCOME_LABEL)
    ticked = _ticked(reading)
    if ticked is not None and not ticked:
        return
    approver = (
        reading.pair("approver") or labelled(reading, _TAKEN_BY) or (labelled(reading, _NAME) if ticked else None)
    )
    who = someone(approver.value) if approver else None
    if approver is None and stated is not None and stated.name != "approver":
        approver = stated
        who = next((someone(part) for part in re.split(r"[,:;–—]", reading.title) if is_body(part.strip())), None)
    if approver is None:
        return
    decision = outcome(ticked or (stated.value if stated else "approved"))
    mention = document_in(reading.text, subject.value_span.start, subject.value_span.end) if subject else None
    if who is None or not decision or subject is None or (mention is None and not re.search(r"\w-?\d", subject.value)):
        return
    if _DOCS.search(subject.value):
        return
    on = labelled(reading, _DECIDED_ON) or reading.pair("approved")
    if on is None and (ticked or (stated is not None and not reading.day(stated.value_span))):
        on = labelled(reading, _PLAIN_DATE)
    version = reading.pair("version")
    dates = {
        "approved": reading.day(approver.value_span) or (reading.day(on.value_span) if on else ""),
        "effective": day_in(reading, reading.pair("effective")),
    }
    fields = {"subject": named(subject.value), "version": version.value if version else "", "decision": decision}
    spans = [pair.span for pair in (approver, stated, subject, on, version) if pair is not None]
    yield reading.fact(
        "approval", fields | party_fields(who), spans, extractor=NAME, dates=dates, origin=approver.origin
    )


def _ticked(reading: Reading) -> str | None:
    """What is ticked of the outcomes that a form offers, "" where nothing or several are, None where it offers none."""
    boxes = list(_BOX.finditer(reading.text))
    if len(boxes) < _LEAST_BOXES:
        return None
    chosen = [box["words"].strip() for box in boxes if box["tick"].strip()]
    return chosen[0] if len(chosen) == 1 else ""


def is_form(reading: Reading) -> bool:
    """Whether a document has its matter and what was decided on it each under a label."""
    stated = labelled(reading, _OUTCOME_LABEL)
    plain = reading.kind in ("other", "report", "register") and not reading.document.tables
    return plain and stated is not None and bool(outcome(stated.value)) and labelled(reading, SUBJECT_LABEL) is not None


def approved_form(reading: Reading) -> Iterator[Fact]:
    """A report or form that says below its matter who approved it: "Approved for use: A. Roth, Director, 19/01/26"."""
    told = list(_labelled_approvals(reading))
    if told:
        yield from told
        return
    for span in () if _ASSESSMENT.search(reading.title) else reading.sentences:  # whose own fact names the approver
        match = _APPROVED_LINE.match(reading.quote(span))
        who = someone(PLAIN_DAY.sub("", match["who"]).strip(" ,;.")) if match else None
        day = reading.day(span)
        if match and who is not None and day and (who.person or (who.body and span.start < HEAD)):
            fields = {"subject": named(reading.title), "version": match["version"] or "", "decision": "approved"}
            fields |= party_fields(who)
            yield reading.fact("approval", fields, [span], extractor=NAME, dates={"approved": day})
            return
    yield from _in_caption(reading)


def _labelled_approvals(reading: Reading) -> Iterator[Fact]:
    """Those whom a label names: the first, and who else it or another label of the same name approves with a day."""
    label = ""
    for pair in reading.pairs:
        words = pair.label.strip(" *_")
        if pair.name not in ("approver", "approved") and not _APPROVED_FOR.fullmatch(words):
            continue
        if label not in ("", words.lower()) or not reading.visible(pair.span):
            continue
        below = dated_below(reading, pair)
        day = reading.day(pair.value_span) or day_in(reading, below)
        people = _people(PLAIN_DAY.sub("", pair.value).strip(" ,;."))
        if not people or not (day or _is_bare(reading, pair)):
            continue
        label = words.lower()
        for who in people:
            number = NUMBER.search(reading.title)
            version = (number["a"] or number["b"]) if number else ""
            fields = {"subject": _matter(reading), "version": version, "decision": "approved"} | party_fields(who)
            spans = [pair.span, *([below.span] if below else [])]
            yield reading.fact("approval", fields, spans, extractor=NAME, dates={"approved": day}, origin=pair.origin)


def _people(words: str) -> list[Party]:
    """The one person that a value names with a post, or the several that it lists."""
    several = [who for who in listed(words) if who.person]
    if len(several) > 1:
        return several
    who = someone(words)
    return [who] if who is not None and who.person else []


def _is_bare(reading: Reading, pair: Pair) -> bool:
    """Whether a label "Approved" names people only, without a day, in the last lines: "Gate: passed. Approved: Jo Day."."""
    lines = reading.text.rstrip()
    last = lines[max(lines.rfind("\n", 0, max(lines.rfind("\n"), 0)), 0) :]
    plain = all(is_person(each.strip()) for each in re.split(r",|\band\b|&", pair.value.strip(" .")))
    return plain and pair.span.start >= len(lines) - len(last)


def _matter(reading: Reading) -> str:
    """What a form or report is about: its title, or for a form of approval the system that it releases."""
    system = reading.pair("system")
    if system is not None and re.match(r"(?i)\W*(?:release|change|approval|go-?live|deployment)\b", reading.title):
        return system.value.strip()
    return named(reading.title)


def _in_caption(reading: Reading) -> Iterator[Fact]:
    """The line above a register that gives its version and who approved it: "Risks, version 3, approved by A. Roth on 3 May 2031"."""
    for line in re.finditer(r"[^\n]+", reading.text[:HEAD]):
        match = _CAPTIONED.search(line[0])
        who = someone(match["who"].strip()) if match else None
        span = reading.trimmed(Span(line.start(), line.end()))
        day = reading.day(Span(line.start() + match.end(), line.end())) if match else ""
        if match is None or who is None or not day or not reading.visible(span):
            continue
        version = _CAPTION_VERSION.search(line[0], 0, match.start())
        title = re.split(r",\s+|\s[–—-]\s|;\s", line[0].strip(" #*_|"))[0]
        fields = {
            "subject": named(title if re.search(r"[^\W\d_]{4}", title) and not _no_matter(title) else reading.title),
            "version": version["version"] if version else "",
            "decision": "approved",
        } | party_fields(who)
        yield reading.fact("approval", fields, [span], extractor=NAME, dates={"approved": day})
        return


def _no_matter(words: str) -> bool:
    """Whether some words name a version or an owner, and no matter."""
    return bool(re.match(r"(?i)\W*(?:version|edition|issue|rev|owner|approved|status|draft)\b", words))
