"""Checking a pack offline: every byte, every file, every quote, the signature and the ledger's hashes."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.packs.packing import FORMAT, PURPOSE
from assistant.packs.zipping import MOST_BYTES, MOST_FILES, write_zip
from evidence.errors import ArchiveError, VouchError
from evidence.record import Checkpoint
from evidence.record.chain import GENESIS, body_of, link, seal
from evidence.signing import key_id, read_public, verify

_SAFE = re.compile(r"(?!.*\.\.)(?:[\w-][\w.-]*/)?[\w-][\w.-]*", re.ASCII)
_OUTSIDE = frozenset({"manifest.json", "manifest.sig"})


class NoPack(VouchError):
    """The file is no evidence pack, or cannot be read."""

    code = "no_pack"
    remedy = "Give a file that `vouch pack` wrote."


@dataclass(frozen=True, slots=True)
class PackVerification:
    """What was found. ``problems`` is empty when the pack is as it was signed.

    ``key`` is the short name of the key that signed; ``trusted`` whether it is one of those given (``None``: none
    were). ``proved`` tells that the ledger's entries are tied to a signed checkpoint.
    """

    problems: tuple[str, ...]
    title: str = ""
    kind: str = ""
    as_of: str = ""
    files: int = 0
    sources: int = 0
    entries: int = 0
    key: str = ""
    trusted: bool | None = None
    proved: bool = False

    @property
    def intact(self) -> bool:
        """Whether nothing was found."""
        return not self.problems

    def as_json(self) -> dict[str, Any]:
        """Plain data."""
        names = ("title", "kind", "as_of", "files", "sources", "entries", "key", "trusted", "proved")
        return {"intact": self.intact, "problems": list(self.problems), **{name: getattr(self, name) for name in names}}


def verify_file(path: Path, keys: Collection[bytes | str] = ()) -> PackVerification:
    """Check the pack at ``path``. Raises ``NoPack`` for a file that cannot be read at all."""
    return verify_pack(read_pack(path), keys)


def read_pack(path: Path) -> bytes:
    """The bytes of a pack. Raises ``NoPack``."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise NoPack(f"{path} is too large for an evidence pack")
        return path.read_bytes()
    except OSError as error:
        raise NoPack(f"{path} cannot be read: {error.strerror}") from error


def verify_pack(raw: bytes, keys: Collection[bytes | str] = ()) -> PackVerification:
    """Check a pack. With ``keys`` (public keys, as bytes, base64 or PEM) it must be signed by one of them."""
    try:
        files = unpack(raw)
    except NoPack as error:
        return PackVerification((str(error),))
    try:
        return _checked(raw, files, keys)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError) as error:
        return PackVerification((f"a file of the pack is not in the form that packs have ({type(error).__name__})",))


