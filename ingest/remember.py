"""What a later run must know of an earlier one, beside the archive: ``sources.json`` in the home folder.

Which sources are folders and which only files named one by one; which access file held. Forgetting
the latter would open restricted documents to everybody, so a source that was once under an
access file is not ingested without one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from evidence.errors import SettingsError
from ingest.access import ACCESS_FILE, PUBLIC, AccessPolicy, Labels, load_access

_FILE = "sources.json"
_REMEDY = 'Restore it, or name another with `--access`; {"rules": []} opens everything.'


@dataclass(frozen=True, slots=True)
class Remembered:
    """One source: ``files_only`` tracks named files; ``access`` is the access file that held, if any."""

    files_only: bool = False
    access: str = ""
    default: Labels = (PUBLIC,)


class Memory:
    """The remembered sources of one home, by root. Without a home nothing is kept beyond the run."""

    def __init__(self, home: Path | None) -> None:
        self._file = None if home is None else home / _FILE
        self._known = self._read()

    def __getitem__(self, root: Path) -> Remembered:
        return self._known.get(os.fspath(root), Remembered())

    def files_only(self, root: Path) -> bool:
        """Whether the source at ``root`` only tracks files that were named one by one."""
        return self[root].files_only

    def keep(self, root: Path, value: Remembered) -> None:
        """Remember ``value`` for ``root``: durable when this returns."""
        if self._known.get(os.fspath(root)) == value:
            return
        self._known[os.fspath(root)] = value
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_suffix(".new")
        with new.open("w", encoding="ascii") as stream:
            json.dump({name: asdict(entry) for name, entry in sorted(self._known.items())}, stream, indent=1)
            stream.flush()
            os.fsync(stream.fileno())
        new.replace(self._file)

    def access_files(self) -> dict[Path, str]:
        """The access file of every source that has one."""
        return {Path(root): entry.access for root, entry in self._known.items() if entry.access}

    def defaults(self) -> list[Labels]:
        """The default groups of every source."""
        return [entry.default for entry in self._known.values()]

    def _read(self) -> dict[str, Remembered]:
        if self._file is None or not self._file.exists():
            return {}
        try:
            value: dict[str, dict[str, Any]] = json.loads(self._file.read_text("ascii"))
            return {
                root: Remembered(bool(entry["files_only"]), str(entry["access"]), tuple(entry["default"]))
                for root, entry in value.items()
            }
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
            remedy = "Delete it and ingest every folder again, naming its access file."
            raise SettingsError(f"{self._file} cannot be read: {error}", remedy=remedy) from error


def policy_for(root: Path, given: Path | None, memory: Memory, holding: Mapping[Path, str]) -> tuple[AccessPolicy, str]:
    """The access policy in force for the source at ``root``, and the file that is its own ("" for none).

    ``given`` (``--access``) wins over the file remembered from an earlier ``--access``, which wins over ``access.json``
    at the root. A source without any of these that lies inside another is under the other's: ``holding`` are the
    access files of other sources. Raises ``SettingsError`` for a file that is malformed, or was there and is gone.
    """
    beside = root / ACCESS_FILE
    remembered = memory[root].access
    outer = next((above for above in root.parents if holding.get(above)), None)
    if given is not None:
        file = given.resolve()
    elif os.path.lexists(beside) and remembered in {"", os.fspath(beside)}:
        file = beside
    elif remembered:
        file = Path(remembered)
    elif outer is not None:
        policy = load_access(Path(holding[outer]))
        return replace(policy, prefix=f"{root.relative_to(outer).as_posix()}/"), ""
    else:
        return AccessPolicy(), ""
    if not file.is_file():
        what = "is no file" if os.path.lexists(file) else "is not there"
        raise SettingsError(f"the access file {file} of {root} {what}", remedy=_REMEDY)
    return load_access(file), os.fspath(file)


def default_groups(home: Path | None) -> Labels:
    """The groups of an asker without groups: those that every source of the home names as its default.

    Sources that disagree share only what all of them grant (fail closed); ``("public",)`` before any ingestion.
    """
    defaults = Memory(home).defaults() or [(PUBLIC,)]
    return tuple(sorted(set.intersection(*map(set, defaults))))
