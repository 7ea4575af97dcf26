"""What readers add to a PDF: filled form fields, comments, signature fields.

pdfium's text holds none of them. A field's value joins the words of the page where it is shown; comments
and signatures become lines of their own. What such a line says of a signature is what ``pdf_signing`` could check;
what it could not is "present, not validated", never "signed by".
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

from evidence.model import Mark
from ingest.parse.pdf_graphics import Frame
from ingest.parse.pdf_page import Style, Word
from ingest.parse.pdf_signing import Checked, check_signatures
from ingest.parse.pdf_text import clean_string

_MOST_ANNOTATIONS = 2_000  # a page
_MOST_SIGNATURES = 1_000
_LONGEST = 20_000  # characters of one value
_REACH = 250.0  # points from a label to the field at its right
_TICK_REACH = 40.0  # points from a tick box to its label
TICKED, UNTICKED = "☒", "☐"
_COMMENTS = {
    pdfium.FPDF_ANNOT_TEXT: "comment",
    pdfium.FPDF_ANNOT_FREETEXT: "text typed onto the page",
    pdfium.FPDF_ANNOT_HIGHLIGHT: "comment on highlighted text",
    pdfium.FPDF_ANNOT_UNDERLINE: "comment on underlined text",
    pdfium.FPDF_ANNOT_STRIKEOUT: "comment on struck-out text",
    pdfium.FPDF_ANNOT_SQUIGGLY: "comment on underlined text",
    pdfium.FPDF_ANNOT_STAMP: "stamp",
    pdfium.FPDF_ANNOT_CARET: "comment",
    pdfium.FPDF_ANNOT_INK: "comment",
    pdfium.FPDF_ANNOT_SQUARE: "comment",
    pdfium.FPDF_ANNOT_CIRCLE: "comment",
    pdfium.FPDF_ANNOT_POLYGON: "comment",
    pdfium.FPDF_ANNOT_LINE: "comment",
    pdfium.FPDF_ANNOT_FILEATTACHMENT: "comment",
}
_TICKS = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_VALUES = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)


@dataclass(frozen=True, slots=True)
class Note:
    """A line that is not among the page's characters, and why it is marked."""

    text: str
    mark: Mark
    detail: str


@dataclass(frozen=True, slots=True)
class Field:
    """A form field on a page. ``tick`` for boxes that are ticked or not; ``box`` as in ``pdf_page``."""

    name: str
    value: str
    tick: bool
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class SignatureField:
    """A signature field on page ``page`` (1-based); ``present`` when it holds a signature of whatever validity."""

    name: str
    page: int
    present: bool


@dataclass(slots=True)
class Annotations:
    """The annotations of one page."""

    fields: list[Field]
    notes: list[Note]
    signatures: list[SignatureField]


def read_annotations(page: Any, number: int, form: Any, frame: Frame) -> Annotations:
    """The fields, comments and signature fields on ``page``; ``form`` is the raw form handle or None."""
    found = Annotations([], [], [])
    for handle in _annotations(page.raw):
        kind = pdfium.FPDFAnnot_GetSubtype(handle)
        if kind in _COMMENTS:
            _add_comment(found, handle, _COMMENTS[kind])
        elif kind == pdfium.FPDF_ANNOT_WIDGET and form is not None:
            _add_field(found, handle, number, form, frame)
    return found


def _annotations(page: Any) -> Iterator[Any]:
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        handle = pdfium.FPDFPage_GetAnnot(page, index)
        if handle:
            try:
                yield handle
            finally:
                pdfium.FPDFPage_CloseAnnot(handle)


def _add_comment(found: Annotations, handle: Any, kind: str) -> None:
    text = _annotation_string(handle, b"Contents")
    if not text:
        return
    author = _annotation_string(handle, b"T")
    detail = f"{kind} by {author}"[:200] if author else kind
    hidden = pdfium.FPDFAnnot_GetFlags(handle) & (pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW)
    if hidden:
        found.notes.append(Note(text, Mark.HIDDEN, f"hidden {detail}"))
    else:
        found.notes.append(Note(text, Mark.COMMENT, detail))


