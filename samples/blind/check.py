"""Prove the labels: quotes stand in their documents, ids are unique, counts by kind are as planned."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from source import blocks, extract

HERE = Path(__file__).parent
DOCS = HERE / "docs"
# fmt: off
PLAN = {
    "who": 9, "when": 9, "what": 8, "yesno": 8, "list": 5, "count": 4, "missing": 4, "multi": 5, "asof": 5,
    "conflict": 3, "how": 5, "clause": 4, "summary": 1, "unanswerable": 12, "restricted": 6, "injected": 2,
}
# fmt: on


def scanned(doc_id: str) -> str:
    """The words of the scanned letter, from its source."""
    for text in blocks.load_bundle(HERE / "source" / "records.txt"):
        if text.path == doc_id and text.option("scan"):
            return extract.norm(text.body)
    return ""


def body(doc_id: str) -> str:
    """The text of a document, the scanned letter's from its source."""
    return scanned(doc_id) or extract.extract(DOCS, doc_id)


def check_row(row: dict[str, Any], seen: set[str]) -> list[str]:
    """The faults of one row."""
    bad: list[str] = []
    name = row["id"]
    if name in seen:
        bad.append(f"{name}: id used twice")
    if row.get("follow_up_of", name) not in seen | {name}:
        bad.append(f"{name}: follow-up of a row that does not come before it")
    if row["answerable"] != bool(row["gold"]):
        bad.append(f"{name}: answerable and gold do not agree")
    if row["answerable"] != bool(row["answer_facts"]):
        bad.append(f"{name}: answerable and facts do not agree")
    for fact in row["answer_facts"]:
        if not any(way.casefold() in row["answer"].casefold() for way in fact.split("|")):
            bad.append(f"{name}: fact {fact!r} is not in the model answer")
    for gold in row["gold"] + row.get("also", []):
        file = DOCS / gold["doc_id"].partition("#")[0]
        if not file.is_file():
            bad.append(f"{name}: no document {gold['doc_id']}")
        elif "quote" in gold:
            text = body(gold["doc_id"])
            if extract.norm(gold["quote"]) not in text:
                bad.append(f"{name}: quote not in {gold['doc_id']}: {gold['quote']}")
            elif file.suffix == ".pdf" and not scanned(gold["doc_id"]):
                page = extract.pdf_pages(file)[gold["page"] - 1]
                if extract.norm(gold["quote"]) not in page:
                    bad.append(f"{name}: quote not on page {gold['page']} of {gold['doc_id']}")
    return bad


def main() -> int:
    """Check everything; the exit status says whether it passed."""
    rows = [json.loads(line) for line in (HERE / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    bad: list[str] = []
    seen: set[str] = set()
    for row in rows:
        bad += check_row(row, seen)
        seen.add(row["id"])
    kinds = Counter(row["kind"] for row in rows)
    if kinds != Counter(PLAN):
        bad.append(f"kinds: {dict(kinds)}")
    files = [path for path in DOCS.rglob("*") if path.is_file() and path.name != "access.json"]
    size = sum(path.stat().st_size for path in files)
    if not 40 <= len(files) <= 48 or size > 3_000_000:
        bad.append(f"{len(files)} documents, {size} bytes")
    for anomaly in json.loads((HERE / "key.json").read_text(encoding="utf-8"))["anomalies"]:
        bad += [f"key: no document {name}" for name in anomaly["documents"] if not (DOCS / name).is_file()]
    used = {gold["doc_id"].partition("#")[0] for row in rows for gold in row["gold"] + row.get("also", [])}
    print(f"{len(files)} documents ({size} bytes), {len(rows)} questions, {len(used)} documents used")
    print(f"{sum('follow_up_of' in row for row in rows)} follow-ups; {dict(kinds)}")
    print("\n".join(bad) or "all checks pass")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
