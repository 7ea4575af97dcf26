"""Pictures of pages, drawn by a process of their own, bounded in time, and kept for a while."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, Pipe
from types import TracebackType
from typing import Any

from assistant.originals.aligning import Sought, sought
from assistant.originals.files import NotServed, Originals
from evidence.errors import Corrupt, Crashed, Encrypted, ServiceError, TooLarge, TooSlow, VouchError
from evidence.model import Page, ParsedDocument, Span, content_sha256
from evidence.view import View

SCALE = 1.6
"""Pixels a point: a page of A4 becomes 953 by 1,347 pixels."""

_START_SECONDS = 60.0  # what a first picture may take longer
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
_SCANNED = "This page is a scan: its words were read by OCR, so the place of the quote is not marked."
_ELSEWHERE = "The words cited could not be located in the picture; read them in the text."
_PARTLY = "Not all of the words cited could be located in the picture; read them in the text."


class NoPicture(VouchError):
    """There is no picture of that page."""

    code = "no_picture"
    remedy = "Read the words in the evidence view."


_ERRORS: dict[str, type[VouchError]] = {"Encrypted": Encrypted, "Corrupt": Corrupt, "TooLarge": TooLarge}


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as PNG, the highlights drawn in. ``boxes`` are x, y, width and height in pixels, one a line.

    ``pages`` is how many the file has; ``note`` says what is not marked and why, "" when all is.
    """

    png: bytes
    width: int
    height: int
    boxes: tuple[tuple[int, int, int, int], ...]
    pages: int
    note: str = ""


