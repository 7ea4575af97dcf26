"""Where the gold words stand: quotes of a labelled set to character offsets of canonical texts.

A quote is looked for as it is written; where it does not occur so, without regard to white space, typographic
quotes and dashes, soft hyphens, compatibility forms and Markdown marks. Either way the result is offsets into
the canonical text. A quote that occurs at several places is right at any of them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field

from evals.errors import LabelError, Problem
from evals.labels import Gold, LabelledQuestion, LabelledSet
from evidence.dates import Order, find_dates
from evidence.errors import UnknownDocument
from evidence.model import Page, StoredDocument
from evidence.view import View

WHOLE = -1  # start and end of a gold entry without a quote


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """Gold words at ``text[start:end]`` of a document; ``start == end == -1``: the whole document."""

    doc_id: str
    start: int
    end: int

    @property
    def whole(self) -> bool:
        """Whether the document as a whole is meant, for want of a quote."""
        return self.start == WHOLE


Entry = tuple[GoldSpan, ...]  # all the places of one gold entry, any of which is right


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of a set by question id, under the ids that answers cite documents by.

    ``gold``: per question its entries, each with its places. ``also``: documents that may rightly be cited.
    """

    gold: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    also: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def documents(self, question_id: str) -> frozenset[str]:
        """The gold documents of a question."""
        return frozenset(place.doc_id for entry in self.gold.get(question_id, ()) for place in entry)

    def entries(self, question_id: str) -> tuple[Entry, ...]:
        """The gold entries of a question that have places of their own, not whole documents."""
        return tuple(entry for entry in self.gold.get(question_id, ()) if entry and not entry[0].whole)

    def allowed(self, question_id: str) -> frozenset[str]:
        """The documents that may rightly be cited: the gold ones and ``also``."""
        return self.documents(question_id) | self.also.get(question_id, frozenset())


_ORDERS: tuple[Order | None, ...] = (None, "dmy", "mdy")


def locate(labelled: LabelledSet, view: View) -> Labels:
    """Where the gold of ``labelled`` stands. ``view`` is the operator's, of the archive with nothing withheld.

    Raises ``LabelError`` that names the line of every unknown document and every quote that does not occur.
    """
    shelf = _Shelf(view)
    problems: list[Problem] = []
    gold: dict[str, tuple[Entry, ...]] = {}
    also: dict[str, frozenset[str]] = {}
    for question in labelled.questions:
        gold[question.id] = tuple(_places(shelf, question, entry, problems) for entry in question.gold)
        others = [_places(shelf, question, entry, problems) for entry in question.also]
        also[question.id] = frozenset(place.doc_id for entry in others for place in entry)
    if problems:
        raise LabelError.of(f"The set {labelled.name}, read against its documents,", problems)
    return Labels(gold, also)


def find_quote(text: str, quote: str) -> list[tuple[int, int]]:
    """The places of ``quote`` in ``text``, as ``(start, end)``: as written, else with both sides normalised."""
    return _exact(text, quote) or _Folded(text).find(quote) or _same_day(text, quote)


def _same_day(text: str, quote: str) -> list[tuple[int, int]]:
    """The places of the day that ``quote`` is, however written: a sheet shows 14/07/2027 where we keep 2027-07-14.

    Where a quote can be read day first and month first, day first counts when that day stands in ``text``.
    """
    for order in _ORDERS:
        wanted = find_dates(quote, order=order)
        if len(wanted) == 1 and not (quote[: wanted[0].start] + quote[wanted[0].end :]).strip():
            same = wanted[0].value, wanted[0].precision
            places = [(found.start, found.end) for found in find_dates(text) if (found.value, found.precision) == same]
            if places:
                return places
    return []


def _places(shelf: _Shelf, question: LabelledQuestion, gold: Gold, problems: list[Problem]) -> Entry:
    try:
        document = shelf.document(gold.doc_id)
    except UnknownDocument as error:
        problems.append(Problem(question.line, f"{error} ({question.id})"))
        return ()
    if not gold.quote:
        return (GoldSpan(document.doc_id, WHOLE, WHOLE),)
    found = shelf.find(document, gold.quote)
    if not found:
        reason = f"the quote does not occur in {gold.doc_id}: “{_short(gold.quote)}” ({question.id})"
        problems.append(Problem(question.line, reason))
    elif gold.page is not None:
        on_page = [place for place in found if gold.page in shelf.pages(document, place)]
        if not on_page:
            pages = sorted({page for place in found for page in shelf.pages(document, place)})
            where = f"stands on page {', '.join(map(str, pages))}" if pages else "stands on no page"
            reason = f"the quote {where} of {gold.doc_id}, not on page {gold.page} ({question.id})"
            problems.append(Problem(question.line, reason))
        found = on_page
    return tuple(GoldSpan(document.doc_id, start, end) for start, end in found)


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= 120 else f"{line[:119]}…"


