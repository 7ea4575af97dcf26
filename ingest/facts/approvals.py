"""Approvals: which document was approved (or rejected, deferred, noted), by whom, when. See ``facts``.

Read from control tables and header lines, version histories, approval forms, registers of documents, minutes, and
mails. The subject is a document as named; a decision about money or a system belongs to other families.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from evidence.model import Fact, Span
from ingest.facts.approval_fields import HEAD, NAME, party_fields
from ingest.facts.approval_forms import approved_form, form, is_form
from ingest.facts.approval_histories import histories, history_lines
from ingest.facts.approval_lists import listed_approvals
from ingest.facts.approving import Verdict, all_verdicts
from ingest.facts.columns import Record
from ingest.facts.context import body as body_of
from ingest.facts.context import held, in_quoted, writer
from ingest.facts.controlled import Controlled, controlled
from ingest.facts.decision_rows import body_of_log, decision_rows
from ingest.facts.document_rows import register_rows, title_entry
from ingest.facts.mentions import Mention, document_in, documents_in, named, someone
from ingest.facts.nested import front_groups, groups, is_yaml
from ingest.facts.reading import Reading
from ingest.facts.resolving import introduced
from ingest.facts.sign_offs import is_sign_off, outcome, sign_offs

_FORM = re.compile(
    r"\b(?:approval|release|sign-?off|authori[sz]ation)\b[^\n]{0,30}\b(?:form|sheet|record|request|note|page|certificate)\b|\bdecision (?:note|record|sheet|form)\b",
    re.I,
)
_FIRST = re.compile(
    r"(?:^|[.!?:,]\s+|\n)\s*(?:I|we)\s+(?:(?:hereby|have|am happy to|are happy to|formally|gladly|can|both|also|today|now|this day)\s+)*(?:approve|adopt|sign off|authori[sz]e|release|endorse)d?\b|\bI (?:(?:can|do|hereby|gladly|formally) )?(?:confirm|give|grant) (?:you )?my (?:formal |full |final )?(?:approval|sign-?off|consent)\b|\byou have my (?:approval|sign-?off|consent|ok)\b|(?:^|\n)\s*approved(?: from my side)?\s*[.!,](?:\s|$)",
    re.I,
)
_SIGNED_OFF = re.compile(
    r"(?:approved|authori[sz]ed|released|adopted|ratified|signed off)(?: by)?(?:(?: for| on behalf of| by) (?:the )?(?P<body>[A-Z][\w& -]{2,60}))?",
    re.I,
)
_ASKED = re.compile(r"\b(?:approv\w+|sign-?off|authori[sz]\w+|agreement|release)\b", re.I)
_GO_AHEAD = re.compile(
    r"(?:^|[.!?]\s+|\n)\s*(?:(?:I(?:['’]m| am) )?(?:very )?(?:happy|fine|content|ok(?:ay)?|good) with (?:this|it|that|the (?:text|document|draft|changes))\b[^.?!\n]{0,30}?[,;:.–-]\s*(?:so |and )?(?:please )?(?:do )?(?:proceed|go ahead|publish|issue|release|go on)\b"
    r"|(?:please )?(?:proceed|go ahead)(?: (?:with (?:this|it)|and (?:publish|issue|release)[^.\n]{0,30}))?\s*[.!]|(?:you have|that has) my (?:blessing|go-ahead|agreement)\b)",
    re.I,
)
_WRITTEN = re.compile(r"\b(?:written|circular) resolutions?\b|\bresolutions? in writing\b", re.I)
_PASSING = re.compile(
    r"\b(?:all|majority|members?)\b[^.:\n]{0,20}?\bthe (?P<body>(?:sole )?(?:directors|trustees|members|shareholders|partners|governors|board))\b",
    re.I,
)
_BE_APPROVED = re.compile(r"\b(?:be|is|are)\s+(?:hereby\s+|formally\s+)?(?:approved|adopted|ratified|endorsed)\b", re.I)
_APPROVAL_KEY = re.compile(r"(?:approvals?|approved(?: by)?|approvers?|sign[- ]?offs?|authori[sz]ations?)", re.I)
_ROW_VERB = re.compile(r"\W*(?:not approved|approved|adopted|ratified|endorsed|rejected|refused)\b", re.I)
_THE_BODY = re.compile(r"(?:the )?(?:committee|board|council|group|forum|meeting|members|team|panel)", re.I)
_ITEM = re.compile(
    r"^\s*(?:#+\s*)?(?:\d{1,4}(?:[./]\d{1,3})?|[A-Z]{1,4}[-/]?\d{1,4}(?:[./-]\d{1,3})?)[.)]?\s+[A-Z]|^\s*(?:\*\*|__)[^*_\n]{2,100}(?:\*\*|__)",
    re.M,
)
_LEAD_HEAD = re.compile(
    r"[ \t]*(?:\(?(?:\d{1,4}(?:[./]\d{1,3})*|[a-z])\)?[.)]?[ \t]+)?(?:\*\*|__)(?P<head>[^*_\n]{2,100})(?:\*\*|__)", re.I
)  # "4. **Travel policy.** Jo Day presented version 2. The policy was approved."
_BACK = 2_500  # characters in which an item of minutes names what it decides on


def facts(reading: Reading) -> Iterator[Fact]:
    """The document's approvals: its own, those that its tables list, those that its sentences report."""
    own = controlled(reading)
    if own is not None:
        yield from _own(reading, own)
    elif _FORM.search(f"{reading.title}\n{reading.text[:200]}") or is_form(reading):
        told = list(form(reading))
        yield from told or approved_form(reading)
    elif reading.kind in ("other", "report", "register"):
        yield from approved_form(reading)
    yield from histories(reading, own)
    yield from history_lines(reading, own)
    yield from listed_approvals(reading)
    if own is not None and own.approval is None and not own.draft:
        yield from _signed_off(reading, own)
    for record in register_rows(reading):
        if not is_sign_off(reading, record.table):
            yield from _row(reading, record)
    for row in sign_offs(reading):
        fields = {"subject": row.subject, "version": row.version, "decision": row.decision} | party_fields(row.who)
        dates = {"approved": row.day}
        yield reading.fact("approval", fields, row.spans, extractor=NAME, dates=dates, origin="cell")
    yield from _logged(reading)
    yield from _grouped(reading)
    yield from _in_writing(reading)
    if reading.kind != "agenda":
        yield from _prose(reading, own)


