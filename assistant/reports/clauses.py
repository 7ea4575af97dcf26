"""Reports by requirement: evidence index, traceability matrix, crosswalk."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from assistant.clause_passages import passages
from assistant.clauses import Evidence, Mapped, day_of
from assistant.document_state import state_of, title_span
from assistant.papers import Sort, sorts
from assistant.readable import on_a_line
from assistant.reports.report import EMPTY, Report, Request, Row, Section
from assistant.wording import sentence, short
from evidence.citing import Words
from evidence.frameworks import Framework, bundled
from evidence.model import Span, Strength

_SHOWN = 12  # pieces of evidence listed a requirement; the notes say how many there are
_SPOKEN = 5  # passages listed a requirement
KINDS_OF_EVIDENCE = (
    ("Policy or procedure", ("document",)),
    ("Approval", ("approval", "signature")),
    ("Meeting or decision", ("meeting", "decision", "acceptance")),
    ("Resource", ("resource",)),
    (
        "Register",
        ("risk", "treatment", "objective", "system", "supplier", "applicability", "role", "ownership", "provenance"),
    ),
    ("Record", ("training", "measurement", "communication", "review", "event_log", "agreement", "certificate")),
    ("Check", ("audit", "assessment", "validation", "test", "finding", "corrective_action", "incident", "action")),
)
"""Columns of the traceability matrix: kinds of facts under one heading."""
OTHER = "Named by other documents"
_KIND_OF = {kind: heading for heading, kinds in KINDS_OF_EVIDENCE for kind in kinds}
_SORT_OF = {"minutes": "meeting", "register": "system", "check": "audit", "message": "communication"}
_ORDER = {strength: place for place, strength in enumerate(Strength)}


def evidence_index(request: Request) -> Report:
    """Each requirement's evidence: what, document, date, strength, why it counts and how much; then passages."""
    framework = request.framework
    columns = ("Ref", "Requirement", "Evidence", "Document", "Date", "Strength", "Why", "Score")
    rows: list[Row] = []
    cut = 0
    clauses = request.clauses(framework)
    for mapped in clauses.all():
        kept = [each for each in mapped.evidence if _in_period(request, each)]
        cut += max(0, len(kept) - _SHOWN)
        rows += [_index_row(request, mapped, each) for each in kept[:_SHOWN]]
        if not kept:
            rows.append(Row((mapped.requirement.ref, mapped.requirement.title, EMPTY, *[""] * 5), tone="bad"))
        if request.embed is not None:
            spoken = passages(clauses, mapped.requirement, request.embed())
            rows += [_index_row(request, mapped, each) for each in spoken[:_SPOKEN]]
    notes = [f"At most {_SHOWN} pieces of evidence a requirement are listed; {cut} more are not."] if cut else []
    if request.embed is not None:
        notes.append(f"What stands in quotation marks (at most {_SPOKEN} each) speaks to a requirement; it shows none.")
    return _report(
        "evidence-index",
        "Evidence index by clause",
        request,
        framework,
        Section("", columns, tuple(rows)),
        tuple(notes),
    )


def _index_row(request: Request, mapped: Mapped, each: Evidence) -> Row:
    fact = each.fact
    return Row(
        (
            mapped.requirement.ref,
            mapped.requirement.title,
            said_by(request, each),
            each.document.doc_id,
            str(day_of(fact) or "") if fact else "",
            (fact.fact.strength if fact else state_of(each.document)).value.replace("_", " "),
            each.reason,
            f"{each.score:.2f}",
        ),
        words_of(request, each),
    )


def said_by(request: Request, each: Evidence) -> str:
    """What a piece of evidence says, in a line."""
    if each.fact is not None:
        return short(sentence(each.fact))
    if each.statement is not None:
        quote = request.view.text(each.document.rowid)[each.statement.start : each.statement.end]
        return f"“{short(on_a_line(quote, each.document.doc_id))}”"
    return "the document itself"


def words_of(request: Request, each: Evidence) -> tuple[Words, ...]:
    """The words that a piece of evidence rests on."""
    if each.fact is not None:
        return request.cite(each.fact)
    if each.statement is not None:
        return (request.citer.span(each.document.rowid, each.statement, state_of(each.document)),)
    return document_words(request, each.document.rowid)