class _Shelf:
    """Documents of a view with their texts, each read once."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._documents: dict[str, StoredDocument | UnknownDocument] = {}
        self._texts: dict[int, str] = {}
        self._folded: dict[int, _Folded] = {}
        self._pages: dict[int, tuple[Page, ...]] = {}

    def document(self, doc_id: str) -> StoredDocument:
        if doc_id not in self._documents:
            try:
                self._documents[doc_id] = self._view.document(doc_id)
            except UnknownDocument as error:
                self._documents[doc_id] = error
        found = self._documents[doc_id]
        if isinstance(found, UnknownDocument):
            raise found
        return found

    def find(self, document: StoredDocument, quote: str) -> list[tuple[int, int]]:
        row = document.rowid
        if row not in self._texts:
            self._texts[row] = self._view.text(row)
        exact = _exact(self._texts[row], quote)
        if exact:
            return exact
        if row not in self._folded:
            self._folded[row] = _Folded(self._texts[row])
        return self._folded[row].find(quote) or _same_day(self._texts[row], quote)

    def pages(self, document: StoredDocument, place: tuple[int, int]) -> set[int]:
        """The numbers of the pages that ``place`` stands on."""
        row = document.rowid
        if row not in self._pages:
            self._pages[row] = self._view.parsed(row).pages
        start, end = place
        return {page.number for page in self._pages[row] if page.start < end and page.end > start}


def _exact(text: str, quote: str) -> list[tuple[int, int]]:
    """Every place of ``quote`` as written, without its outer white space; places do not overlap."""
    wanted = quote.strip()
    found, start = [], text.find(wanted) if wanted else -1
    while start >= 0:
        found.append((start, start + len(wanted)))
        start = text.find(wanted, start + len(wanted))
    return found


_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")  # soft hyphen, zero-width characters
_MARKS = re.compile(
    r"(?P<line>^[ \t]*(?:\#{1,6}(?=[ \t])|>+|[-*+](?=[ \t])|\d{1,3}[.)](?=[ \t])))"  # heading, quotation, list item
    r"|(?P<strong>\*+|~~|(?<!\w)_+(?=\w)|(?<=[\w.,;:!?)])_+(?!\w))"  # emphasis
    r"|(?P<code>`+)|(?P<cell>\|)"
    r"|(?P<link>\]\([^()\s]*\))|(?P<open>!?\[(?=[^\[\]\n]*\]\([^()\s]*\)))"  # [words](target)
    r"|(?P<escape>\\(?=[!-/:-@\[-`{-~]))",
    re.MULTILINE,
)


class _Folded:
    """A text with everything left out that a quote may differ in, and the way back to its offsets."""

    def __init__(self, text: str) -> None:
        pieces: list[str] = []
        self._starts: list[int] = []  # of each folded character: where it comes from
        self._ends: list[int] = []
        left_out = [match.span() for match in _MARKS.finditer(text)]
        for start, end, folded in _clusters(text, left_out):
            pieces.append(folded)
            self._starts += [start] * len(folded)
            self._ends += [end] * len(folded)
        self.text = "".join(pieces)

    def find(self, quote: str) -> list[tuple[int, int]]:
        wanted = _Folded(quote).text.strip() if quote.strip() else ""
        return [(self._starts[start], self._ends[end - 1]) for start, end in _exact(self.text, wanted)]


def _clusters(text: str, left_out: list[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """Stretches of ``text`` with what each is folded to: white space to one blank, a letter with its accents to one."""
    starts = [start for start, _ in left_out]
    found: list[tuple[int, int, str]] = []
    position, blank = 0, True
    while position < len(text):
        nearest = bisect_right(starts, position) - 1
        if nearest >= 0 and left_out[nearest][1] > position:
            position = left_out[nearest][1]
            continue
        end = position + 1
        while end < len(text) and unicodedata.combining(text[end]):
            end += 1
        folded = _fold(text[position:end])
        if folded and not (blank and folded == " "):
            found.append((position, end, folded))
            blank = folded == " "
        position = end
    return found


def _fold(cluster: str) -> str:
    if cluster[0] in _NOTHING:
        return ""
    if cluster[0].isspace():
        return " "
    return unicodedata.normalize("NFKC", cluster.translate(_ALIKE)).translate(_ALIKE).replace("\u00a0", " ")
