"""Archives with facts made by hand: each line of a document states what its facts say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from evidence.archive import Archive
from evidence.model import Fact, Span, Strength
from evidence.view import View
from tests.support.archives import document, put

_DATES = frozenset(
    "approved effective issued review reviewed withdrawn signed last due held accepted until sent completed raised"
    " closed reported occurred since assessed validated next_assessment from to written".split()
)


@dataclass
class Paper:
    """A document of lines, each with the facts that it states: (kind, fields and dates together)."""

    path: str
    title: str = ""
    strength: Strength = Strength.RECORD
    written: str = ""
    labels: Sequence[str] = ("everyone",)
    lines: list[tuple[str, list[tuple[str, Mapping[str, str]]]]] = field(default_factory=list)

    def says(self, line: str, kind: str, **values: str) -> Paper:
        """Add a line that states a fact."""
        self.lines.append((line, [(kind, values)]))
        return self

    def also(self, kind: str, **values: str) -> Paper:
        """Another fact that the last line states."""
        self.lines[-1][1].append((kind, values))
        return self


def shelve(archive: Archive, *papers: Paper, root: str = "records") -> View:
    """Put papers into ``archive``, in the source of that name; the view of everybody."""
    source = archive.add_source(Path(root))
    for paper in papers:
        made = document(paper.path, *(line for line, _ in paper.lines), labels=paper.labels, title=paper.title)
        facts, start = [], 0
        for line, stated in paper.lines:
            facts += [_fact(paper, kind, values, Span(start, start + len(line))) for kind, values in stated]
            start += len(line) + 2
        put(archive, source, replace(made, facts=tuple(facts)))
    return archive.view(["everyone"])


def _fact(paper: Paper, kind: str, values: Mapping[str, str], span: Span) -> Fact:
    plain = {name.rstrip("_"): value for name, value in values.items()}
    dates = {name: value for name, value in plain.items() if name in _DATES}
    if paper.written:
        dates.setdefault("written", paper.written)
    fields = {name: value for name, value in plain.items() if name not in _DATES}
    return Fact(kind, fields, (span,), paper.strength, dates, "text", "made/1")