def _add_field(found: Annotations, handle: Any, number: int, form: Any, frame: Frame) -> None:
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, handle)
    name = _wide(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldName(form, handle, buffer, size))
    if kind == pdfium.FPDF_FORMFIELD_SIGNATURE:
        present = bool(pdfium.FPDFAnnot_HasKey(handle, b"V"))
        found.signatures.append(SignatureField(name, number, present))
        return
    rectangle = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(handle, rectangle)
    box = frame.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
    label = _wide(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldAlternateName(form, handle, buffer, size)) or name
    if kind in _TICKS:
        ticked = pdfium.FPDFAnnot_IsChecked(form, handle)
        found.fields.append(Field(label, TICKED if ticked else UNTICKED, True, box))
    elif kind in _VALUES:
        value = _wide(lambda buffer, size: pdfium.FPDFAnnot_GetFormFieldValue(form, handle, buffer, size))
        if value:
            found.fields.append(Field(label, value, False, box))


def place_fields(words: list[Word], fields: list[Field]) -> list[Word]:
    """The words of a page with the values of its fields beside their labels.

    A value follows the nearest word at its left on the same height, a tick precedes the nearest word at
    its right; one without such a label becomes a line of its own that names the field.
    """
    placed = list(words)
    for field in fields:
        level = [word for word in placed if _beside(word, field)]
        if field.tick and _place_tick(placed, level, field):
            continue
        x0 = field.box[0]
        label = max((word for word in level if -2 <= x0 - word.x1 < _REACH), key=lambda word: word.x1, default=None)
        if label is not None:
            after = _index(placed, label) + 1
            box = (x0, label.top, field.box[2], label.bottom)
            placed[after:after] = _value_words(field.value, box, label.style, " ")
        elif not field.tick or field.value == TICKED:
            style = Style(max(4.0, min(12.0, 0.7 * (field.box[3] - field.box[1]))))
            placed.extend(_value_words(f"{field.name}: {field.value}", field.box, style, "\n"))
    return placed


def _beside(word: Word, field: Field) -> bool:
    shared = min(word.bottom, field.box[3]) - max(word.top, field.box[1])
    return shared > 0.4 * (word.bottom - word.top)


def _place_tick(placed: list[Word], level: list[Word], field: Field) -> bool:
    """Put a tick before the word at its right; False when there is none."""
    x0, _, x1, _ = field.box
    label = min((word for word in level if -2 <= word.x0 - x1 < _TICK_REACH), key=lambda word: word.x0, default=None)
    if label is None:
        return False
    tick = Word(field.value, x0, label.top, x1, label.bottom, label.style, label.joint)
    placed.insert(_index(placed, label), tick)
    label.joint = " "
    return True


def _index(words: list[Word], wanted: Word) -> int:
    return next(index for index, word in enumerate(words) if word is wanted)


def _value_words(text: str, box: tuple[float, float, float, float], style: Style, joint: str) -> list[Word]:
    return [Word(part, *box, style, " " if index else joint) for index, part in enumerate(text.split())]


def signature_notes(
    document: Any, data: bytes, fields: list[SignatureField], roots: tuple[bytes, ...] = ()
) -> list[Note]:
    """A line for each signature field of a document, and for signatures whose field is on no page.

    ``roots``: certificates of the authorities that are trusted.
    """
    stated = [text for text in _stated_signatures(document, data) if text is not None]
    checked = dict(check_signatures(data, roots)) if stated else {}
    notes = []
    for field in fields:
        where = f"Signature field '{field.name}'" if field.name else "Signature field"
        where += f" on page {field.page}"
        if not field.present:
            notes.append(Note(f"{where}: empty", Mark.SIGNATURE, "empty"))
            continue
        said = stated.pop(0) if stated else ""
        notes.append(_signature_note(where, checked.pop(field.name, None), said))
    for extra in stated:
        name, found = checked.popitem() if len(checked) == len(stated) == 1 else ("", None)
        where = f"Signature field '{name}'" if name else "Signature"
        notes.append(_signature_note(where, found, extra))
    return notes


