"""Questions to train the cross-encoder on, with the statements that it would be given: ``samples/reading``.

``python -m benchmarks.reading [--read] NAME ARCHIVE OUTPUT ...``: NAME is a file of ``samples/reading/questions``, or
``NAME/questions`` or ``NAME/plain`` for a labelled file of ``samples/reading/NAME`` (those of its questions that one
document answers or none does), ARCHIVE the folder into which its documents were ingested (``vouch ingest --home``).
OUTPUT gets one JSON object a question: ``question`` and ``texts``, each ``[text, label]``, best first as the assistant
would rank them without a cross-encoder; with ``--read`` those that do not answer come in the order in which the
present one takes them for the answer, so that it learns from its own errors.
The label is 1 for a statement that holds the words that answer, 0 for another, -1 for one that may answer as well
(it holds the same values elsewhere) or holds them in part: nothing is learnt from that one.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.ask import Assistant
from assistant.retrieve import Retriever
from assistant.select import Candidate, shown_statements
from assistant.statements import Statement, in_place
from assistant.understand import understand
from evidence.archive import Archive
from evidence.cross_encoder import CrossEncoder
from evidence.embedders import Embedder, MiniLM
from evidence.view import View

QUESTIONS = Path(__file__).parents[1] / "samples" / "reading" / "questions"
_PASSAGES, _LISTED = 20, 24
_WHOLE, _MOST = 0.5, 0.8  # of the words that answer; of a statement that lies within them
_GATHERED = (
    "multi",
    "count",
    "list",
    "conflict",
    "missing",
    "summary",
)  # kinds whose answer may stand in several places
_MISREAD = 14  # statements that do not answer
_LONG = 900  # characters: a statement of more holds anything

Span = tuple[int, int]


class Unread(CrossEncoder):
    """A cross-encoder that says nothing: the order is that of everything else."""

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Nought for each."""
        return np.zeros(len(texts), np.float32)


def listed(rows: Iterable[dict[str, Any]], view: View, embedder: Embedder) -> Iterator[dict[str, Any]]:
    """Each question with its labelled statements; one whose words are not found in the archive is left out."""
    retriever = Retriever()
    assistant = Assistant(embedder, retriever, cross_encoder=Unread())
    documents = {each.doc_id: each.rowid for each in view.documents()}
    for row in rows:
        spans = spans_of(row, view, documents)
        if row.get("doc_id") and not spans:
            continue
        query = understand(row["question"])
        hits = retriever.search(view, embedder, query.search_text, _PASSAGES)
        ranked = assistant.rank(view, query, hits)[:_LISTED]
        texts = [(in_place(each.statement), label(each.statement, row, spans)) for each in ranked]
        if spans and not any(good == 1 for _, good in texts):
            texts += [(in_place(each), 1) for each in _answering(row, spans, view, documents, ranked)]
        yield {"question": query.search_text, "texts": texts}


def label(statement: Statement, row: dict[str, Any], spans: Sequence[Span]) -> int:
    """Whether the statement answers (1), does not (0), or is not to be learnt from (-1)."""
    length = statement.end - statement.start
    for start, end in spans if statement.passage.doc_id == row.get("doc_id") else ():
        shared = min(end, statement.end) - max(start, statement.start)
        if shared > 0:
            whole = shared >= _WHOLE * (end - start) or shared >= _MOST * length
            return 1 if whole and length < _LONG else -1
    values = [value.lower() for value in row.get("values", ())]
    return -1 if values and all(value in statement.plain.lower() for value in values) else 0


def rows_of(name: str) -> list[dict[str, Any]]:
    """The questions of a name as the command line gives it."""
    labelled = "/" in name
    file = (QUESTIONS.parent if labelled else QUESTIONS) / f"{name}.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [row for each in rows if (row := _of_one_place(each))] if labelled else rows


