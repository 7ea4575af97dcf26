"""From what readers said of an answer to a row of a labelled set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Said = Sequence[tuple[str, Sequence[Mapping[str, Any]]]]  # verdict and marked sources, one a person


def gold_of(said: Said, content: Mapping[str, Any] | None) -> list[dict[str, Any]] | None:
    """The right sources of a question by what each reader said, or ``None`` when that does not tell.

    Sources that somebody marked are the gold. Without any, an answer that only helped has its own citations right, and
    one that refused rightly has none (an empty list: the question is not answerable).
    """
    marked = _distinct(source for verdict, sources in said if verdict != "helpful" for source in sources)
    if marked:
        return marked
    if any(verdict != "helpful" for verdict, _ in said) or content is None:
        return None
    answer = content.get("answer", content)
    if not isinstance(answer, Mapping):
        return None
    if answer.get("status") == "not_found":
        return []
    return _distinct(_citations(answer)) or None


def row_of(
    id: str, question: str, gold: list[dict[str, Any]], groups: Sequence[str] | None, as_of: str | None
) -> dict[str, Any]:
    """A row of ``questions.jsonl``. An asker who sees everything has no groups to name."""
    row: dict[str, Any] = {"id": id, "question": question, "answerable": bool(gold), "gold": gold}
    if groups is not None:
        row["groups"] = list(groups)
    if as_of:
        row["as_of"] = as_of
    return row


def _citations(answer: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for claim in answer.get("claims") or ():
        yield from claim.get("citations") or ()


def _distinct(sources: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Document and words of each, once; a source without words is the document."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for source in sources:
        doc_id, quote = source["doc_id"], source.get("quote") or ""
        found.setdefault((doc_id, quote), {"doc_id": doc_id, "quote": quote} if quote else {"doc_id": doc_id})
    return list(found.values())
