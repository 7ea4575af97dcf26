"""Cutting a stretch of canonical text where its look changes: at markup, annotations and highlights."""

from __future__ import annotations

import html
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.originals.blocks import Piece
from evidence.clean import ENTITY, LINE_BREAK
from evidence.model import Annotation, Mark, Span

_RANKED = (
    Mark.HIDDEN,
    Mark.SIGNATURE,
    Mark.COMMENT,
    Mark.NOTES,
    Mark.OCR,
    Mark.FRONT_MATTER,
    Mark.HEADER,
    Mark.INSTRUCTION,
)
_LABELS = {
    Mark.HIDDEN: "Hidden in the original",
    Mark.SIGNATURE: "Signature",
    Mark.COMMENT: "Comment",
    Mark.NOTES: "Speaker notes",
    Mark.OCR: "Read by OCR",
    Mark.FRONT_MATTER: "Front matter",
    Mark.HEADER: "Header",
    Mark.INSTRUCTION: "Addresses a machine reader",
}
_SAID = {"front matter", "speaker notes", "ocr", "comment"}  # details that add nothing to the label


@dataclass(frozen=True, slots=True)
class _Look:
    """How one interval is shown. ``markup`` is the detail of the markup that it is, ``None`` for words."""

    markup: str | None
    whole: tuple[int, int]
    marked: bool
    mark: str
    label: str


class Layer:
    """The looks of ``text[start:end]``: made once a window, then asked for the pieces of each block."""

    def __init__(self, text: str, notes: Iterable[Annotation], spans: Sequence[Span], start: int, end: int) -> None:
        self._text = text
        within = sorted(
            (note for note in notes if note.start < end and note.end > start), key=lambda note: (note.start, note.end)
        )
        self._spans = [span for span in spans if span.start < end and span.end > start]
        edges = [edge for note in within for edge in (note.start, note.end)]
        edges += [edge for span in self._spans for edge in (span.start, span.end)]
        self._cuts = sorted({start, end, *(min(max(edge, start), end) for edge in edges)})
        self._looks = list(self._sweep(within))

    def _sweep(self, notes: Sequence[Annotation]) -> Iterable[_Look]:
        active: list[Annotation] = []
        waiting = 0
        for at in self._cuts[:-1]:
            while waiting < len(notes) and notes[waiting].start <= at:
                active.append(notes[waiting])
                waiting += 1
            active = [note for note in active if note.end > at]
            yield self._look(active, at)

    def _look(self, active: Sequence[Annotation], at: int) -> _Look:
        marked = any(span.start <= at < span.end for span in self._spans)
        markup = next((note for note in active if note.mark is Mark.MARKUP), None)
        told = sorted((note for note in active if note.mark is not Mark.MARKUP), key=lambda n: _RANKED.index(n.mark))
        return _Look(
            markup=markup.detail if markup else None,
            whole=(markup.start, markup.end) if markup else (at, at),
            marked=marked,
            mark=told[0].mark.value if told else "",
            label="; ".join(dict.fromkeys(map(label_of, told))),
        )

    def pieces(self, start: int, end: int, *, soft: bool = False, exact: bool = False) -> tuple[Piece, ...]:
        """``[start, end)`` as it reads: markup left out, character references resolved, white space closed up.

        ``soft``: a line end is only a wrapped line and reads as a blank. ``exact``: white space is kept (code).
        """
        found: list[Piece] = []
        for piece in self._raw(start, end):
            text = piece.text if exact else _closed_up(piece.text, found, soft)
            last = found[-1] if found else None
            if last and (last.marked, last.mark, last.label) == (piece.marked, piece.mark, piece.label):
                found[-1] = replace(last, text=last.text + text, end=piece.end)
            elif text:
                found.append(replace(piece, text=text))
        return _trimmed(found, exact)

    def _raw(self, start: int, end: int) -> Iterable[Piece]:
        first = max(bisect_right(self._cuts, start) - 1, 0)
        for index in range(first, min(bisect_left(self._cuts, end), len(self._looks))):
            low, high = max(self._cuts[index], start), min(self._cuts[index + 1], end)
            look = self._looks[index]
            text = self._text[low:high] if look.markup is None else self._instead(look, low)
            yield Piece(text, low, high, look.marked, False, look.mark, look.label)

    def _instead(self, look: _Look, at: int) -> str:
        if look.markup == ENTITY:
            return html.unescape(self._text[slice(*look.whole)]) if at == look.whole[0] else ""
        return "\n" if look.markup == LINE_BREAK and at == look.whole[0] else ""


def label_of(note: Annotation) -> str:
    """What an annotation says of its words, for a person."""
    kind, detail = _LABELS.get(note.mark, ""), note.detail.strip()
    if not detail or detail.casefold() in _SAID:
        return kind
    if note.mark in (Mark.COMMENT, Mark.HEADER, Mark.NOTES) and len(detail) > 3:
        return detail[0].upper() + detail[1:] if note.mark is not Mark.HEADER else f"{kind}: {detail}"
    if note.mark is Mark.OCR:
        return kind + detail.removeprefix("OCR") if detail.startswith("OCR") else f"{kind}: {detail}"
    return f"{kind}: {detail}"


def _closed_up(text: str, before: Sequence[Piece], soft: bool) -> str:
    """``text`` with runs of blanks as one, none after a line end or where ``before`` ends with white space."""
    last = before[-1].text[-1] if before else "\n"
    kept: list[str] = []
    for character in text:
        shown = " " if character in "\t\xa0\f" or (soft and character == "\n") else character
        if shown in " \n" and last in ("\n", shown):
            continue
        if shown == "\n" and last == " " and kept:
            kept.pop()
        kept.append(shown)
        last = shown
    return "".join(kept)


def _trimmed(found: list[Piece], exact: bool) -> tuple[Piece, ...]:
    strip = "\n" if exact else None
    while found and not found[-1].text.strip(strip):
        found.pop()
    while found and not found[0].text.strip(strip):
        found.pop(0)
    if found:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip(strip))
        found[0] = replace(found[0], text=found[0].text.lstrip(strip))
    return tuple(found)