def _of_one_place(row: dict[str, Any]) -> dict[str, Any] | None:
    """A row of a labelled set as one of ``samples/reading/questions``; none where several places make the answer."""
    asked = {"question": row["question"], "kind": row["kind"]}
    if not row["answerable"]:
        return asked
    quotes = [entry["quote"] for entry in row["gold"] if "quote" in entry]
    gathered = row["kind"] in _GATHERED and len(quotes) > 1
    if gathered or not quotes or len({entry["doc_id"] for entry in row["gold"]}) != 1:
        return None
    held = " ".join(quotes).lower()
    forms_held = ([form for form in fact.split("|") if form.lower() in held] for fact in row["answer_facts"])
    values = [max(forms, key=len) for forms in forms_held if forms and not {"yes", "no"} & set(map(str.lower, forms))]
    told = {"answer": row["answer"], "quotes": quotes, "values": values}
    return {**asked, "doc_id": row["gold"][0]["doc_id"], **told}


def spans_of(row: dict[str, Any], view: View, documents: dict[str, int]) -> list[Span]:
    """Where the words that answer stand in the document's text: given as they are, or as places."""
    if row.get("doc_id") not in documents:
        return []
    if "spans" in row:
        return [(start, end) for start, end in row["spans"]]
    text = view.text(documents[row["doc_id"]])
    found = (place_of(quote, text) for quote in row["quotes"])
    return [place for place in found if place]


def place_of(quote: str, text: str) -> Span | None:
    """Where the words of a document's file stand in its text, whatever parts the cells of a row there."""
    match = re.search(_written(quote), text) or re.search(_cells(quote), text)
    return match.span() if match else None


def _written(quote: str) -> str:
    return r"\s+".join(map(re.escape, quote.split()))


def _cells(quote: str) -> str:
    """The beginning of a row whose cells are parted in another way in the document's text."""
    return r"[\s|,;*#>-]+".join(map(re.escape, re.findall(r"[\w.%€$£/:@-]+", quote)[:8]))


def _answering(
    row: dict[str, Any], spans: Sequence[Span], view: View, documents: dict[str, int], ranked: Sequence[Candidate]
) -> list[Statement]:
    """The statements that answer and were not found."""
    known = {(each.statement.passage.rowid, each.statement.start, each.statement.end) for each in ranked}
    return [
        each
        for passage in view.passages(documents[row["doc_id"]])
        if any(start < passage.end and passage.start < end for start, end in spans)
        for each in shown_statements(passage, view.parsed(passage.document))
        if label(each, row, spans) == 1 and (passage.rowid, each.start, each.end) not in known
    ]


def misread(row: dict[str, Any], reader: CrossEncoder) -> dict[str, Any]:
    """``row`` with the statements that answer first, then those that do not, the most mistaken for it first."""
    texts = row["texts"]
    others = [each for each in texts if each[1] == 0][:_MISREAD]
    odds = reader.scores(row["question"], [text for text, _ in others])
    mistaken = [others[place] for place in np.argsort(-odds, kind="stable")]
    kept = [each for each in texts if each[1] == -1]
    return {**row, "texts": [*(each for each in texts if each[1] == 1), *mistaken, *kept]}


def main() -> None:
    """Write the statements of each set named on the command line."""
    embedder = MiniLM()
    reader = CrossEncoder() if "--read" in sys.argv else None
    named = iter(argument for argument in sys.argv[1:] if argument != "--read")
    for name, home, output in zip(named, named, named, strict=True):
        rows = rows_of(name)
        with (
            Archive.open(Path(home), embedder.id, embedder.dimensions, exact_limit=50_000) as archive,
            Path(output).open("w", encoding="utf-8") as file,
        ):
            count = 0
            for each in listed(rows, archive.view(), embedder):
                file.write(json.dumps(misread(each, reader) if reader else each, ensure_ascii=False) + "\n")
                count += 1
        print(f"{name}: {count} of {len(rows)} questions")


if __name__ == "__main__":
    main()
