"""What is ingested: a folder of files, or the rows of a ``corpus.jsonl``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NOT_EVIDENCE = {"access.json", "questions.jsonl", "key.json"}  # at the top of a labelled set or of its documents


@dataclass(frozen=True, slots=True)
class Material:
    """``root`` is a folder or a ``corpus.jsonl``; ``access`` an access file that lies outside it."""

    root: Path
    access: Path | None = None

    @classmethod
    def of(cls, folder: Path) -> Material:
        """The material of a labelled set's folder: ``corpus.jsonl``, else ``docs/``, else the folder itself."""
        outside = folder / "access.json"
        access = outside if outside.is_file() else None
        if (folder / "corpus.jsonl").is_file():
            return cls((folder / "corpus.jsonl").resolve(), access)
        if (folder / "docs").is_dir():
            return cls((folder / "docs").resolve(), access)
        return cls(folder.resolve())

    @property
    def is_rows(self) -> bool:
        """Whether it is a file of rows that are documents already."""
        return self.root.is_file()

    def files(self) -> list[str]:
        """Paths below the root, sorted; neither hidden files nor the set's own."""
        if self.is_rows:
            return [self.root.name]
        paths = [path.relative_to(self.root) for path in self.root.rglob("*") if path.is_file()]
        shown = [path for path in paths if not any(part.startswith(".") for part in path.parts)]
        return sorted(path.as_posix() for path in shown if path.as_posix() not in _NOT_EVIDENCE)

    def rows(self) -> Iterator[tuple[str, str]]:
        """Id and text of every row that has words."""
        with self.root.open(encoding="utf-8") as lines:
            for line in filter(str.strip, lines):
                row = json.loads(line)
                text = str(row.get("text") or "")
                if text.strip():
                    yield str(row["doc_id"]), text
