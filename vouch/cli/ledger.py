"""``vouch ledger``: check, read, sign and redact what was asked and shown. Works while a server runs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from evidence.errors import ArchiveError, SettingsError
from vouch.cli.common import AsJson, Home, command, parse_day, print_json

if TYPE_CHECKING:
    from evidence.record import Checkpoint, Entry, Record
    from vouch.app import App

ledger = typer.Typer(help="The ledger of questions, answers and decisions.", no_args_is_help=True)

_Checkpoints = Annotated[
    list[Path] | None, typer.Option("--checkpoint", help="File of checkpoints kept elsewhere; may be repeated.")
]
_Keys = Annotated[
    list[Path] | None, typer.Option("--key", help="Public key (signing.pub) that must have signed; may be repeated.")
]
_By = Annotated[str, typer.Option("--by", help="Who does it; it is written into the ledger.")]
_Sequences = Annotated[list[int], typer.Argument(metavar="SEQUENCE...", help="Numbers of entries.")]


@ledger.command()
def verify(checkpoint: _Checkpoints = None, key: _Keys = None, home: Home = None, as_json: AsJson = False) -> None:
    """Find any change, deletion or reordering. Only checkpoints kept elsewhere show a ledger that was written anew."""
    from evidence.record import read_checkpoints
    from evidence.signing import read_public

    with command(home) as app, _record(app) as record:
        given = [each for file in checkpoint or () for each in _read(file, read_checkpoints)]
        keys = [_read(file, read_public) for file in key or ()]
        result = record.ledger.verify(given, keys)
        place = record.broken()
        problems = [{"sequence": each.sequence, "what": each.what} for each in result.problems]
        said = {
            "entries": result.entries,
            "head": result.head,
            "checkpoints": result.checkpoints,
            "given": len(given),
            "problems": problems,
            "decision": place,
        }
        wrong = [f"entry {each['sequence']}: {each['what']}" for each in problems]
        wrong += [f"decision {place} is not as it was written"] if place is not None else []
        if as_json:
            print_json(said)
        elif not wrong:
            typer.echo(_whole(result.entries, result.head, result.checkpoints, len(given)))
        if wrong:
            more = f" ({len(wrong)} problems in all: --json)" if len(wrong) > 1 else ""
            typer.echo(f"vouch: {wrong[0]}{more}", err=True)
            raise typer.Exit(1)


@ledger.command()
def show(
    after: Annotated[int, typer.Option("--after", help="Entries above this number.")] = 0,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many at most.")] = 100,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """List entries, oldest first; the JSON form holds all that is needed to recompute the hashes."""
    with command(home) as app, _record(app) as record:
        found = record.ledger.entries(after, limit)
        if as_json:
            print_json([entry.as_json() for entry in found])
            return
        for entry in found:
            typer.echo(_line(entry))
        head, _ = record.ledger.head()
        if found and found[-1].sequence < head:
            typer.echo(f"… up to {head}: --after {found[-1].sequence}", err=True)


@ledger.command()
def checkpoint(
    output: Annotated[Path | None, typer.Option("--output", help="File to add the checkpoint to.")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Sign where the ledger stands. Keep the line, and signing.pub, where the writers of this home cannot write."""
    with command(home) as app, _record(app) as record:
        from evidence.signing import Signer

        made = record.ledger.checkpoint(Signer.at(app.settings.home))
        if output is None or as_json:
            typer.echo(made.line())
        if output is not None:
            _append(output, made)
            if not as_json:
                typer.echo(f"Checkpoint of entry {made.sequence} added to {output}.")


@ledger.command()
def redact(
    sequences: _Sequences,
    by: _By,
    reason: Annotated[str, typer.Option("--reason", help="Why; it is written into the ledger.")],
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Erase content and asker of entries, everywhere in the record. The chain stays whole; it cannot be undone."""
    with command(home) as app, _record(app) as record:
        entry = record.ledger.redact(sequences, by, reason)
        if as_json:
            print_json(entry.as_json())
        else:
            erased = _ranges(dict(entry.content or {}).get("sequences", []))
            typer.echo(f"Erased {erased}; entry {entry.sequence} says by whom and why.")


@ledger.command()
def retain(
    before: Annotated[str, typer.Option("--before", help="Erase contents of entries from before this day (UTC).")],
    by: _By,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Erase old contents, as the rules on retention ask. The chain stays whole; it cannot be undone."""
    with command(home) as app, _record(app) as record:
        day = parse_day(before)
        assert day is not None
        number = record.ledger.retain(day, by)
        if as_json:
            print_json({"before": before, "erased": number})
        else:
            typer.echo(f"Erased the contents of {number} entries from before {before}.")


@contextmanager
def _record(app: App) -> Iterator[Record]:
    """The record of the home; one that is not there is not made."""
    from evidence.record import FILE

    path = app.settings.home / FILE
    if not path.exists():
        raise ArchiveError(f"there is no record at {path}", remedy="Name the home: --home DIR or $VOUCH_HOME.")
    with app.record() as record:
        yield record


def _read(file: Path, parse: Any) -> Any:
    try:
        return parse(file.read_text("utf-8"))
    except OSError as error:
        raise SettingsError(f"cannot read {file}: {error.strerror}", remedy="Give the path of a file.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not text", remedy="Give what `vouch ledger checkpoint` wrote.") from error
    except ArchiveError as error:
        raise SettingsError(f"{file}: {error}", remedy=error.remedy) from error


def _append(file: Path, made: Checkpoint) -> None:
    from vouch.checkpointing import append

    try:
        append(file, made)
    except OSError as error:
        raise SettingsError(f"cannot write {file}: {error.strerror}", remedy="Give another --output.") from error


def _whole(entries: int, head: str, checkpoints: int, given: int) -> str:
    against = f"{checkpoints} checkpoint(s), {given} of them kept elsewhere" if checkpoints else "no checkpoint"
    note = "" if given else "\nWithout a checkpoint kept elsewhere, a ledger written anew would look whole too."
    return f"{entries} entries, whole; held against {against}. Head: {head}{note}"


def _line(entry: Entry) -> str:
    from vouch.cli.render import shorten, visible

    groups = "everything" if entry.groups is None else ",".join(entry.groups) or "no groups"
    who = f"{entry.asker} ({groups})" if entry.content is not None else ""
    return f"{entry.sequence:>6}  {entry.at}  {entry.kind:<9}  {visible(who)}  {shorten(_said(entry.content))}"


def _said(content: Mapping[str, Any] | None) -> str:
    if content is None:
        return "(erased)"
    return str(next((content[key] for key in _TELLING if content.get(key)), json.dumps(dict(content))))


_TELLING = ("question", "act", "reason", "before", "subject")


def _ranges(stretches: list[list[int]]) -> str:
    return ", ".join(str(first) if first == last else f"{first} to {last}" for first, last in stretches)
