"""``vouch pack``: evidence packs made, checked and asked again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from evidence.errors import ArchiveLocked, SettingsError
from vouch.cli.common import (
    AsJson,
    AsOf,
    Groups,
    Home,
    KnownBy,
    Token,
    archive_or_server,
    command,
    parse_day,
    parse_groups,
    print_json,
)
from vouch.cli.render import visible
from vouch.remote import Remote

if TYPE_CHECKING:
    from assistant.packs import PackVerification, Replayed, Wanted
    from assistant.service import Identity, Service
    from evidence.archive import Archive
    from vouch.app import App

pack = typer.Typer(help="Evidence packs: one ZIP that a third party can check offline.", no_args_is_help=True)

_Output = Annotated[Path | None, typer.Option("--output", help="File to write (default: named after what it holds).")]
_Person = Annotated[
    str, typer.Option("--person", help="Whose conversation or answer it is (through a server: the token says).")
]
_File = Annotated[Path, typer.Argument(metavar="FILE", help="An evidence pack.")]
_SHOWN = 100  # characters of a change that are printed


@pack.command()
def answer(
    sequence: Annotated[int, typer.Argument(metavar="SEQUENCE", help="The answer's number in the ledger.")],
    output: _Output = None,
    groups: Groups = None,
    person: _Person = "operator",
    token: Token = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Pack one answer of the ledger."""
    from assistant.packs import AnswerOf

    _export(home, AnswerOf(sequence), output, _Asker(person, groups, token), as_json)


