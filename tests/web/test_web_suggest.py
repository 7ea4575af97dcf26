"""Suggested questions come from what the asker can see, and from nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.web.suggest import suggestions
from tests.support.ingestion import Ingestion, write

TODAY = date(2026, 6, 15)
OPEN = {
    "minutes.md": "# AI Governance Committee\n\nMinutes of 3 June 2026\n\nChair: Ann Lee\n\n"
    "The committee approved the Data Policy on 3 June 2026.\n",
    "risks.csv": "Risk,Title,Owner,Treatment\nR-1,Outage,Ann Lee,Accept\n",
}
SECRET = {
    "restricted/board.md": "# Board\n\nMinutes of 9 June 2026\n\nChair: Eve Fox\n\n"
    "The Board approved the Merger Policy on 9 June 2026.\n",
}
ACCESS = {"access.json": '{"default": ["staff"], "rules": [{"path": "restricted/**", "groups": ["board"]}]}'}


def suggested(folder: Path, files: dict[str, str], groups: tuple[str, ...] | None) -> list[str]:
    ingestion = Ingestion(folder / "home")
    ingestion.run(write(folder / "docs", files))
    return ingestion.ask(lambda archive: suggestions(archive.view(groups), TODAY))


def test_restricted_documents_leave_no_trace_in_what_is_suggested(tmp_path: Path) -> None:
    with_secret = suggested(tmp_path / "a", OPEN | SECRET | ACCESS, ("staff",))
    assert with_secret == suggested(tmp_path / "b", OPEN | ACCESS, ("staff",))
    assert "Who approved the Data Policy?" in with_secret
    everything = suggested(tmp_path / "c", OPEN | SECRET | ACCESS, None)
    assert everything != with_secret


def test_nothing_is_suggested_where_nothing_is_known(tmp_path: Path) -> None:
    assert suggested(tmp_path, {"note.md": "A plain sentence.\n"} | ACCESS, ("staff",)) == []
    assert suggested(tmp_path / "none", ACCESS, ()) == []


def test_what_is_suggested_can_be_answered(tmp_path: Path) -> None:
    files = {
        "minutes/2026-05-05.md": "# Safety Board\n\nMinutes of 5 May 2026\n\nChair: Ann Lee\n\n"
        "The board approved the pump budget.\n",
        "minutes/2026-06-02.md": "# Safety Board\n\nMinutes of 2 June 2026\n\nChair: Ann Lee\n\n"
        "The pumps were discussed.\n",
        "actions.csv": "Action,Text,Owner\nA-1,Mend the pump,Ann Lee\n",
    } | ACCESS
    found = suggested(tmp_path / "a", files, ("staff",))
    assert "What did the Safety Board decide on 5 May 2026?" in found  # not 2 June, when nothing was decided
    assert "How many meetings were held in 2026?" in found
    assert not any("management review" in question or "overdue" in question for question in found)
    dated = files | {"actions.csv": "Action,Text,Owner,Due\nA-1,Mend the pump,Ann Lee,2026-05-30\n"}
    assert "Which actions are overdue?" in suggested(tmp_path / "b", dated, ("staff",))