def document_words(request: Request, document: int) -> tuple[Words, ...]:
    """The words of a document's own title, or its first line."""
    stored = request.documents[document]
    span: Span | None = title_span(request.view.text(document), stored.title)
    return (request.citer.span(document, span, state_of(stored)),) if span else ()


def heading_of(each: Evidence, papers: Mapping[int, Sort]) -> str:
    """The column that a piece of evidence belongs to: by its fact's kind, or by what the document itself is."""
    sort = papers.get(each.document.rowid, "document")
    kind = each.fact.kind if each.fact is not None else _SORT_OF.get(sort, "document")
    return _KIND_OF.get(kind, OTHER)


def _under(request: Request, mapped: Mapped, heading: str, papers: Mapping[int, Sort]) -> list[Evidence]:
    """The evidence under a heading: facts, and documents that count by their title and are not told of by those."""
    found = [each for each in mapped.evidence if heading_of(each, papers) == heading]
    facts = [each for each in found if each.fact is not None and _in_period(request, each)]
    told = {each.document.rowid for each in facts}
    return [*facts, *(each for each in found if each.fact is None and each.document.rowid not in told)]


def traceability(request: Request) -> Report:
    """Requirement by kind of evidence: how many pieces each cell has; empty cells stay visible."""
    framework = request.framework
    rows, papers = [], sorts(request.view)
    for mapped in request.clauses(framework).all():
        cells, cited = [], []
        for heading, kinds in KINDS_OF_EVIDENCE:
            of_kind = _under(request, mapped, heading, papers)
            cells.append(
                str(len({each.document.rowid for each in of_kind}) if kinds == ("document",) else len(of_kind))
                if of_kind
                else EMPTY
            )
            cited += [each.fact for each in of_kind[:1] if each.fact]
        strongest = max(
            (each.fact.fact.strength for each in mapped.evidence if each.fact), key=_ORDER.__getitem__, default=None
        )
        missing = "; ".join(each.what for each in mapped.missing)
        tone = {"none": "bad", "documents only": "warn", "partly": "warn", "evidence": "good"}[mapped.state]
        own = (mapped.requirement.ref, mapped.requirement.title)
        rows.append(
            Row(
                (*own, *cells, strongest.value.replace("_", " ") if strongest else EMPTY, missing),
                request.cite(*cited),
                tone,
            )
        )
    columns = ("Ref", "Requirement", *(heading for heading, _ in KINDS_OF_EVIDENCE), "Strongest", "Not found")
    return _report("traceability", "Traceability matrix", request, framework, Section("", columns, tuple(rows)))


def crosswalk(request: Request) -> Report:
    """Each document with the requirements of every standard that it is evidence for."""
    frameworks = tuple(request.frameworks) or bundled()
    refs: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for framework in frameworks:
        for mapped in request.clauses(framework).all():
            for document in mapped.documents:
                refs[document.rowid][framework.id].append(mapped.requirement.ref)
    rows = []
    for rowid, of_framework in refs.items():
        cells = [", ".join(of_framework.get(framework.id, ())) or EMPTY for framework in frameworks]
        document = request.documents[rowid]
        rows.append(Row((document.title, document.doc_id, *cells, str(sum(map(len, of_framework.values()))))))
    rows.sort(key=lambda row: (-int(row.cells[-1]), row.cells[1]))
    columns = ("Document", "Path", *(framework.name for framework in frameworks), "Requirements")
    return Report("crosswalk", "Crosswalk of evidence", request.today, (Section("", columns, tuple(rows)),))


def _in_period(request: Request, each: Evidence) -> bool:
    return request.period is None or each.fact is None or request.within(day_of(each.fact))


def _report(
    name: str, title: str, request: Request, framework: Framework, section: Section, notes: tuple[str, ...] = ()
) -> Report:
    period = request.period.text if request.period else ""
    proposed = "Proposed by rules from the documents; a person decides what counts."
    return Report(
        name, f"{title}: {framework.name}", request.today, (section,), (*notes, proposed), framework.name, period
    )
