"""Claims to train the entailment reader on, with the words that they would be checked against.

``python -m benchmarks.entailing NAME ARCHIVE OUTPUT ...``: NAME is a file of ``samples/reading/claims``, or
``NAME/questions`` or ``NAME/plain`` for those of ``samples/reading/NAME`` that ask for yes or no, ARCHIVE the folder
into which its documents were ingested (``vouch ingest --home``). OUTPUT gets one JSON object a statement: ``text`` as
the entailment reader is given it (``assistant.llm.entailed``), ``good`` and ``wrong`` claims, and of claims ``words``,
``labels`` and ``context`` as the verifier is given them. The claims of a question are itself with yes and with no
behind it: the statement that answers bears out one of them, the best others that the assistant finds bear out neither.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assistant.ask import Assistant
from assistant.llm.entailed import premise
from assistant.llm.evidence import item_of
from assistant.read_verdicts import claims_of, premise_of
from assistant.retrieve import Retriever
from assistant.understand import understand
from assistant.values import wanted
from benchmarks.reading import label, place_of, rows_of, spans_of
from evidence.archive import Archive
from evidence.embedders import Embedder, MiniLM
from evidence.model import Span
from evidence.view import View

CLAIMS = Path(__file__).parents[1] / "samples" / "reading" / "claims"
_PASSAGES = 20  # read for statements, as when asking
_NEAR = 4  # candidates of a question


def prepared(rows: Iterable[dict[str, Any]], view: View) -> Iterator[dict[str, Any]]:
    """Each statement as it would be checked; one that is not found in the archive is left out."""
    documents = {each.doc_id: each.rowid for each in view.documents()}
    for row in rows:
        document = documents.get(row["doc_id"])
        span = place_of(row["quote"], view.text(document)) if document is not None else None
        passage = span and next(
            (each for each in view.passages(document or 0) if each.start <= span[0] and span[0] < each.end), None
        )
        if not span or not passage:
            continue
        item = item_of(passage, Span(*span), view)
        if item is None:
            continue
        touched = [each for each in item.statements if each.start < span[1] and span[0] < each.end]
        words = [item.words(each) for each in touched or [Span(*span)]]
        context = f"{item.about} {item.title} {item.section}"
        yield {
            "text": premise(words, item.labels, context),
            "words": words,
            "labels": item.labels,
            "context": context,
            "good": row["good"],
            "wrong": [claim for _, claim in row["wrong"]],
        }


def asked(name: str, view: View, embedder: Embedder) -> Iterator[dict[str, Any]]:
    """The statements that answer questions of a set with yes or no, and the nearest that do not."""
    assistant, retriever = Assistant(embedder, Retriever()), Retriever()
    documents = {each.doc_id: each.rowid for each in view.documents()}
    for row in rows_of(name):
        query = understand(row["question"])
        if wanted(query) != "verdict":
            continue
        said = _said(row.get("answer", ""))
        spans = spans_of(row, view, documents)
        ranked = assistant.rank(view, query, retriever.search(view, embedder, query.search_text, _PASSAGES))
        yes, no = claims_of(query.text)
        for place, each in enumerate(ranked):
            text = premise_of(each.statement, view.document(each.statement.passage.doc_id).title)
            answers = label(each.statement, row, spans)
            if answers == 1 and said:
                good, wrong = (yes, no) if said == "yes" else (no, yes)
                yield {"text": text, "good": [good], "wrong": [wrong]}
            elif answers == 0 and place < _NEAR:
                yield {"text": text, "good": [], "wrong": [yes, no]}


def _said(answer: str) -> str:
    """Yes or no, as an answer begins; nothing where it begins with neither."""
    begins = re.match(r"\W*(yes|no)\b", answer, re.I)
    return begins.group(1).lower() if begins else ""


def main() -> None:
    """Write the statements of each set named on the command line."""
    embedder = MiniLM()
    named = iter(sys.argv[1:])
    for name, home, output in zip(named, named, named, strict=True):
        with Archive.open(Path(home), embedder.id, embedder.dimensions, exact_limit=50_000) as archive:
            found = asked(name, archive.view(), embedder) if "/" in name else _claimed(name, archive.view())
            made = [json.dumps(each, ensure_ascii=False) for each in found]
        Path(output).write_text("".join(f"{line}\n" for line in made), encoding="utf-8")
        print(f"{name}: {len(made)} statements")


def _claimed(name: str, view: View) -> Iterator[dict[str, Any]]:
    lines = (CLAIMS / f"{name}.jsonl").read_text("utf-8").splitlines()
    return prepared(map(json.loads, lines), view)


if __name__ == "__main__":
    main()
