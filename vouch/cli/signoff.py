"""``vouch signoff`` and ``vouch mapping``: people's word on requirements, kept in the record."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from evidence.errors import QuestionError
from vouch.cli.common import AsJson, Home, Token, archive_or_server, command, parse_day, print_json
from vouch.remote import Remote

if TYPE_CHECKING:
    from evidence.archive import Archive
    from evidence.frameworks import Framework, Requirement
    from evidence.record import Decision, Record
    from vouch.app import App

_Ref = Annotated[str, typer.Argument(metavar="REF", help="Clause or control, such as 9.3.2 or A.5.2.")]
_Framework = Annotated[str, typer.Option("--framework", help="iso42001, iso27001, iso9001, iso14001, or a YAML file.")]
_Status = Annotated[str, typer.Option("--status", help="compliant, partial, not_compliant or not_assessed.")]
_By = Annotated[str, typer.Option("--by", help="Who decides.")]
_Reason = Annotated[str, typer.Option("--reason", help="Why.")]
_Owner = Annotated[str, typer.Option("--owner", help="Who closes the gap.")]
_Due = Annotated[str | None, typer.Option("--due", help="By when (YYYY-MM-DD).")]
_Document = Annotated[str, typer.Argument(metavar="DOCUMENT", help="A document's path, as reports show it.")]
_Words = Annotated[str, typer.Option("--words", help="Words of a passage of the document; without, all of it.")]
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
    token: Token = None,
    as_json: AsJson = False,
) -> None:
    """Sign the status of a requirement; it is flagged when the evidence changes afterwards."""
    with command(home) as app:
        day = parse_day(due)
        until = day.isoformat() if day else ""
        chosen, requirement = _requirement(framework, ref)
        with archive_or_server(app, token) as archive:
            if isinstance(archive, Remote):
                body = {"status": status, "reason": reason, "owner": owner, "due": until or None}
                archive.sign_off(by, _bundled(framework, chosen), requirement.ref, body)
                pieces = archive.pieces(chosen.id, requirement.ref)
            else:
                pieces = _signed(app, archive, chosen, requirement, (status, by, reason, owner, until))
        said = {
            "framework": chosen.id,
            "ref": requirement.ref,
            "status": status,
            "by": by,
            "pieces": pieces,
        }
        _tell(said, f"{chosen.name} {requirement.ref}: {status}, signed by {by}.", as_json)


def mapping(
    ref: _Ref,
    document: _Document,
    by: _By,
    counts: _Counts = True,
    framework: _Framework = "iso42001",
    reason: _Reason = "",
    words: _Words = "",
    home: Home = None,
    token: Token = None,
    as_json: AsJson = False,
) -> None:
    """Correct whether a document, or a passage of it, is evidence for a requirement; it survives re-ingestion."""
    with command(home) as app:
        chosen, requirement = _requirement(framework, ref)
        with archive_or_server(app, token) as archive:
            if isinstance(archive, Remote):
                body = {"doc_id": document, "counts": counts, "reason": reason, "words": words}
                made = archive.correct_mapping(by, _bundled(framework, chosen), requirement.ref, body)
                known = str(made["subject"]).split("|", 2)[2]
            else:
                known = _corrected(app, archive, chosen, requirement, (document, counts, by, reason, words))
        known, _, passage = known.partition("|passage|")
        said = {"framework": chosen.id, "ref": requirement.ref, "document": known, "counts": counts, "by": by}
        if passage:
            said["words"] = passage
        word = "counts" if counts else "does not count"
        what = f"“{passage}” in {known}" if passage else known
        _tell(said, f"{what} {word} for {chosen.name} {requirement.ref}, says {by}.", as_json)


def _signed(
    app: App, archive: Archive, framework: Framework, requirement: Requirement, said: tuple[str, str, str, str, str]
) -> int:
    """Sign in this process; how many pieces of evidence there are."""
    from assistant.clause_decisions import corrections, seen, subject
    from assistant.clauses import Clauses
    from evidence.record import Decision

    status, by, reason, owner, until = said
    with app.record() as record:
        corrected = corrections(record.current("mapping").values())
        mapped = Clauses(archive.view(), framework, app.today(), corrected).of(requirement)
        about = subject(framework.id, requirement.ref)
        _keep(record, Decision("signoff", about, status, by, _now(), reason, seen(mapped), owner, until))
    return len(mapped.evidence)


def _corrected(
    app: App, archive: Archive, framework: Framework, requirement: Requirement, said: tuple[str, bool, str, str, str]
) -> str:
    """Correct a mapping in this process; what is corrected, as its decision names it."""
    from assistant.clause_decisions import subject
    from assistant.service.deciding import mapped_key
    from evidence.record import Decision

    document, counts, by, reason, words = said
    known = mapped_key(archive.view(), document, words)
    about = subject(framework.id, requirement.ref, known)
    with app.record() as record:
        _keep(record, Decision("mapping", about, "yes" if counts else "no", by, _now(), reason))
    return known


def _keep(record: Record, decision: Decision) -> None:
    """Keep a decision, and enter it in the ledger as the server does."""
    from assistant.service.deciding import as_json

    record.decide(decision)
    record.ledger.append("decision", decision.by, None, as_json(decision))


def _bundled(named: str, framework: Framework) -> str:
    """The framework's name for a server, which knows the bundled ones alone."""
    from evidence.frameworks import bundled

    if framework.id not in [each.id for each in bundled()] or named.lower().endswith((".yaml", ".yml")):
        raise QuestionError("a running server knows no framework from a file", remedy="Stop `vouch serve` for this.")
    return framework.id


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
