"""The small markup in which the documents' texts are kept, and its parser."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml


@dataclass
class Block:
    """One block of a text: heading, paragraph, list item, table or page break."""

    kind: str
    text: str = ""
    level: int = 0
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Text:
    """One document: its path under docs/, its options and its body."""

    path: str
    options: dict[str, Any]
    body: str

    def option(self, name: str, default: str = "") -> str:
        """An option as a string."""
        value = self.options.get(name, default)
        return default if value is None else str(value)


def load_bundle(path: Path) -> list[Text]:
    """Read the documents kept in one bundle file."""
    found: list[Text] = []
    for part in re.split(r"^@@@ ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        name, rest = part.split("\n", 1)
        head, body = rest.split("\n~~~\n", 1)
        found.append(Text(name.strip(), yaml.safe_load(head) or {}, body.strip("\n") + "\n"))
    return found


def parse(body: str) -> list[Block]:
    """Cut a body into blocks."""
    blocks: list[Block] = []
    for raw in body.splitlines():
        line = raw.strip()
        if not line:
            if blocks and blocks[-1].kind == "table":
                blocks.append(Block("gap"))
        elif line == "<<page>>":
            blocks.append(Block("page"))
        elif match := re.match(r"(#{1,3}) (.*)", line):
            blocks.append(Block("h", match[2], level=len(match[1])))
        elif line.startswith("- "):
            blocks.append(Block("li", line[2:]))
        elif line.startswith("|"):
            row = [cell.strip() for cell in line.strip("|").split("|")]
            if blocks and blocks[-1].kind == "table":
                blocks[-1].rows.append(row)
            else:
                blocks.append(Block("table", rows=[row]))
        else:
            blocks.append(Block("p", line))
    return [block for block in blocks if block.kind != "gap"]


def runs(text: str) -> list[tuple[str, bool]]:
    """Cut a text into (run, bold) pairs at **."""
    return [(piece, index % 2 == 1) for index, piece in enumerate(text.split("**")) if piece]


def plain(text: str) -> str:
    """A text without its bold marks."""
    return text.replace("**", "")
