"""The original file of a document: the bytes that were ingested, or an honest word that they are there no longer."""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from evidence.archive import Archive
from evidence.errors import VouchError
from evidence.model import content_sha256
from evidence.view import View

LARGEST = 100_000_000
"""Bytes of an original that is read at most."""

_TYPES = {
    ".pdf": "application/pdf",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".rtf": "application/rtf",
    ".eml": "message/rfc822",
    ".mbox": "application/mbox",
    ".msg": "application/vnd.ms-outlook",
    ".epub": "application/epub+zip",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".md": "text/markdown",
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}


class Gone(VouchError):
    """The original is not what was ingested: changed, moved or deleted since."""

    code = "gone"
    remedy = "The words cited are in the archive as ingested; `vouch ingest` reads the file again."


class NotServed(VouchError):
    """The document has no original that can be handed out by itself."""

    code = "not_served"
    remedy = "Read the words in the evidence view."


@dataclass(frozen=True, slots=True)
class Original:
    """A file's bytes. ``name`` is its base name; ``inside`` names the part that the document is of it, "" for all."""

    data: bytes
    media_type: str
    name: str
    sha256: str
    inside: str = ""


class Originals(Protocol):
    """Where originals are read from."""

    def original(self, view: View, doc_id: str) -> Original:
        """The file of a document that ``view`` shows. Raises ``UnknownDocument``, ``Gone`` or ``NotServed``."""
        ...


class FolderOriginals:
    """Originals from the folders that were ingested. A file is handed out only as it was ingested, by its SHA-256."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def original(self, view: View, doc_id: str) -> Original:
        """The file that holds the document: of an attachment, message or row the file around it.

        ``NotServed`` when the file holds documents that the view does not show, ``Gone`` when its bytes are not those
        that were ingested.
        """
        document = view.document(doc_id)
        holder = view.holder(document.rowid)
        if not holder.complete:
            raise NotServed(f"there is no original of {document.doc_id} to be handed out by itself")
        root = self._archive.sources().get(document.key.source)
        if root is None:
            raise Gone(f"the folder that {document.doc_id} was ingested from is not known any more")
        data = _read(root, holder.path, document.doc_id)
        if content_sha256(data) != holder.sha256:
            raise Gone(f"the file of {document.doc_id} has changed since it was ingested")
        name = holder.path.rpartition("/")[2]
        inside = document.key.path.removeprefix(f"{holder.path}#") if document.key.path != holder.path else ""
        return Original(data, media_type(name), name, holder.sha256, inside)


def media_type(name: str) -> str:
    """The media type that a file name's ending stands for; bytes of no known type otherwise."""
    return _TYPES.get(Path(name).suffix.lower(), "application/octet-stream")


def _read(root: Path, path: str, doc_id: str) -> bytes:
    """The bytes of the regular file at ``path`` below ``root``; a link is followed only inside ``root``."""
    try:
        top = os.path.realpath(root, strict=True)
        real = os.path.realpath(_located(top, path), strict=True)
        if os.path.commonpath([top, real]) != top:
            raise Gone(f"the file of {doc_id} lies outside the folder that was ingested")
        with open(os.open(real, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
            found = os.fstat(file.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise Gone(f"the file of {doc_id} is not a file any more")
            if found.st_size > LARGEST:
                raise NotServed(f"the file of {doc_id} has {found.st_size:,} bytes; the limit is {LARGEST:,}")
            return file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        missing = isinstance(error, ValueError) or error.errno in (errno.ENOENT, errno.ENOTDIR)
        reason = "is not there any more" if missing else "cannot be read"
        raise Gone(f"the file of {doc_id} {reason}") from error


def _located(root: str, path: str) -> str:
    """Where the file is: the catalogue's paths are NFC, with ``\\xNN`` for bytes that are no UTF-8."""
    place = root
    for name in path.split("/"):
        if name in ("", ".", ".."):
            raise ValueError(path)
        direct = os.path.join(place, name)
        if not os.path.lexists(direct):
            with os.scandir(place) as entries:
                direct = next((entry.path for entry in entries if _normal(entry.name) == name), direct)
        place = direct
    return place


def _normal(name: str) -> str:
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "backslashreplace"))
