"""Where documents come from: folders and files, listed with one ``stat`` each and never opened here.

A *source* is a folder that was given to ``vouch ingest``, or the folder of a file that was given alone
(which then tracks only files that were named). Paths inside it are POSIX, relative to its root, in Unicode form
NFC; bytes that are no UTF-8 are written ``\\xNN``.

Left out silently: hidden files and folders, lock files and thumbnails of office programs and
desktops, the archive's own home, ``access.json`` at the root, folders of nested sources, and links to folders inside
the source (their files are listed where they are). Everything else is either listed or refused with a reason.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evidence.errors import IngestError, SettingsError, Unreadable
from ingest.access import ACCESS_FILE
from ingest.remember import Memory

_CLUTTER = frozenset({"thumbs.db", "desktop.ini", "icon\r", "__macosx", "$recycle.bin", "system volume information"})
_LINK_REMEDY = "Replace the link by the file itself, or remove the link."
_SPECIAL = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A regular file: its path inside the source, where to open it, and what ``stat`` says of it."""

    path: str
    location: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Listing:
    """What a source holds now. ``unseen`` are folders (``""`` is the root) that could not be listed."""

    files: dict[str, SourceFile] = field(default_factory=dict)
    refused: dict[str, IngestError] = field(default_factory=dict)
    unseen: dict[str, str] = field(default_factory=dict)

    @property
    def paths(self) -> list[str]:
        """Everything that was found, refused or not."""
        return [*self.files, *self.refused]


@dataclass(frozen=True, slots=True)
class Target:
    """What one run looks at: the source at ``root``, all of it or (``scopes``) some paths inside it.

    ``files_only``: the source tracks only files that were named, ``scopes`` among them.
    """

    root: Path
    scopes: frozenset[str] = frozenset()
    files_only: bool = False

    def covers(self, path: str) -> bool:
        """Whether this run looks at ``path``."""
        return not self.scopes or any(path == scope or path.startswith(f"{scope}/") for scope in self.scopes)


