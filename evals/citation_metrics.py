"""How good the citations of an answer are: against gold documents, gold characters and the documents' own words.

Characters are counted as LegalBench-RAG does (arXiv 2408.10343): precision is the share of the cited characters that
are gold, recall the share of the gold characters that are cited; an answer that cites nothing has neither, so both
are 0. Where the same words stand at several places of a gold entry, the place that is cited best counts.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.spans import Entry

TextOf = Callable[[str], str | None]
Ranges = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation as the answer gives it; offsets that are none are ``start == end == 0``."""

    doc_id: str
    start: int
    end: int
    quote: str | None


def citations(answer: Mapping[str, Any]) -> list[Cited]:
    """The citations of all claims, in order."""
    return [cited for claim in answer.get("claims") or () for cited in citations_of(claim)]


def citations_of(claim: Mapping[str, Any]) -> list[Cited]:
    """The citations of one claim."""
    return [_cited(citation) for citation in claim.get("citations") or ()]


def document_scores(cited: Collection[str], gold: Collection[str], allowed: Collection[str]) -> dict[str, float]:
    """Precision, recall and F1 of the documents cited. ``allowed``: those that may rightly be cited, gold or not."""
    shown = set(cited)
    precision = len(shown & set(allowed)) / len(shown) if shown else 0.0
    return _figures("document", precision, len(shown & set(gold)) / len(set(gold)))


def span_scores(cited: Sequence[Cited], entries: Sequence[Entry], whole: Collection[str]) -> dict[str, float]:
    """Precision, recall and F1 of the characters cited. ``whole``: documents in which every character may be cited."""
    by_document = _merged((each.doc_id, each.start, each.end) for each in cited)
    gold = _merged((place.doc_id, place.start, place.end) for entry in entries for place in entry)
    shown = sum(_length(ranges) for ranges in by_document.values())
    right = sum(
        _length(ranges) if doc_id in whole else _overlap(ranges, gold.get(doc_id, []))
        for doc_id, ranges in by_document.items()
    )
    found, wanted = 0, 0
    for entry in entries:
        places = [
            (place.end - place.start, _overlap([(place.start, place.end)], by_document.get(place.doc_id, [])))
            for place in entry
        ]
        length, covered = max(places, key=lambda place: place[1] / place[0])
        found, wanted = found + covered, wanted + length
    return _figures("span", right / shown if shown else 0.0, found / wanted)


def touches(cited: Iterable[Cited], entries: Iterable[Entry]) -> bool:
    """Whether a citation shares a character with gold words."""
    places = [place for entry in entries for place in entry]
    return any(
        each.doc_id == place.doc_id and max(each.start, place.start) < min(each.end, place.end)
        for each in cited
        for place in places
    )


def honesty(cited: Sequence[Cited], text_of: TextOf) -> tuple[dict[str, float], list[str]]:
    """``quote_verbatim`` and ``fabricated`` as shares of the citations, and what is wrong with each; none for none.

    Verbatim: ``text[start:end] == quote``. Fabricated: the document is unknown, or the quote stands nowhere in it.
    """
    if not cited:
        return {}, []
    verbatim, fabricated, why = 0, 0, []
    for each in cited:
        text = text_of(each.doc_id)
        if text is None:
            fabricated += 1
            why.append(f"cites a document that does not exist: {each.doc_id}")
        elif each.quote and text[each.start : each.end] == each.quote:
            verbatim += 1
        elif not each.quote or each.quote not in text:
            fabricated += 1
            why.append(f"a quote does not stand in {each.doc_id}: “{_short(each.quote or '')}”")
        else:
            why.append(f"a quote stands elsewhere in {each.doc_id}: “{_short(each.quote)}”")
    return {"quote_verbatim": verbatim / len(cited), "fabricated": fabricated / len(cited)}, why


def _cited(citation: Mapping[str, Any]) -> Cited:
    start, end, quote = _offset(citation.get("start")), _offset(citation.get("end")), citation.get("quote")
    if start < 0 or end < start:
        start = end = 0
    return Cited(str(citation.get("doc_id", "")), start, end, quote if isinstance(quote, str) else None)


def _offset(value: Any) -> int:
    """The offset, or -1 for what is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else -1


def _figures(level: str, precision: float, recall: float) -> dict[str, float]:
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {f"{level}_precision": precision, f"{level}_recall": recall, f"{level}_f1": f1}


def _merged(spans: Iterable[tuple[str, int, int]]) -> dict[str, Ranges]:
    """By document, ranges that are sorted and apart."""
    found: dict[str, Ranges] = {}
    for doc_id, start, end in sorted(spans):
        ranges = found.setdefault(doc_id, [])
        if ranges and start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(end, ranges[-1][1]))
        else:
            ranges.append((start, end))
    return found


def _length(ranges: Ranges) -> int:
    return sum(end - start for start, end in ranges)


def _overlap(one: Ranges, other: Ranges) -> int:
    return sum(max(0, min(end, stop) - max(start, begin)) for start, end in one for begin, stop in other)


def _short(quote: str) -> str:
    line = " ".join(quote.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
