"""``vouch signoff`` and ``vouch mapping``: people's word on requirements, kept in the record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from evidence.errors import QuestionError
from vouch.cli.common import AsJson, Home, command, parse_day, print_json

if TYPE_CHECKING:
    from evidence.frameworks import Framework, Requirement

_Ref = Annotated[str, typer.Argument(metavar="REF", help="Clause or control, such as 9.3.2 or A.5.2.")]
_Framework = Annotated[str, typer.Option("--framework", help="iso42001, iso27001, iso9001, iso14001, or a YAML file.")]
_Status = Annotated[str, typer.Option("--status", help="compliant, partial, not_compliant or not_assessed.")]
_By = Annotated[str, typer.Option("--by", help="Who decides.")]
_Reason = Annotated[str, typer.Option("--reason", help="Why.")]
_Owner = Annotated[str, typer.Option("--owner", help="Who closes the gap.")]
_Due = Annotated[str | None, typer.Option("--due", help="By when (YYYY-MM-DD).")]
_Document = Annotated[str, typer.Argument(metavar="DOCUMENT", help="A document's path, as reports show it.")]
_Counts = Annotated[bool, typer.Option("--counts/--does-not-count", help="Whether it is evidence for the requirement.")]


def signoff(
    ref: _Ref,
    status: _Status,
    by: _By,
    framework: _Framework = "iso42001",
    reason: _Reason = "",
    owner: _Owner = "",
    due: _Due = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Sign the status of a requirement; it is flagged when the evidence changes afterwards."""
    from assistant.clause_decisions import corrections, seen, subject
    from assistant.clauses import Clauses
    from evidence.record import Decision

    with command(home) as app:
        day = parse_day(due)
        chosen, requirement = _requirement(framework, ref)
        with app.archive() as archive, app.record() as record:
            corrected = corrections(record.current("mapping").values())
            mapped = Clauses(archive.view(), chosen, app.today(), corrected).of(requirement)
            about = subject(chosen.id, requirement.ref)
            until = day.isoformat() if day else ""
            record.decide(Decision("signoff", about, status, by, _now(), reason, seen(mapped), owner, until))
        said = {
            "framework": chosen.id,
            "ref": requirement.ref,
            "status": status,
            "by": by,
            "pieces": len(mapped.evidence),
        }
        _tell(said, f"{chosen.name} {requirement.ref}: {status}, signed by {by}.", as_json)


def mapping(
    ref: _Ref,
    document: _Document,
    by: _By,
    counts: _Counts = True,
    framework: _Framework = "iso42001",
    reason: _Reason = "",
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Correct whether a document is evidence for a requirement; the correction survives re-ingestion."""
    from assistant.clause_decisions import subject
    from evidence.record import Decision

    with command(home) as app:
        chosen, requirement = _requirement(framework, ref)
        with app.archive() as archive, app.record() as record:
            known = archive.view().document(document).doc_id
            about = subject(chosen.id, requirement.ref, known)
            record.decide(Decision("mapping", about, "yes" if counts else "no", by, _now(), reason))
        said = {"framework": chosen.id, "ref": requirement.ref, "document": known, "counts": counts, "by": by}
        word = "counts" if counts else "does not count"
        _tell(said, f"{known} {word} for {chosen.name} {requirement.ref}, says {by}.", as_json)


def _requirement(name: str, ref: str) -> tuple[Framework, Requirement]:
    from evidence.frameworks import load

    framework = load(name)
    requirement = framework.get(ref)
    if requirement is None:
        raise QuestionError(
            f"{framework.name} has no requirement {ref!r}", remedy="`vouch report traceability` lists them."
        )
    return framework, requirement


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _tell(said: dict[str, object], sentence: str, as_json: bool) -> None:
    if as_json:
        print_json(said)
    else:
        typer.echo(sentence)
