"""Sentences that a real small model makes of evidence, against the verifier: does a figure it invented get through?

    python -m benchmarks.invented [SET ...] [--sentences N] [--gguf FILE] [--show]

Statements are drawn from the sets' documents by a fixed seed. Of each, the model is asked for one sentence that tells
an auditor what it says, freely and not at temperature 0. Each sentence is then checked against its statement as the
claim of an answer is (``assistant/llm/check.py``). Printed are how many pass, and how many of those hold a figure, day,
amount, identifier or name that their statement does not, by the comparison of ``tests/support/details.py``.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from assistant.llm.check import check
from evidence.errors import VouchError
from evidence.sentences import sentence_spans
from ingest.limits import Limits
from ingest.parse import parse
from tests.support.details import foreign
from tests.support.small_model import SmallModel, installed

_SETS = (Path("samples/organisation"), Path("samples/hospital"), Path("samples/foundry"))
_ASKED = 'Evidence: "{}"\n\nTell an auditor in one sentence what this says, with its names, dates and figures.'
_LEAST, _MOST = 60, 320  # characters of a statement
_READABLE = frozenset({".md", ".txt", ".docx", ".html", ".eml"})


def statements(sets: Sequence[Path], count: int) -> list[str]:
    """Sentences of the sets' documents that hold a figure or a name within them, drawn by a fixed seed."""
    found: list[str] = []
    for folder in sets:
        for file in sorted(path for path in (folder / "docs").rglob("*") if path.suffix.lower() in _READABLE):
            with suppress(VouchError):  # some of the samples are damaged on purpose
                text = parse(file.read_bytes(), file.name, Limits()).text
                spans = sentence_spans(text, 0, len(text))
                found += [" ".join(text[span.start : span.end].split()) for span in spans]
    fitting = [each for each in dict.fromkeys(found) if _LEAST <= len(each) <= _MOST and foreign(each, "")]
    return random.Random(7).sample(fitting, min(count, len(fitting)))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the counts; 1 where a sentence passed with a detail that its statement does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", type=Path, default=_SETS)
    parser.add_argument("--sentences", type=int, default=150)
    parser.add_argument("--gguf", type=Path, default=installed(), help="another model's file")
    parser.add_argument("--show", action="store_true", help="print every sentence with its verdict")
    options: Any = parser.parse_args(arguments)
    if options.gguf is None:
        print("skipped: no small model is installed (make small-model)")
        return 0
    model = SmallModel(options.gguf, reply_tokens=80, temperature=0.8)
    made = passed = invented = through = 0
    for words in statements(options.sets, options.sentences):
        sentence = " ".join(model(_ASKED.format(words), None).text.split())
        verdict, details = check(sentence, [words]), foreign(sentence, words)
        stands = verdict.level != "unsupported"
        made, passed, invented = made + 1, passed + stands, invented + bool(details)
        through += stands and bool(details)
        if options.show or (stands and details):
            print(f"{verdict.level:11} {details}\n    {words}\n    {sentence}")
    print(f"{options.gguf.name}: {made} sentences, {invented} with details of their own; {passed} pass, {through} such")
    return 1 if through else 0


if __name__ == "__main__":
    raise SystemExit(main())