def _own(reading: Reading, own: Controlled) -> Iterator[Fact]:
    approval = own.approval
    if approval is None or (own.draft and not approval.day):
        return
    for each in (approval, *own.further):
        fields = {"subject": own.title, "version": own.version, "decision": each.decision} | party_fields(each.who)
        dates = {"approved": each.day, "effective": own.effective}
        spans = list(dict.fromkeys([each.span, *(own.approval_spans if each is approval else [])]))
        yield reading.fact(
            "approval", fields, spans, extractor=NAME, dates=dates, origin=each.origin, strength=own.strength
        )


def _signed_off(reading: Reading, own: Controlled) -> Iterator[Fact]:
    """The row of a sign-off table that says who approved: "Approved for the Board | Ana Roth | Director | 3 May 2026"."""
    for table, _ in reading.tables:
        for record in reading.records(table):
            first = next((entry for entry in record.entries if entry.text.strip()), None)
            match = _SIGNED_OFF.fullmatch(first.text.strip()) if first else None
            rest = [entry for entry in record.entries if entry is not first and entry.text.strip()]
            day = next((day for entry in rest if (day := reading.day(entry.span))), "")
            named = [who for entry in rest if (who := someone(entry.text))]
            person = next((who.person for who in named if who.person), "")
            if match is None or not day or not person or not reading.visible(record.span):
                continue
            fields = {
                "subject": own.title,
                "version": own.version,
                "decision": "approved",
                "approver": person,
                "role": next((who.role for who in named if who.role), ""),
                "body": (match["body"] or "").strip(),
            }
            dates = {"approved": day, "effective": own.effective}
            yield reading.fact("approval", fields, [record.span], extractor=NAME, dates=dates, origin="cell")
            return


