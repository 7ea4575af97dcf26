"""Build the sample organisation's documents and the labelled questions."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from source import blocks, questions, render, sheets

HERE = Path(__file__).parent
DOCS = HERE / "docs"
ACCESS = {
    "default": ["staff"],
    "rules": [
        {"path": "restricted/legal/**", "groups": ["legal"]},
        {"path": "restricted/hr/**", "groups": ["hr"]},
    ],
    "default_closed": False,
}


def build() -> None:
    """Write docs/, questions.jsonl and key.json."""
    if DOCS.exists():
        shutil.rmtree(DOCS)
    for bundle in ("policies", "minutes", "records", "long"):
        for text in blocks.load_bundle(HERE / "source" / f"{bundle}.txt"):
            render.render(text, DOCS)
    for book in sheets.BOOKS:
        sheets.write(book, DOCS)
    (DOCS / "access.json").write_text(json.dumps(ACCESS, indent=2) + "\n", encoding="utf-8")
    rows = questions.load(HERE / "source", DOCS)
    lines = (json.dumps(row, ensure_ascii=False) for row in rows)
    (HERE / "questions.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    key = questions.key(HERE / "source")
    (HERE / "key.json").write_text(json.dumps(key, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    build()
