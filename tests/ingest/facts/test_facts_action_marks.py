"""Tasks of which minutes give only a name, initials that look like a title, and numbered tasks with their state."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold

_HEAD = (
    "# Minutes of the Harbour Trust board of 8 July 2031\n\n"
    "Present: Mr L Holm (Chair), Ms P Quist (Chief Executive), Mia Rudd (MR), Joe Wahl (JW)\n\n"
)
_NO: list[Row] = []


@pytest.mark.parametrize(
    ("words", "owner", "text"),
    [
        (
            "A plan for the cranes would be brought in September.\n**Action: Chief Executive**\n",
            "Chief Executive",
            "plan for the cranes",
        ),
        ("The ladder on quay 2 is loose.\n\nAction: Ms P Quist\n", "Ms P Quist", "ladder on quay 2"),
        ("The board agreed to replace the buoy at pier 3. Clerk to action.\n", "Clerk", "replace the buoy"),
        ("4. Paint. Samples are to be compared with last year's. (Action: JW)\n", "JW", "Samples are to be compared"),
        ("The guide needs to be written again. ACTION JW\n", "JW", "guide needs to be written"),
    ],
)
def test_a_name_alone_is_given_what_was_said_before_it(words: str, owner: str, text: str) -> None:
    hold(_HEAD + words, "board/minutes.md", {"action": [{"owner": owner, "text": f"~{text}", "raised": "2031-07-08"}]})


@pytest.mark.parametrize(
    "words",
    [
        "The ladder on quay 2 was mended in May.\nAction: none\n",
        "The ladder on quay 2 was mended in May.\nAction: Noted\n",
        "## Ladders\n\nAction: JW\n",
        "Members asked who is to action the plan for the ladders.\n",
    ],
)
def test_a_label_without_a_task_or_a_name_gives_none(words: str) -> None:
    hold(_HEAD + words, "board/minutes.md", {"action": _NO})


def test_a_task_that_is_told_with_its_owner_is_not_told_again() -> None:
    words = "JW to chase the painter.\nAction: JW\n"
    hold(_HEAD + words, "board/minutes.md", {"action": [{"owner": "JW", "text": "JW to chase the painter"}]})


def test_numbered_tasks_have_the_state_that_their_line_ends_with() -> None:
    words = (
        "Updates of outstanding action points:\n\n"
        "AP12 JW to ask the ferry office for times - ONGOING.\n\n"
        "AP13 MR to write to the printer. MR is still waiting for an answer - ONGOING.\n\n"
        "AP14 JW to resend the letter. A copy has been sent - CLOSED.\n\n"
        "New actions:\nAP15 MR to design a poster.\nAP16 MR/JW to book the hall.\n"
    )
    wanted = [
        {"number": "AP12", "owner": "JW", "status": "ONGOING", "raised": ""},
        {"number": "AP13", "owner": "MR", "status": "ONGOING"},
        {"number": "AP14", "owner": "JW", "status": "CLOSED"},
        {"number": "AP15", "owner": "MR", "status": "", "raised": "2031-07-08"},
        {"number": "AP16", "owner": "MR/JW", "status": ""},
    ]
    hold(_HEAD + words, "board/minutes.md", {"action": wanted})


def test_an_owner_in_bold_is_a_name_and_a_topic_before_the_sentence_is_none() -> None:
    words = "4. Website. Mia reported slow progress and will chase the designer.\n\n## Actions\n\n- [ ] **@joe** — count the ropes\n"
    wanted = [{"owner": "Mia", "text": "~chase the designer"}, {"owner": "joe", "text": "~count the ropes"}]
    hold(_HEAD + words, "board/minutes.md", {"action": wanted})