@pack.command()
def conversation(
    identity: Annotated[str, typer.Argument(metavar="ID", help="The conversation's id.")],
    output: _Output = None,
    groups: Groups = None,
    person: _Person = "operator",
    token: Token = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Pack a conversation with all its answers."""
    from assistant.packs import ConversationOf

    _export(home, ConversationOf(identity), output, _Asker(person, groups, token), as_json)


@pack.command()
def clause(
    framework: Annotated[str, typer.Argument(metavar="FRAMEWORK", help="iso42001, iso27001, iso9001 or iso14001.")],
    ref: Annotated[str, typer.Argument(metavar="REF", help="Clause or control, such as 9.3.2 or A.5.2.")],
    output: _Output = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    groups: Groups = None,
    person: _Person = "operator",
    token: Token = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Pack the evidence for one requirement."""
    from assistant.packs import ClauseOf

    wanted = ClauseOf(framework, ref, parse_day(as_of), parse_day(known_by))
    _export(home, wanted, output, _Asker(person, groups, token), as_json)


@pack.command()
def report(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A report, as `vouch report` lists them.")],
    framework: Annotated[list[str] | None, typer.Option("--framework", help="As for `vouch report`.")] = None,
    period: Annotated[str | None, typer.Option("--period", help="As for `vouch report`.")] = None,
    audience: Annotated[str, typer.Option("--audience", help="As for `vouch report`.")] = "",
    output: _Output = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    groups: Groups = None,
    person: _Person = "operator",
    token: Token = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Pack a report with the evidence that it cites."""
    from assistant.packs import ReportOf

    wanted = ReportOf(name, tuple(framework or ()), period, parse_day(as_of), parse_day(known_by), audience)
    _export(home, wanted, output, _Asker(person, groups, token), as_json)


@pack.command()
def verify(
    file: _File,
    key: Annotated[list[Path] | None, typer.Option("--key", help="The signer's public key (signing.pub).")] = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Check a pack offline: every byte, quote and hash, and the signature. Ends with 1 when something is wrong."""
    from assistant.packs import public_of, verify_file

    with command(home):
        found = verify_file(file, [public_of(each) for each in key or ()])
        if as_json:
            print_json(found.as_json())
        else:
            _tell(file, found)
        if not found.intact:
            raise typer.Exit(1)


@pack.command()
def replay(
    file: _File,
    groups: Groups = None,
    home: Home = None,
    as_json: AsJson = False,
) -> None:
    """Ask a pack's questions again, with the groups and the day of then, and show what is different.

    It needs the archive, and no server running on it; checking a pack needs neither (`vouch pack verify`).
    """
    from assistant.packs import read_pack, verify_pack
    from assistant.packs import replay as ask_again
    from assistant.service import Identity

    with command(home) as app:
        raw = read_pack(file)
        checked = verify_pack(raw)
        if not checked.intact:
            raise SettingsError(f"{file} is not intact: {checked.problems[0]}", remedy="Replay packs that verify.")
        with _own_archive(app) as archive, _service(app, archive) as service:
            found = ask_again(service, Identity("operator", parse_groups(groups), "admin", "cli"), raw)
        if as_json:
            print_json({"pack": checked.title, "as_of": checked.as_of, "replayed": [each.as_json() for each in found]})
        else:
            for each in found:
                _show(each)
            equal = sum(each.result == "equal" for each in found)
            typer.echo(f"{equal} of {len(found)} equal, asked of the archive in {visible(str(app.settings.home))}.")


@contextmanager
def _own_archive(app: App) -> Iterator[Archive]:
    """The archive itself, which replaying reads. Raises ``SettingsError`` where there is none or a server has it."""
    home = app.settings.home
    if not (home / "archive.db").is_file():
        remedy = "Give the home of the archive (--home); without one, `vouch pack verify` still checks the pack."
        raise SettingsError(f"there is no archive in {home} to ask again", remedy=remedy)
    with ExitStack() as held:
        try:
            archive = held.enter_context(app.archive())
        except ArchiveLocked as error:
            remedy = "Replaying reads the archive itself: stop that process first, or replay on a copy of the home."
            raise SettingsError(str(error), remedy=remedy) from error
        yield archive


def _export(home: Path | None, wanted: Wanted, output: Path | None, asker: _Asker, as_json: bool) -> None:
    from assistant.packs import verify_pack
    from evidence.model import content_sha256

    with command(home) as app:
        with archive_or_server(app, asker.token) as archive:
            if isinstance(archive, Remote):
                name, data = _through(archive, wanted, asker)
            else:
                name, data = _made(app, archive, wanted, asker)
        path = output or Path(name)
        try:
            path.write_bytes(data)
        except OSError as error:
            raise SettingsError(f"{path} cannot be written: {error.strerror}", remedy="Name another file.") from error
        found, digest = verify_pack(data), content_sha256(data)
        if as_json:
            print_json({"file": str(path), "sha256": digest, "bytes": len(data), **found.as_json()})
        else:
            size = f"{len(data) / 1_000_000:.1f} MB"
            typer.echo(f"Wrote {visible(str(path))}: {found.files} files, {found.sources} sources, {size}.")
            typer.echo(f"SHA-256 {digest}, signed with key {found.key}.")


def _made(app: App, archive: Archive, wanted: Wanted, asker: _Asker) -> tuple[str, bytes]:
    from assistant.originals import FolderOriginals, Pictures
    from assistant.packs import Packer
    from evidence.signing import Signer
    from vouch import __version__

    with _service(app, archive) as service, Pictures() as pictures:
        originals = FolderOriginals(archive)
        packer = Packer(service, originals, pictures, Signer.at(app.settings.home), __version__)
        made = packer.export(asker.identity(app, wanted), wanted)
    return made.name, made.data


def _through(server: Remote, wanted: Wanted, asker: _Asker) -> tuple[str, bytes]:
    """A pack made by the server that owns the home."""
    from assistant.packs import said

    return server.pack(parse_groups(asker.groups), said(wanted), everything=_is_answer(wanted))


@dataclass(frozen=True)
class _Asker:
    """Who asks for a pack: the person at the machine, or through a server whoever the token is of."""

    person: str
    groups: str | None
    token: str | None

    def identity(self, app: App, wanted: Wanted) -> Identity:
        """Without ``--groups``, answers are packed as they were shown, and clauses and reports as ``vouch report`` has
        them: for the groups that everybody has.
        """
        from assistant.service import Identity

        named = parse_groups(self.groups)
        usual = None if _is_answer(wanted) else app.default_groups()
        return Identity(self.person, usual if named is None else named, "admin", "cli")


def _is_answer(wanted: Wanted) -> bool:
    from assistant.packs import AnswerOf, ConversationOf

    return isinstance(wanted, AnswerOf | ConversationOf)


@contextmanager
def _service(app: App, archive: Archive) -> Iterator[Service]:
    from assistant.service import Service

    with app.record() as record:
        yield Service(archive, app.assistant(), app.embedder, record, app.today, app.default_groups)


def _tell(file: Path, found: PackVerification) -> None:
    name = visible(str(file))
    if not found.intact:
        typer.echo(f"{name} is NOT intact:")
        for problem in found.problems:
            typer.echo(f"  - {visible(problem)}")
        return
    typer.echo(f"{name} is intact: {visible(found.title)}, as of {found.as_of}.")
    proof = ", tied to a signed checkpoint" if found.proved else ""
    count = f"{found.entries} ledger {'entry' if found.entries == 1 else 'entries'}"
    entries = f"; {count}{proof}" if found.entries else ""
    typer.echo(f"{found.files} files, {found.sources} quotes in place{entries}.")
    known = "the key you gave" if found.trusted else "compare it with the organisation's: vouch pack verify --key"
    typer.echo(f"Signed with key {found.key} ({known}).")


def _show(found: Replayed) -> None:
    typer.echo(f"{visible(found.title)}: {found.result}")
    for change in found.changes:
        sides = (change.before, change.after)
        before, after = (visible(each if len(each) <= _SHOWN else f"{each[:_SHOWN]} …") for each in sides)
        told = f"{before} -> {after}" if before and after else f"- {before}" if before else f"+ {after}"
        typer.echo(f"  {change.what:<9} {told}")