def _grouped(reading: Reading) -> Iterator[Fact]:
    """The mapping "approval:" of a data file or of front matter, or each of a list "approvers:", above who decided and when."""
    data = is_yaml(reading) or reading.document.parser.startswith("json")
    found = groups(reading) if data else front_groups(reading)
    top = {_key(label): value for group in found if not group.name for label, value in group.entries}
    subject = next(
        (top[name] for name in ("document", "title", "policy", "procedure", "standard", "summary") if name in top), None
    )
    for group in found:
        told = {_key(label): value for label, value in group.entries}
        by = next((told[name] for name in ("approver", "approved by", "by", "name", "person") if name in told), None)
        on = next((told[name] for name in ("approved on", "date", "on", "approved", "day") if name in told), None)
        stated = next(
            (told[name] for name in ("decision", "outcome", "status", "state", "result") if name in told), None
        )
        who = someone(by.text) if by else None
        decision = outcome(stated.text) if stated else "approved"
        if not _APPROVAL_KEY.fullmatch(group.name) or subject is None or who is None or not on or not decision:
            continue
        who = replace(who, role=told["role"].text) if "role" in told and not who.role else who
        version = top["version"].text if "version" in top else ""
        fields = {"subject": named(subject.text), "version": version, "decision": decision} | party_fields(who)
        spans = [each.span for each in (by, on, stated, subject) if each is not None]
        yield reading.fact("approval", fields, spans, extractor=NAME, dates={"approved": reading.day_of(on.text)})


def _key(label: str) -> str:
    return " ".join(label.replace("_", " ").split()).lower()


def _logged(reading: Reading) -> Iterator[Fact]:
    """The rows of logs of decisions whose matter is a document and whose decision approves or refuses it."""
    for table in reading.document.tables:
        for row in () if table.hidden else decision_rows(reading, table, minuted=False):
            verb = _ROW_VERB.match(row.text.removeprefix(f"{row.subject}: "))
            mention = document_in(row.subject, 0, len(row.subject)) if verb and row.held else None
            if verb is None or mention is None or row.outcome not in ("approved", "rejected"):
                continue
            body = row.body or body_of_log(reading.title)
            fields = {"subject": mention.subject, "version": mention.version, "decision": row.outcome, "body": body}
            dates = {"approved": row.held}
            yield reading.fact("approval", fields, [row.span], extractor=NAME, dates=dates, origin="cell")


def _in_writing(reading: Reading) -> Iterator[Fact]:
    """The documents that a resolution passed in writing approves, by those who pass it."""
    opening = reading.text[:HEAD]
    passed = _WRITTEN.search(opening)
    if passed is None or reading.kind == "agenda":
        return
    who = _PASSING.search(opening, passed.end())
    for span in reading.sentences:
        words = reading.quote(span)
        match = _BE_APPROVED.search(words)
        mention = document_in(reading.text, span.start, span.start + match.start()) if match else None
        if mention is None or who is None or not introduced(reading, span.start):
            continue
        fields = {"subject": mention.subject, "version": mention.version, "decision": "approved", "body": who["body"]}
        spans = [span, Span(who.start("body"), who.end("body"))]
        yield reading.fact("approval", fields, spans, extractor=NAME)


def _row(reading: Reading, record: Record) -> Iterator[Fact]:
    """One line of a register of documents."""
    approver, title = record.text("approver"), title_entry(record)
    who, day = someone(approver), _entry_day(reading, record, "approved")
    if (who is None and not day) or not title:
        return
    if who is not None and not day:
        day = reading.day_of(approver)
    status = record.text("status")
    if re.search(r"\b(?:draft|not (?:yet )?approved|pending|planned)\b", status, re.I) and not day:
        return
    fields = {"subject": title, "version": record.text("version"), "decision": "approved"} | party_fields(who)
    yield reading.fact("approval", fields, [record.span], extractor=NAME, dates={"approved": day}, origin="cell")


def _entry_day(reading: Reading, record: Record, role: str) -> str:
    entry = record.get(role)
    return (reading.day(entry.span) or reading.day_of(entry.text)) if entry else ""


def _prose(reading: Reading, own: Controlled | None) -> Iterator[Fact]:
    known = reading.meeting if reading.kind == "minutes" else None
    meeting, day = body_of(reading) or (known.body if known else ""), held(reading)
    for verdict in all_verdicts(reading):
        if own is None or not (verdict.itself or _same(own, verdict)):
            yield from _reported(reading, verdict, meeting, day)
    if reading.kind == "mail" or (meeting == "" and reading.kind in ("other", "post")):
        for span in reading.sentences:
            yield from _given(reading, span)


def _same(own: Controlled, verdict: Verdict) -> bool:
    """Whether a controlled document speaks of its own version under its own title."""
    mention = verdict.mention
    if mention is None:
        return False
    same = (
        mention.subject == own.number
        or mention.subject.lower() in own.title.lower()
        or own.title.lower() in mention.subject.lower()
    )
    return same and mention.version in ("", own.version) and own.approval is not None


