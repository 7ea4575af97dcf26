"""Read the labelled questions and fill in the page numbers."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from . import extract

TODAY = "2026-09-18"
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October"]
MONTHS += ["November", "December"]
FIELDS = ("id", "question", "kind", "answerable", "answer", "answer_facts", "groups", "as_of", "follow_up_of")


def _gold(entry: dict[str, Any], short: dict[str, str], docs: Path) -> dict[str, Any]:
    name, _, attachment = str(entry["d"]).partition("#")
    doc_id = short[name] + (f"#{attachment}" if attachment else "")
    gold: dict[str, Any] = {"doc_id": doc_id, "quote": str(entry["q"])}
    if doc_id.endswith(".pdf"):
        pages = extract.pdf_pages(docs / doc_id)
        found = [n for n, page in enumerate(pages, 1) if extract.norm(gold["quote"]) in page]
        gold["page"] = found[0] if found else 1
    return gold


def spellings(fact: str) -> str:
    """A fact, with every date in it given in the usual spellings too."""
    ways = fact.split("|")
    for way in list(ways):
        if match := re.fullmatch(rf"(\d+) ({'|'.join(MONTHS)}) (\d{{4}})", way):
            day, month, year = int(match[1]), MONTHS.index(match[2]) + 1, int(match[3])
            name = match[2]
            ways += [
                f"{year}-{month:02}-{day:02}",
                f"{day:02}/{month:02}/{year}",
                f"{day}/{month:02}/{year}",
                f"{day} {name[:3]} {year}",
                f"{day:02} {name} {year}",
                f"{name} {day}, {year}",
            ]
    return "|".join(dict.fromkeys(ways))


def load(source: Path, docs: Path) -> list[dict[str, Any]]:
    """All the rows of questions.jsonl."""
    short: dict[str, str] = yaml.safe_load((source / "names.yaml").read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = []
    for path in sorted(source.glob("questions*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            row = {name: entry[name] for name in FIELDS if name in entry}
            row.setdefault("answerable", True)
            row["answer_facts"] = [spellings(fact) for fact in entry.get("answer_facts", [])]
            row.setdefault("as_of", TODAY)
            row["gold"] = [_gold(gold, short, docs) for gold in entry.get("gold", [])]
            if entry.get("also"):
                row["also"] = [{"doc_id": short[name]} for name in entry["also"]]
            rows.append(row)
    return rows


def key(source: Path) -> dict[str, Any]:
    """The planted anomalies, and the organisation's today."""
    short: dict[str, str] = yaml.safe_load((source / "names.yaml").read_text(encoding="utf-8"))
    anomalies = yaml.safe_load((source / "key.yaml").read_text(encoding="utf-8"))
    for anomaly in anomalies:
        anomaly["documents"] = [short[name] for name in anomaly["documents"]]
    return {"today": TODAY, "anomalies": anomalies}