def unpack(raw: bytes) -> dict[str, bytes]:
    """The files of a ZIP by name, read within bounds and nothing written. Raises ``NoPack``."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            unsafe = next((name for name in names if not _SAFE.fullmatch(name)), None)
            if unsafe is not None:
                raise NoPack(f"the ZIP holds a file with an unsafe name: {unsafe!r}")
            if len(set(names)) < len(names) or len(names) > MOST_FILES:
                raise NoPack("the ZIP names a file twice, or too many files")
            if sum(member.file_size for member in members) > len(raw):
                raise NoPack("the ZIP expands to more than it holds")
            return {name: archive.read(name) for name in names}
    except NoPack:
        raise
    except Exception as error:  # zipfile meets changed bytes in many ways
        raise NoPack(f"it is not an intact ZIP file ({type(error).__name__}: {error})") from error


def _checked(raw: bytes, files: Mapping[str, bytes], keys: Collection[bytes | str]) -> PackVerification:
    if "manifest.json" not in files:
        return PackVerification(("there is no manifest.json: this is no evidence pack",))
    manifest = json.loads(files["manifest.json"])
    if manifest["format"] != FORMAT:
        return PackVerification((f"its format is {manifest['format']!r}; this version checks {FORMAT}",))
    problems = [*_files(files, manifest), *_signature(files)]
    if not problems and write_zip(files, date.fromisoformat(manifest["as_of"])) != raw:
        problems.append("bytes outside its files (in the ZIP's own headers) were changed")
    trusted = _trusted(files, keys) if keys else None
    if trusted is False:
        problems.append("it is signed by another key than the one given")
    sources = json.loads(files["evidence.json"]) if "evidence.json" in files else []
    ledger = json.loads(files["ledger.json"]) if "ledger.json" in files else {"entries": []}
    if not problems:
        said = json.loads(files["answers.json"])
        problems += [*_quotes(files, sources), *_cited(said, sources), *_ledger(ledger, said)]
    return PackVerification(
        tuple(problems),
        manifest["title"],
        manifest["kind"],
        manifest["as_of"],
        len(files),
        len(sources),
        len(ledger["entries"]),
        key_id(files["public.key"]) if "public.key" in files and not problems else "",
        trusted,
        bool(ledger.get("checkpoint")) and not problems,
    )


def _files(files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Iterator[str]:
    listed = {each["path"]: each for each in manifest["files"]}
    for path in sorted(set(listed) - set(files)):
        yield f"{path} is missing"
    for path in sorted(set(files) - set(listed) - _OUTSIDE):
        yield f"{path} is not listed in the manifest"
    for path in sorted(set(listed) & set(files)):
        if len(files[path]) != listed[path]["bytes"]:
            yield f"{path} has {len(files[path]):,} bytes; the manifest says {listed[path]['bytes']:,}"
        elif hashlib.sha256(files[path]).hexdigest() != listed[path]["sha256"]:
            yield f"{path} was changed"


def _signature(files: Mapping[str, bytes]) -> Iterator[str]:
    try:
        holds = verify(files["public.key"], PURPOSE + files["manifest.json"], files["manifest.sig"])
    except (KeyError, ArchiveError):
        yield "the signature or its public key is missing or damaged"
        return
    if not holds:
        yield "the signature is not that of public.key over manifest.json"


def _trusted(files: Mapping[str, bytes], keys: Collection[bytes | str]) -> bool:
    known = {read_public(key) for key in keys}
    try:
        return read_public(files["public.key"]) in known
    except (KeyError, ArchiveError):
        return False


def _quotes(files: Mapping[str, bytes], sources: list[Mapping[str, Any]]) -> Iterator[str]:
    for source in sources:
        text = files.get(source["text"], b"").decode("utf-8", "surrogatepass")
        first = source["text_start"]
        if text[source["start"] - first : source["end"] - first] != source["quote"]:
            yield f"source {source['number']}: its words do not stand in {source['text']}"
        original = source["original"]
        if original and hashlib.sha256(files.get(original, b"")).hexdigest() != source["original_sha256"]:
            yield f"source {source['number']}: {original} is not the file that was cited"


def _cited(said: Mapping[str, Any], sources: list[Mapping[str, Any]]) -> Iterator[str]:
    """Every citation of the answers must be a source of the pack, word for word."""
    held = {(each["doc_id"], each["sha256"], each["start"], each["end"], each["quote"]) for each in sources}
    for row in said["answers"]:
        for claim in row["answer"]["claims"]:
            for each in claim["citations"]:
                if (each["doc_id"], each["sha256"], each["start"], each["end"], each["quote"]) not in held:
                    yield f"answer {row['ledger']} cites {each['doc_id']}, which is not among the sources"


def _ledger(ledger: Mapping[str, Any], said: Mapping[str, Any]) -> Iterator[str]:
    entries = {entry["sequence"]: entry for entry in ledger["entries"]}
    for sequence, entry in entries.items():
        body = body_of(entry["asker"], entry["content"])
        if seal(bytes.fromhex(entry["salt"]), body) != entry["digest"]:
            yield f"ledger entry {sequence}: its content does not give its digest"
        if _chained(entry["previous"], entry) != entry["chain"]:
            yield f"ledger entry {sequence}: its chain does not follow"
    for row in said["answers"]:
        entry = entries.get(row["ledger"])
        if entry is None or entry["content"]["answer"] != row["answer"]:
            yield f"answer {row['ledger']} is not what the ledger holds"
    if ledger["checkpoint"]:
        yield from _proof(ledger, entries)


def _proof(ledger: Mapping[str, Any], entries: Mapping[int, Mapping[str, Any]]) -> Iterator[str]:
    checkpoint = Checkpoint(**ledger["checkpoint"])
    if not checkpoint.holds():
        yield "the checkpoint of the ledger has a wrong signature"
    links = ledger["links"]
    chain = entries[links[0]["sequence"]]["previous"] if links else GENESIS
    seen: dict[int, str] = {}
    for each in links:
        chain = _chained(chain, each)
        seen[each["sequence"]] = chain
        if chain != each["chain"]:
            yield f"the ledger's link {each['sequence']} does not follow from the one before"
    if seen.get(checkpoint.sequence) != checkpoint.chain:
        yield "the ledger's links do not lead to its checkpoint"
    for sequence, entry in entries.items():
        if seen.get(sequence) != entry["chain"]:
            yield f"ledger entry {sequence} is not among the links to the checkpoint"


def _chained(previous: str, entry: Mapping[str, Any]) -> str:
    return link(previous, entry["sequence"], entry["at"], entry["kind"], entry["groups"], entry["digest"])


def public_of(path: Path) -> bytes:
    """The public key in a file. Raises ``NoPack`` for one that cannot be read, ``ArchiveError`` for what is no key."""
    try:
        return read_public(path.read_bytes())
    except OSError as error:
        raise NoPack(f"the key {path} cannot be read: {error.strerror}", remedy="Give the file signing.pub.") from error