def printable(text: str) -> str:
    """``text`` with line breaks, control, direction and other invisible characters escaped, to be shown."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode("ascii") for c in text)


def normal(path: str) -> str:
    """A path as it identifies a document: NFC, and ``\\xNN`` for bytes that are no UTF-8."""
    clean = os.fsencode(path).decode("utf-8", "backslashreplace")
    return unicodedata.normalize("NFC", clean)


def targets(paths: Iterable[Path], known: Collection[Path], memory: Memory) -> list[Target]:
    """The sources and scopes that ``paths`` mean, given the roots that are ``known`` already.

    A folder is a source of its own unless a known folder contains it; a file belongs to the known folder
    that contains it, else to its parent folder. Known folders below a given one are looked at as well. Raises
    ``SettingsError`` for a path that is not there and never was in a source.
    """
    folders = {root for root in known if not memory.files_only(root)}
    scopes: dict[Path, set[str]] = {}
    for place in sorted(map(_absolute, paths), key=lambda place: len(place.parts)):  # a folder before what it holds
        root, scope = _place(place, folders, known)
        if scope == "":
            folders.add(root)
        scopes.setdefault(root, set()).add(scope)
    for root in [root for root, wanted in scopes.items() if "" in wanted]:
        for nested in known:
            if root in nested.parents:
                scopes.setdefault(nested, set()).add("")
    return [
        Target(root, frozenset() if "" in wanted else frozenset(wanted), root not in folders)
        for root, wanted in sorted(scopes.items())
    ]


def _absolute(path: Path) -> Path:
    """Where ``path`` is, links followed, except a link to a file: that is listed where it stands."""
    if path.is_symlink() and not path.is_dir():
        return Path(os.path.realpath(path.parent)) / path.name
    return Path(os.path.realpath(path))


def _place(place: Path, folders: Collection[Path], known: Collection[Path]) -> tuple[Path, str]:
    """The root of the source that ``place`` belongs to, and its path inside it."""
    containing = [root for root in folders if root == place or root in place.parents]
    if containing:
        root = max(containing, key=lambda root: len(root.parts))
        return root, "" if root == place else normal(place.relative_to(root).as_posix())
    root, scope = (place, "") if place.is_dir() or place in known else (place.parent, normal(place.name))
    if not os.path.lexists(place) and root not in known:
        shown = printable(os.fspath(place))
        raise SettingsError(f"no such file or folder: {shown}", remedy="Check the path; nothing was ingested.")
    if normal(os.fspath(root)) != unicodedata.normalize("NFC", os.fspath(root)):
        remedy = "Rename the folder, or ingest the folder that holds it."
        raise SettingsError(f"the name of the folder {printable(os.fspath(root))} is no UTF-8", remedy=remedy)
    return root, scope


def list_target(target: Target, tracked: Collection[str], leave_out: Collection[str]) -> Listing:
    """What ``target`` holds now.

    ``tracked`` are the paths known of a ``files_only`` source; ``leave_out`` absolute paths of folders and
    files that belong elsewhere (the home, nested sources).
    """
    walker = _Walker(target, frozenset(leave_out))
    if target.files_only:
        walker.named(sorted({*target.scopes} or {*tracked}))
    else:
        walker.folders(sorted(target.scopes) or [""])
    return walker.listing


class _Walker:
    """One pass over a source."""

    def __init__(self, target: Target, leave_out: frozenset[str]) -> None:
        self.listing = Listing()
        self._root = os.fspath(target.root)
        self._leave_out = leave_out | {os.path.join(self._root, ACCESS_FILE)}

    def named(self, paths: Iterable[str]) -> None:
        """Look at single files, hidden or not: they were asked for."""
        for path in paths:
            location = _locate(self._root, path)
            if os.path.lexists(location):
                self._one(location, path)
        if not os.path.isdir(self._root):
            self.listing.unseen[""] = "the folder is not there"

    def folders(self, scopes: Iterable[str]) -> None:
        """Look at everything below ``scopes``."""
        for scope in scopes:
            location = _locate(self._root, scope) if scope else self._root
            if os.path.isdir(location):
                self._below(location, f"{scope}/" if scope else "")
            elif not scope:
                self.listing.unseen[""] = "the folder is not there"
            else:
                self.named([scope])

    def _below(self, location: str, prefix: str) -> None:
        waiting = [(location, prefix)]
        while waiting:
            folder, prefix = waiting.pop()
            try:
                with os.scandir(folder) as entries:
                    found = sorted(entries, key=lambda entry: entry.name)
            except OSError as error:
                self._unseen(prefix.rstrip("/"), error)
                continue
            for entry in found:
                if _left_out(entry.name) or entry.path in self._leave_out:
                    continue
                path = prefix + normal(entry.name)
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{path}/"))
                else:
                    self._one(entry.path, path)

    def _one(self, location: str, path: str) -> None:
        """Take one entry that is no folder."""
        try:
            if os.path.islink(location):
                real = self._follow(location)
                if real is None:
                    return
                location = real
            found = os.stat(location, follow_symlinks=False)
            if not stat.S_ISREG(found.st_mode):
                kind = _SPECIAL.get(stat.S_IFMT(found.st_mode), "something special")
                raise Unreadable(f"it is {kind}, not a file", remedy="Leave it out, or replace it by a file.")
        except IngestError as error:
            self.listing.refused[path] = error
        except OSError as error:
            self.listing.refused[path] = Unreadable(f"it cannot be looked at: {error.strerror}")
        else:
            self._take(SourceFile(path, location, found.st_size, found.st_mtime_ns))

    def _take(self, file: SourceFile) -> None:
        if file.path in self.listing.files:
            name = printable(os.path.basename(os.fsencode(file.location).decode("utf-8", "backslashreplace")))
            same = f"{file.path} (another Unicode form)"
            reason = f"{name!r} is the same name as another file's, in another Unicode form"
            self.listing.refused[same] = Unreadable(reason, remedy="Rename one of the two.")
        else:
            self.listing.files[file.path] = file

    def _follow(self, link: str) -> str | None:
        """The file that a link leads to, ``None`` for a folder that is listed where it is; else ``Unreadable``."""
        try:
            real = os.path.realpath(link, strict=True)
        except OSError as error:
            looping = error.errno == errno.ELOOP
            reason = "the link leads back to itself" if looping else "the link leads to nothing"
            raise Unreadable(reason, remedy=_LINK_REMEDY) from error
        inside = os.path.relpath(real, self._root).split(os.sep)
        if inside[0] == os.pardir:
            raise Unreadable("the link leads out of the folder that is ingested", remedy=_LINK_REMEDY)
        if os.path.isdir(real):
            if link.startswith(os.path.join(real, "")):
                raise Unreadable("the link leads back to a folder that it is in", remedy=_LINK_REMEDY)
            return None
        if any(_left_out(name) for name in inside) or any(place in self._leave_out for place in _upwards(real)):
            raise Unreadable("the link leads to a file that is left out", remedy=_LINK_REMEDY)
        return real

    def _unseen(self, path: str, error: OSError) -> None:
        reason = f"the folder cannot be listed: {error.strerror}"
        self.listing.unseen[path] = reason
        if path:
            self.listing.refused[path] = Unreadable(reason)


def _left_out(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _CLUTTER


def _locate(root: str, path: str) -> str:
    """Where the file is whose identity is ``path``: its name on disk may be in another Unicode form."""
    place = root
    for name in path.split("/"):
        direct = os.path.join(place, name)
        if not os.path.lexists(direct):
            with contextlib.suppress(OSError), os.scandir(place) as entries:
                direct = next((entry.path for entry in entries if normal(entry.name) == name), direct)
        place = direct
    return place


def _upwards(path: str) -> Iterator[str]:
    """``path`` and the folders above it."""
    while True:
        yield path
        above = os.path.dirname(path)
        if above == path:
            return
        path = above
