"""Tasks one a line below a heading of actions, or one behind the other after such a word."""

from __future__ import annotations

import pytest

from tests.support.made_up import told

_HEAD = "Quay committee, 3 May 2031\n\nPresent: Ona Lund (chair), Piet Voss, Berta Rust. Apologies: Kees Holm.\n\n"
_WANTED = [("Ona", "new rope", "2031-05-30"), ("Piet Voss", "paint the shed", "2031-06-09"), ("BR", "bell", "")]


def _tasks(words: str, path: str = "quay/committee-2031-05-03.txt") -> list[tuple[str, str, str]]:
    rows = told(words, path, "action")
    return [(row.get("owner", ""), row["text"], row.get("due", "")) for row in rows]


@pytest.mark.parametrize(
    "words",
    [
        "Actions\n  Ona - new rope - 30 May\n  Piet Voss - paint the shed - 9 June\n  BR - bell\nNext 7 June.",
        "Actions: (a) Ona new rope, 30 May. (b) Piet Voss paint the shed, 9 June 2031. (c) BR bell.",
    ],
)
def test_tasks_led_by_who_does_them(words: str) -> None:
    found = _tasks(_HEAD + words)
    assert [(owner, due) for owner, _, due in found][:2] == [(owner, due) for owner, _, due in _WANTED][:2]
    assert [text.split(" 30")[0] for _, text, _ in found] == [text for _, text, _ in _WANTED]


def test_the_list_of_a_web_page_has_no_marks() -> None:
    page = (
        "<html><body><h1>Quay committee, 3 May 2031</h1><p>Present: Ona Lund (chair), Piet Voss. Away: Kees Holm.</p>"
        "<h2>Follow-up</h2><ul><li>Ona Lund: rules for the bell, by 30 May 2031.</li>"
        "<li>Piet: oil the crane by 9 June</li></ul></body></html>"
    )
    assert _tasks(page, "quay/committee-2031-05-03.html") == [
        ("Ona Lund", "rules for the bell", "2031-05-30"),
        ("Piet", "oil the crane", "2031-06-09"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Open: from nine to five; in winter from ten to four.",
        "Tasks: Kees was asked why the shed is wet; nobody knew.",
    ],
)
def test_other_lines_hold_no_task(words: str) -> None:
    assert [text for _, text, _ in _tasks(_HEAD + words) if "shed" not in text] == []


def test_tasks_with_their_people_behind_them() -> None:
    words = "OPEN  Key list (Ona, 30 May).  Rope for the shed (Piet Voss, 9 June)."
    assert _tasks(_HEAD + words) == [
        ("Ona", "Key list", "2031-05-30"),
        ("Piet Voss", "Rope for the shed", "2031-06-09"),
    ]
