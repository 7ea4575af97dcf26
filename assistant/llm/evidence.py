"""Stretches in, the evidence that a model reads out: few words, under keys that mean nothing, within a token budget.

Each item is a statement or the stretch around it, of a long passage never all. Its words are shown without markup, with
the angle brackets of tags disarmed: nothing in a document can end its own marking or begin another's. Hidden
text and words that address a machine reader are left out. Every character shown knows its offset in the canonical
text: what a model quotes is looked up here and cut from the document, never repaired.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.llm.stretches import Stretch
from evidence.citing import Citer
from evidence.model import Annotation, Mark, ParsedDocument, Span, StoredPassage, Table
from evidence.sentences import sentence_spans
from evidence.view import View

_ALPHABET = "bcdfghjkmnpqrstvwxz"  # no vowels: no words; no digits: no figures
_KEY_LETTERS = 4
_LEFT_OUT = frozenset({Mark.HIDDEN, Mark.INSTRUCTION})
_GAP = "\N{HORIZONTAL ELLIPSIS}"  # what stands for words left out; no quote may hold it
_TAG = re.compile(r"<(?=[\s/!?]*[A-Za-z])")
_DISARMED = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
_SAME = str.maketrans({"‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‐": "-",
                       "‑": "-", "–": "-", "—": "-", "−": "-", _DISARMED: "<", "\u00a0": " "})  # fmt: skip
_EDGES = " \t\n\"'.,;:*_`()[]…"
_MARKUP = re.compile(r"\*\*|__|`|~~|^#{1,6}\s+|^\s*>\s?", re.M)
_TITLE = 80  # characters of a title shown
_LEAST_QUOTE = 3  # characters; less is found anywhere

Count = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Item:
    """One stretch of one document, as a model reads it.

    ``shown[i]`` stands at ``offsets[i]`` of the canonical text (-1 for what stands for words left out). ``statements``
    are the whole statements in it: a quote is widened to those it touches, so that it cannot lose its "not".
    ``labels`` are the column names of a row; ``title`` and ``section`` are what it is filed under.
    """

    key: str
    passage: StoredPassage
    start: int
    end: int
    shown: str
    offsets: tuple[int, ...]
    statements: tuple[Span, ...]
    title: str
    section: str
    about: str
    labels: str = ""

    def render(self) -> str:
        """The item as it stands in the prompt."""
        columns = f' columns="{_attribute(self.labels)}"' if self.labels else ""
        return f'<span key="{self.key}" from="{_attribute(self.about)}"{columns}>{self.shown}</span>'

    def find(self, quote: str) -> tuple[Span, ...]:
        """The statements that hold ``quote``, letter for letter but for spacing and the form of quotes and dashes.

        Empty when the item does not hold it, or only across words that were left out.
        """
        wanted = " ".join(_plain(quote).split()).strip(_EDGES)
        shown = _plain(self.shown)
        if len(wanted) < _LEAST_QUOTE or _GAP in wanted:
            return ()
        found: list[Span] = []
        for match in re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", shown):
            offsets = [offset for offset in self.offsets[match.start() : match.end()] if offset >= 0]
            first, last = offsets[0], offsets[-1]
            found += [span for span in self.statements if span.start <= last and first < span.end]
            break  # the same words again say nothing more
        return tuple(dict.fromkeys(found))

    def words(self, span: Span) -> str:
        """The words of a statement as shown: without markup, and without what was left out."""
        pairs = zip(self.shown, self.offsets, strict=True)
        words = "".join(character for character, offset in pairs if span.start <= offset < span.end)
        return words.replace("\n", " ").strip()


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is sent: the items, how many were left out or shortened for want of room, and the words' tokens."""

    items: tuple[Item, ...]
    dropped: int = 0
    shortened: int = 0
    tokens: int = 0

    def render(self) -> str:
        """The items as they stand in the prompt."""
        return "\n".join(item.render() for item in self.items)

    def item(self, key: str) -> Item | None:
        """The item of a key, exactly as given; no key is guessed."""
        return next((item for item in self.items if item.key == key), None)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader should know of the evidence: that some did not fit."""
        dropped = (
            f"{self.dropped} of {len(self.items) + self.dropped} pieces of evidence did not fit the model's budget"
        )
        return (dropped,) * bool(self.dropped) + (f"{self.shortened} were shortened to fit",) * bool(self.shortened)


def gather(stretches: Iterable[Stretch], view: View, count: Count, budget: int) -> Evidence:
    """The evidence of ``stretches``, best first, in at most ``budget`` tokens as ``count`` counts them.

    What does not fit whole is tried as its short form; the first is always kept, so a budget that holds not even that
    shows in ``tokens``. Overlapping stretches are sent once. What is not needed is left out without a word.
    """
    items: list[Item] = []
    used = dropped = shortened = 0
    for stretch in stretches:
        whole, short = item_of(stretch.passage, stretch.whole, view), item_of(stretch.passage, stretch.short, view)
        if whole is None or short is None or any(_overlap(whole, item) for item in items):
            continue
        sizes = [(each, count(each.render()) + 1) for each in dict.fromkeys((whole, short))]
        fitting = next(((each, size) for each, size in sizes if used + size <= budget), None)
        if fitting is None and items:
            dropped += stretch.needed
            continue
        chosen, size = fitting or sizes[-1]
        shortened += stretch.needed and chosen != whole
        items.append(_keyed(chosen, items))
        used += size
    return Evidence(tuple(items), dropped, shortened, used)


def item_of(passage: StoredPassage, shown: Span, view: View) -> Item | None:
    """The item of a stretch, ``None`` if nothing of it may be sent."""
    document = view.document(passage.doc_id)
    parsed = view.parsed(document.rowid)
    start, end = shown.start, shown.end
    words, offsets = _shown(parsed, start, end)
    if not re.search(r"\w", words):
        return None
    citing = Citer(view).span(document.rowid, Span(start, end))
    dated = next(
        (d.value.isoformat() for d in document.metadata.dates if d.kind in ("written", "approved", "effective")), ""
    )
    about = [document.title[:_TITLE], (citing.section or "").split(" > ")[-1][:_TITLE], dated]
    return Item(
        key=_key(f"{document.doc_id}\0{document.sha256}\0{start}", _KEY_LETTERS),
        passage=passage,
        start=start,
        end=end,
        shown=words,
        offsets=offsets,
        statements=_statements(parsed, start, end),
        title=document.title,
        section=citing.section or "",
        about=" – ".join(dict.fromkeys(part for part in about if part)),
        labels=_labels(parsed, start, end),
    )


def _statements(parsed: ParsedDocument, start: int, end: int) -> tuple[Span, ...]:
    """The whole rows and sentences that ``[start, end)`` touches, each without space at its ends."""
    tables = sorted((table for table in parsed.tables if table.start < end and start < table.end), key=_place)
    found: list[Span] = []
    at = start
    for table in tables:
        found += sentence_spans(parsed.text, at, table.start) if at < table.start else ()
        found += [Span(row.start, row.end) for row in table.rows if row.start < end and start < row.end]
        at = max(at, table.end)
    found += sentence_spans(parsed.text, at, end) if at < end else ()
    return tuple(found) or (Span(start, end),)


def _place(table: Table) -> int:
    return table.start


def _shown(parsed: ParsedDocument, start: int, end: int) -> tuple[str, tuple[int, ...]]:
    """The stretch as shown, with each character's offset."""
    text = parsed.text
    skipped = _skipped(parsed.annotations, text, start, end)
    characters: list[str] = []
    offsets: list[int] = []
    for at in range(start, end):
        why = skipped.get(at)
        character = text[at] if text[at].isprintable() or text[at] == "\n" else " "
        if why == "markup":
            continue
        if why == "left out":
            character, at_ = _GAP, -1
        else:
            at_ = at
        last = characters[-1] if characters else " "
        if character == "\n" and characters and last == " ":
            characters[-1] = character
        elif not (character.isspace() and last.isspace()) and not character == last == _GAP:
            characters.append(character)
            offsets.append(at_)
    words = _TAG.sub(_DISARMED, "".join(characters))
    kept = len(words.rstrip())
    return words[:kept], tuple(offsets[:kept])