def _reported(reading: Reading, verdict: Verdict, meeting: str, day: str) -> Iterator[Fact]:
    """A verdict on another document. Minutes give it the body that met, the day, and what the item is about."""
    mention = verdict.mention
    spans = [verdict.span]
    if mention is None or mention.subject.isupper():
        above = _antecedent(reading, verdict) if reading.kind == "minutes" else None
        if above is None and mention is None:
            return
        if above is not None:
            mention = above
            spans.append(above.span)
    assert mention is not None
    who = party_fields(verdict.who)
    elsewhere = bool(verdict.day and day and verdict.day != day)  # told of another body's earlier meeting
    if meeting and (not any(who.values()) or (_THE_BODY.fullmatch(who.get("body", "")) and not elsewhere)):
        who["body"] = meeting
    if (not any(who.values()) and not verdict.day) or (reading.kind != "minutes" and not _definite(verdict)):
        return
    version = verdict.version or (verdict.mention.version if verdict.mention else "") or mention.version
    fields = {"subject": named(mention.subject), "version": version, "decision": verdict.decision} | who
    dates = {"approved": verdict.day or day, "effective": verdict.effective}
    yield reading.fact("approval", fields, spans, extractor=NAME, dates=dates)


def _definite(verdict: Verdict) -> bool:
    """Whether prose outside minutes reports a deed: a day, somebody doing it, or a proper name; else it may be a rule."""
    who = verdict.who.name if verdict.who is not None else ""
    return bool(verdict.day) or verdict.active or who[:1].isupper()


def _antecedent(reading: Reading, verdict: Verdict) -> Mention | None:
    """The document that "it" or "version 2.1" is about: the last one named in the same item, else the item's heading."""
    text, at = reading.text, verdict.span.start
    if verdict.mention is not None:
        number = verdict.mention.subject
        named_so = re.search(rf"(?P<before>[^\n]{{0,160}}?),?\s*[(\[]{re.escape(number)}[)\]]", text)
        if named_so:
            start = named_so.start("before")
            return next(iter(reversed(list(documents_in(text, start, named_so.end("before"))))), None)
        return None
    if heads := _LEAD_HEAD.match(text, at, verdict.span.end):
        own = document_in(text, heads.start("head"), heads.end("head"))
        if own is not None:
            return own
    starts = [heading.start for heading in reading.document.headings if heading.start <= at]
    starts += [match.start() for match in _ITEM.finditer(text, max(0, at - _BACK), at)]
    starts += [row.start for table in reading.document.tables for row in table.rows if row.start <= at < row.end]
    begin = max([start for start in starts if start <= at], default=max(0, at - _BACK))
    found = [each for each in documents_in(text, max(begin, at - _BACK), at) if reading.visible(each.span)]
    if verdict.version:
        found = [each for each in found if each.version in ("", verdict.version)]
    found.sort(key=lambda each: (bool(each.version), each.span.start))
    return found[-1] if found else None


def _given(reading: Reading, span: Span) -> Iterator[Fact]:
    """ "I approve version 2 of the Travel Policy", above a name."""
    words = reading.quote(span)
    subject = reading.pair("subject") if reading.kind == "mail" else None
    asked = bool(subject and _ASKED.search(subject.value))
    if not (match := _FIRST.search(words) or (_GO_AHEAD.search(words) if asked else None)) or re.search(
        r"\b(?:cannot|not|unless|if|once)\b", words[: match.end()], re.I
    ):
        return
    mention = document_in(reading.text, span.start, span.end)
    if mention is None and subject is not None:
        mention = document_in(reading.text, subject.value_span.start, subject.value_span.end)
    under = writer(reading, span.start)
    sender = next((pair for pair in reading.pairs if pair.label.lower() == "from"), None)
    if in_quoted(reading, span.start):
        sender = None  # he repeats what somebody else approved
    name = under.person if under else re.split(r"\s*<", sender.value)[0].strip("\"' ") if sender else ""
    if mention is None or not name:
        return
    fields = {"subject": mention.subject, "version": mention.version, "approver": name, "decision": "approved"}
    fields["role"] = under.role if under else ""
    spans = [span, *([under.span] if under else [])]
    day = under.day if under and in_quoted(reading, span.start) else reading.written
    yield reading.fact("approval", fields, spans, extractor=NAME, dates={"approved": day})
