"""What people decide about is named alike for all who see it, however many sources each of them sees."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.clause_decisions import seen
from assistant.clauses import Clauses
from assistant.reports.findings import found
from evidence.citing import Citer
from evidence.frameworks import load
from evidence.view import View
from tests.support.archives import open_archive
from tests.support.made_facts import Paper, shelve

TODAY = date(2026, 6, 15)
_NAMES = st.sampled_from(["Ida Berg", "Eva Lund", ""])
_ROWS = st.lists(st.tuples(st.sampled_from(["yes", "no"]), _NAMES, _NAMES), min_size=1, max_size=4)
_FOLDERS = st.sampled_from(["", "a/", "z:y/", "registers/"])


def _statement(path: str, rows: list[tuple[str, str, str]]) -> Paper:
    """A statement of applicability, and the risks and policies of the same people."""
    paper = Paper(path, title="Statement of applicability", written="2026-01-10")
    for number, (applies, owner, why) in enumerate(rows):
        control = f"A.{number}.1"
        paper.says(
            f"{control} {applies} {owner} {why}", "applicability", control=control, applicable=applies, owner=owner,
            justification=why,
        )  # fmt: skip
        paper.says(f"R-{number} outage {owner}", "risk", number=f"R-{number}", title="outage", owner=owner)
        paper.says(
            f"The policy {number} was approved by {owner or 'somebody'}.", "approval", document=f"Policy {number}",
            approver=owner, approved="2026-01-0" + str(number + 1),
        )  # fmt: skip
    return paper


def _named(view: View) -> tuple[dict[str, str], dict[str, str]]:
    """The findings with the digests of what is seen of them, and those of every clause's evidence."""
    mapping = Clauses(view, load("iso27001"), TODAY, ())
    findings = {each["id"]: each["digest"] for each in found(view, TODAY, Citer(view), {})}
    return findings, {each.requirement.ref: seen(each) for each in mapping.all() if each.evidence}


@settings(max_examples=20, deadline=None)
@given(statements=st.lists(st.tuples(_FOLDERS, _ROWS), min_size=1, max_size=3), beside=st.integers(1, 3))
def test_findings_and_evidence_are_named_alike(
    statements: list[tuple[str, list[tuple[str, str, str]]]], beside: int
) -> None:
    with TemporaryDirectory() as folder, open_archive(Path(folder)) as archive:
        papers = [_statement(f"{where}soa{n}.csv", rows) for n, (where, rows) in enumerate(statements)]
        shelve(archive, *papers)
        for number in range(beside):  # sources of others, which say nothing of these matters
            shelve(
                archive,
                Paper("note.md", labels=("others",)).says("Nothing.", "event", title="nothing"),
                root=f"o{number}",
            )
        one, many = archive.view(["everyone"]), archive.view(["everyone", "others"])
        assert {each.doc_id for each in one.documents()}.isdisjoint(each.doc_id for each in many.documents())
        findings, clauses = _named(one)
        assert (findings, clauses) == _named(many)
        assert clauses