class Pictures:
    """Draws pages. Safe from several threads, which take turns; close it, or use it as a context.

    ``seconds`` bounds one picture; a page that takes longer costs the drawing process, and the next one gets another.
    ``cache`` bounds the bytes of the pictures that are kept.
    """

    def __init__(self, *, seconds: float = 20.0, cache: int = 48_000_000) -> None:
        self._seconds, self._most = seconds, cache
        self._turn = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], Picture] = OrderedDict()
        self._size = 0
        self._keeping = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection[Any, Any] | None = None
        self._closed = False

    def __enter__(self) -> Pictures:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the drawing process and forget the pictures."""
        with self._turn:
            self._closed = True
            self._stop()
        with self._keeping:
            self._kept.clear()
            self._size = 0

    def page(
        self, data: bytes, number: int, quotes: Sequence[Sought] = (), *, scale: float = SCALE, sha256: str = ""
    ) -> Picture:
        """Page ``number`` (1-based) of a PDF or a picture file; ``sha256`` is that of ``data`` where it is known.

        Raises ``Encrypted``, ``Corrupt``, ``TooLarge``, ``TooSlow``, ``Crashed`` and ``NoPicture``; ``ServiceError``
        (try again) when too many wait.
        """
        key = (sha256 or content_sha256(data), number, tuple(quotes), round(scale, 3))
        with self._keeping:
            held = self._kept.get(key)
            if held is not None:
                self._kept.move_to_end(key)
                return held
        drawn = self._drawn(data, number, quotes, scale)
        self._keep(key, drawn)
        return drawn

    def _drawn(self, data: bytes, number: int, quotes: Sequence[Sought], scale: float) -> Picture:
        if not self._turn.acquire(timeout=3 * self._seconds + _START_SECONDS):
            raise ServiceError("too many pages are being drawn", remedy="Try again in a moment.")
        try:
            told, png = self._ask(data, number, quotes, scale)
        finally:
            self._turn.release()
        if "error" in told:
            raise _ERRORS.get(told["error"], NoPicture)(told["message"])
        return Picture(
            png=png,
            width=told["width"],
            height=told["height"],
            boxes=tuple((x, y, width, height) for x, y, width, height in told["boxes"]),
            pages=told["pages"],
            note=_note(told["found"], told["characters"], bool(told["boxes"])),
        )

    def _ask(self, data: bytes, number: int, quotes: Sequence[Sought], scale: float) -> tuple[dict[str, Any], bytes]:
        connection, patience = self._started()
        asked = [[each.text, each.nth] for each in quotes]
        wanted = {"page": number, "sought": asked, "scale": scale, "seconds": 2 * patience}
        try:
            connection.send_bytes(json.dumps(wanted).encode())
            connection.send_bytes(data)
            if not connection.poll(patience):
                self._stop()
                raise TooSlow(f"drawing page {number} took more than {self._seconds:.0f} s", remedy=NoPicture.remedy)
            return json.loads(connection.recv_bytes()), connection.recv_bytes()
        except (OSError, EOFError, ValueError) as error:
            self._stop()
            raise Crashed(f"page {number} cannot be drawn: the file makes the program crash") from error
        except BaseException:
            self._stop()  # an answer may be under way that belongs to nobody
            raise

    def _started(self) -> tuple[Connection[Any, Any], float]:
        if self._closed:
            raise ServiceError("the program is shutting down", retry=False)
        if self._process is not None and self._process.poll() is None and self._connection is not None:
            return self._connection, self._seconds
        self._stop()
        ours, theirs = Pipe()
        with contextlib.closing(theirs):
            code = f"import sys; sys.path[:] = {[os.path.abspath(each) for each in sys.path]!r}; "
            code += f"from assistant.originals.drawing import serve; serve({theirs.fileno()})"
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", code],
                pass_fds=(theirs.fileno(),),
                env={**os.environ, **_ENVIRONMENT},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        self._connection = ours
        return ours, self._seconds + _START_SECONDS

    def _stop(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _keep(self, key: tuple[object, ...], drawn: Picture) -> None:
        with self._keeping:
            if self._closed or len(drawn.png) > self._most or key in self._kept:
                return
            self._kept[key] = drawn
            self._size += len(drawn.png)
            while self._size > self._most:
                _, old = self._kept.popitem(last=False)
                self._size -= len(old.png)


def document_page(
    view: View,
    originals: Originals,
    pictures: Pictures,
    doc_id: str,
    number: int,
    spans: Sequence[Span] = (),
    *,
    scale: float = SCALE,
) -> Picture:
    """Page ``number`` of a document that ``view`` shows, the words of ``spans`` that stand on it highlighted.

    Raises what ``Originals.original`` and ``Pictures.page`` raise; ``NoPicture`` for documents that have no pages of
    their own (office files, mail, text) and for attachments, whose file is another one.
    """
    document = view.document(doc_id)
    parsed = view.parsed(document.rowid)
    page = paged(parsed, number)
    original = originals.original(view, doc_id)
    if original.inside:
        raise NoPicture(f"{document.doc_id} is part of {original.name}: there is no picture of its pages")
    drawn = pictures.page(original.data, number, sought(parsed, number, spans), scale=scale, sha256=original.sha256)
    return replace(drawn, note=_SCANNED) if page.ocr and spans and not drawn.boxes else drawn


def has_pictures(parsed: ParsedDocument) -> bool:
    """Whether pages of such a document can be drawn: those of PDF files and of pictures."""
    return bool(parsed.pages) and parsed.parser.partition("/")[0] in ("pdf", "image")


def paged(parsed: ParsedDocument, number: int) -> Page:
    """The page of that number. Raises ``NoPicture`` where there is none to draw."""
    if not has_pictures(parsed):
        raise NoPicture("there are no pictures of its pages: only PDF files and pictures have them")
    found = next((page for page in parsed.pages if page.number == number), None)
    if found is None:
        raise NoPicture(f"there is no page {number}; the document has {len(parsed.pages)}")
    return found


def _note(found: Sequence[bool], characters: int, boxes: bool) -> str:
    if all(found):
        return ""
    if not characters:
        return _SCANNED
    return _PARTLY if boxes else _ELSEWHERE


__all__ = ["NoPicture", "NotServed", "Picture", "Pictures", "document_page", "has_pictures", "paged"]
