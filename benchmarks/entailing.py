"""Claims to train the entailment reader on, with the words that they would be checked against.

``python -m benchmarks.entailing NAME ARCHIVE OUTPUT ...``: NAME is a file of ``samples/reading/claims``, ARCHIVE the
folder into which its documents were ingested (``vouch ingest --home``). OUTPUT gets one JSON object a statement:
``text`` as the entailment reader is given it (``assistant.llm.entailed``), ``words``, ``labels`` and ``context`` as the
verifier is, ``good`` and ``wrong`` claims.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assistant.llm.entailed import premise
from assistant.llm.evidence import item_of
from benchmarks.reading import place_of
from evidence.archive import Archive
from evidence.embedders import MiniLM
from evidence.model import Span
from evidence.view import View

CLAIMS = Path(__file__).parents[1] / "samples" / "reading" / "claims"


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


def main() -> None:
    """Write the statements of each set named on the command line."""
    embedder = MiniLM()
    named = iter(sys.argv[1:])
    for name, home, output in zip(named, named, named, strict=True):
        lines = (CLAIMS / f"{name}.jsonl").read_text("utf-8").splitlines()
        with Archive.open(Path(home), embedder.id, embedder.dimensions, exact_limit=50_000) as archive:
            made = [json.dumps(each, ensure_ascii=False) for each in prepared(map(json.loads, lines), archive.view())]
        Path(output).write_text("".join(f"{line}\n" for line in made), encoding="utf-8")
        print(f"{name}: {len(made)} of {len(lines)} statements")


if __name__ == "__main__":
    main()