def _skipped(notes: Iterable[Annotation], text: str, start: int, end: int) -> dict[int, str]:
    skipped = {at: "markup" for match in _MARKUP.finditer(text, start, end) for at in range(match.start(), match.end())}
    for note in notes:
        if note.start < end and start < note.end:
            inside = range(max(start, note.start), min(end, note.end))
            if note.mark is Mark.MARKUP:
                skipped |= {at: "markup" for at in inside if not text[at].isspace()}
            elif note.mark in _LEFT_OUT:
                skipped |= dict.fromkeys(inside, "left out")
    return skipped


def _labels(parsed: ParsedDocument, start: int, end: int) -> str:
    """The column names of the rows that ``[start, end)`` consists of; none where they stand in it."""
    table = next((table for table in parsed.tables if table.start <= start and end <= table.end), None)
    headed = table and start <= table.header_start < table.header_end <= end
    return "; ".join(name for name in table.header if name) if table and not headed else ""


def _key(seed: str, letters: int) -> str:
    number = int.from_bytes(hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()[:8])
    digits = []
    for _ in range(letters):
        number, digit = divmod(number, len(_ALPHABET))
        digits.append(_ALPHABET[digit])
    return "".join(digits)


def _keyed(item: Item, others: Sequence[Item]) -> Item:
    """The item with a key that no other has."""
    key, taken = item.key, {other.key for other in others}
    while key in taken:
        key = _key(f"{key}\0{item.key}", _KEY_LETTERS)
    return replace(item, key=key)


def _overlap(one: Item, other: Item) -> bool:
    return one.passage.document == other.passage.document and one.start < other.end and other.start < one.end


def _attribute(text: str) -> str:
    plain = "".join(character if character.isprintable() else " " for character in text)
    return " ".join(plain.replace('"', "'").replace("<", _DISARMED).replace(">", "›").split())


def _plain(text: str) -> str:
    """Characters that are written in several ways, in one; the length stays."""
    return re.sub(r"\s", " ", text.translate(_SAME))
