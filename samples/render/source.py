"""A source: a text file with front matter (words) or a YAML file (sheets, slides), see ``samples/README.md``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

_FENCE = "---\n"


@dataclass(frozen=True)
class Source:
    """One document to make: where it goes, how it looks, and its words or rows."""

    path: Path
    file: str
    body: str
    meta: dict[str, Any] = field(default_factory=dict)

    @property
    def suffix(self) -> str:
        """The format, e.g. ``.docx``."""
        return PurePosixPath(self.file).suffix.lower()

    @property
    def title(self) -> str:
        """The title for the file's properties."""
        return str(self.meta.get("title", ""))

    @property
    def author(self) -> str:
        """The author for the file's properties."""
        return str(self.meta.get("author", ""))

    @property
    def layout(self) -> str:
        """The look: formal, plain, letter, memo, minutes, report or intranet."""
        return str(self.meta.get("layout", "plain"))

    @property
    def written(self) -> datetime:
        """When the file was written, in UTC."""
        return moment(self.meta.get("written", "2026-01-05T09:00"))


def moment(value: Any) -> datetime:
    """A YAML date, time or text as a time in UTC."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    elif isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day, 9, 0)
    assert isinstance(value, datetime)
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def sources(folder: Path) -> list[Source]:
    """Every source under ``folder`` that names its ``file``, by path. Raises ``ValueError`` naming a broken one."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".md", ".yaml") and path.is_file():
            source = read(path)
            if source.file:
                found.append(source)
    names = [source.file for source in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ValueError(f"made by two sources: {', '.join(twice)}")
    return found


def read(path: Path) -> Source:
    """The source in one file."""
    text = path.read_text("utf-8")
    body = ""
    if path.suffix == ".md":
        if not text.startswith(_FENCE):
            raise ValueError(f"{path}: no front matter")
        head, _, body = text[len(_FENCE) :].partition("\n" + _FENCE)
        text = head
    try:
        meta = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise ValueError(f"{path}: {error}") from error
    return Source(path, str(meta.get("file", "")), body.strip("\n") + "\n", meta)