def _signature_note(where: str, found: Checked | None, stated: str) -> Note:
    """``stated`` is what the signature says of itself; shown only where nothing could be checked."""
    if found is None or found.state == "filled":
        joint = ": signature present" if where != "Signature" else " present"
        return Note(f"{where}{joint}, not validated{stated}", Mark.SIGNATURE, "present, not validated")
    signer = found.signer or "(no name in the certificate)"
    on = f" on {found.at:%Y-%m-%d}" if found.at else ""
    issuer = f" of {found.issuer}" if found.issuer else ""
    if found.state == "tampered":
        return Note(
            f"{where}: signed by {signer}{on}; signature broken, the document was changed after it was signed",
            Mark.SIGNATURE,
            "signature broken",
        )
    trust = "trusted" if found.state == "valid" else "not trusted here"
    words = f"{where}: signed by {signer}{on}; unchanged since; certificate{issuer}, {trust}"
    return Note(words, Mark.SIGNATURE, "valid" if found.state == "valid" else "intact, certificate not trusted")


def _stated_signatures(document: Any, data: bytes) -> Iterator[str | None]:
    """For each signature: what it says of itself, as words in brackets or ""; None for an empty field."""
    for index in range(min(pdfium.FPDF_GetSignatureCount(document.raw), _MOST_SIGNATURES)):
        signature = pdfium.FPDF_GetSignatureObject(document.raw, index)
        length = pdfium.FPDFSignatureObj_GetContents(signature, None, 0)
        if not length:
            yield None
            continue
        contents = ctypes.create_string_buffer(length)
        pdfium.FPDFSignatureObj_GetContents(signature, contents, length)
        time = ctypes.create_string_buffer(64)
        pdfium.FPDFSignatureObj_GetTime(signature, time, len(time))
        said = []
        if name := _signer_name(data, contents.raw[:24]):
            said.append(f"signer name as stated: {name}")
        if stamp := re.match(rb"D:(\d{4})(\d\d)(\d\d)", time.value):
            said.append("date as stated: " + b"-".join(stamp.groups()).decode())
        yield f" ({'; '.join(said)})" if said else ""


def _signer_name(data: bytes, contents: bytes) -> str:
    """The /Name beside the signature's bytes; pdfium does not give it. "" when it is not there in plain."""
    digits = contents.hex().encode()
    place = max(data.find(digits), data.find(digits.upper()))
    if place < 0:
        return ""
    start, end = data.rfind(b" obj", 0, place), data.find(b"endobj", place)
    found = re.search(
        rb"/Name\s*(?:\(((?:\\.|[^\\()])*)\)|<([0-9A-Fa-f\s]*)>)", data[max(start, 0) : end if end > 0 else None]
    )
    if not found:
        return ""
    raw = (
        bytes.fromhex(found.group(2).decode())
        if found.group(2)
        else re.sub(rb"\\(.)", rb"\1", found.group(1), flags=re.S)
    )
    text = raw.decode("utf-16", "replace") if raw[:2] in (b"\xfe\xff", b"\xff\xfe") else raw.decode("latin-1")
    return clean_string(text)[:200] if text.isprintable() else ""


def _annotation_string(handle: Any, key: bytes) -> str:
    return _wide(lambda buffer, size: pdfium.FPDFAnnot_GetStringValue(handle, key, buffer, size))


def _wide(read: Callable[[Any, int], int]) -> str:
    """A UTF-16 string that pdfium writes into a buffer, cleaned."""
    length = min(read(None, 0), 2 * _LONGEST)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length + 2)
    read(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), length)
    return clean_string(buffer.raw[: length - 2].decode("utf-16-le", "replace"))
