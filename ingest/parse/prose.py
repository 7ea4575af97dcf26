"""What the readers of Word, OpenDocument and RTF share: looks of runs, paragraphs, what hangs on them, headings."""

from __future__ import annotations

from dataclasses import dataclass, field

from evidence.model import Mark
from ingest.parse.colour import WHITE, unseen
from ingest.parse.marked import Piece
from ingest.parse.package import Node

# Characters of Microsoft's symbol fonts, which have code points of their own; the rest of them is decoration
_SYMBOLS = {
    "wingdings": {0x6F: "☐", 0x71: "☐", 0x72: "☐", 0xA8: "☐", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0xE0: "→"},
    "wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x2A: "☐"},
    "symbol": {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xAE: "→", 0xB9: "≠", 0xBB: "≈", 0x6D: "µ"},
}
_HEADING_CHARACTERS, _HEADING_WORDS = 90, 14
_LARGE = 1.5  # times the size of body text, for a heading that is not bold


@dataclass(frozen=True, slots=True)
class Look:
    """Formatting of letters as far as it is set at one place; None where it is not.

    Colours as in ``colour``: ``""`` is one that is set but cannot be known. Sizes are in points.
    """

    hidden: bool | None = None
    bold: bool | None = None
    colour: str | None = None
    fill: str | None = None
    points: float | None = None

    def over(self, other: Look) -> Look:
        """This look, completed by ``other`` where it sets nothing."""
        return Look(
            self.hidden if self.hidden is not None else other.hidden,
            self.bold if self.bold is not None else other.bold,
            self.colour if self.colour is not None else other.colour,
            self.fill if self.fill is not None else other.fill,
            self.points if self.points is not None else other.points,
        )

    def unseen(self, background: str | None) -> str:
        """Why letters of this look cannot be seen on ``background``, or ""."""
        if self.hidden:
            return "hidden text"
        return unseen(self.colour, background if self.fill is None else self.fill, self.points)


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand: on what background, and what marks all of them (a page header, a comment)."""

    fill: str | None = WHITE
    mark: Mark | None = None
    detail: str = ""
    headings: bool = True


@dataclass(frozen=True, slots=True)
class Follower:
    """What a paragraph carries and what is written after it.

    ``kind``: ``footnote | endnote | comment`` (``id`` names it), ``box`` (``node`` holds its blocks),
    ``drawing`` (``id`` is a relationship), ``signature_line``, ``table``. ``hidden`` where its run is.
    """

    kind: str
    node: Node
    id: str = ""
    fill: str | None = None
    hidden: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph as read. ``strong`` and ``visible`` count characters that are not white space."""

    pieces: list[Piece] = field(default_factory=list)
    followers: list[Follower] = field(default_factory=list)
    strong: int = 0
    visible: int = 0
    points: float = 0.0

    @property
    def text(self) -> str:
        """All its characters."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def filled(self) -> bool:
        """Whether there is any character but white space."""
        return any(piece.text.strip() for piece in self.pieces)

    @property
    def emphasised(self) -> bool:
        """Whether every visible character is bold."""
        return 0 < self.visible == self.strong

    def add(self, text: str, look: Look, background: str | None) -> None:
        """Add characters of one look."""
        if not text:
            return
        reason = look.unseen(background)
        self.pieces.append(Piece(text, Mark.HIDDEN if reason else None, reason))
        if reason:
            return
        count = len("".join(text.split()))
        self.visible += count
        self.strong += count if look.bold else 0
        self.points = max(self.points, look.points or 0.0)

    def looks_like_heading(self, body_points: float) -> bool:
        """Whether it is short and set in bold or large letters from end to end, and says no "name: value"."""
        large = self.points >= _LARGE * body_points
        if not (self.emphasised or large):
            return False
        text = self.text.strip()
        if not text or len(text) > _HEADING_CHARACTERS or len(text.split()) > _HEADING_WORDS or "\n" in text:
            return False
        label_and_value = ": " in text or ":\t" in text
        return text[-1] not in ".,;:!?" and not label_and_value and any(map(str.isalpha, text))


def symbol(font: str, code: int) -> str:
    """The character that a symbol font shows for a byte; "" for decoration."""
    return _SYMBOLS.get(font.lower(), {}).get(code & 0xFF, "")


def comment_detail(author: str, moment: str) -> str:
    """How a comment is annotated: who made it, and on what day ``moment`` (ISO 8601) names."""
    return "comment" + (f" by {author}" if author else "") + (f" on {moment[:10]}" if moment else "")
