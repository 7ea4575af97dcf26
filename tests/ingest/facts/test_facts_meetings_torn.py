"""Minutes whose heading or list of names is not quite written as Markdown wants it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.asking import ingested

HEADED = "# Quay Council Meeting 2031-11-12\n\n## Present\n\n{}\n\n## Agenda\n\n- berths\n"


def came(place: Path, files: dict[str, str]) -> list[tuple[str, str]]:
    with ingested(place, files) as view:
        return [(fact.get("person"), fact.get("held")) for fact in view.facts("attendance") if fact.get("person")]


def test_a_mark_before_a_heading_does_not_hide_the_meeting(tmp_path: Path) -> None:
    minutes = "*# Quay Council Meeting 2031-07-10\n\n## Links\n\n* Recording\n\n## Present\n\n- Ines Dahl\n- Bo Lund\n"
    with ingested(tmp_path, {"meetings/2031-07-10.md": minutes}) as view:
        (meeting,) = view.facts("meeting")
        assert view.documents()[0].title == "Quay Council Meeting 2031-07-10"
    assert (meeting.get("title"), meeting.get("held")) == ("Quay Council Meeting 2031-07-10", "2031-07-10")


@pytest.mark.parametrize(
    ("listed", "people"),
    [
        ("* Quay Council\n* Boat Maintainers\n* Board of Directors\n\nInes Dahl (@ines)\nBo Lund (@bo)",
         ["Ines Dahl", "Bo Lund"]),
        ("Ines Dahl (@ines)\nTerje C (@tc)\nBo Lund (@bo)", ["Ines Dahl", "Terje C", "Bo Lund"]),
        ("- Ines Dahl\n- Bo Lund\n\nCy Moe Andersen thanked everybody.", ["Ines Dahl", "Bo Lund"]),
    ],
)  # fmt: skip
def test_names_below_the_groups_that_they_belong_to_were_there(tmp_path: Path, listed: str, people: list[str]) -> None:
    found = came(tmp_path, {"meetings/2031-11-12.md": HEADED.format(listed)})
    assert found == [(name, "2031-11-12") for name in people]
