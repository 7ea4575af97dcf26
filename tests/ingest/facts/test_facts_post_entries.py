"""Entries that a post leads, in notices and directories of organisations made up here."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, same, told

_LAYOUTS = (
    "# Changes of posts, 9 June 2031\n\n- **{post}.** {words}\n",
    "# Changes of posts, 9 June 2031\n\n{post}: {words}\n",
    "# Changes of posts, 9 June 2031\n\n1. {post} – {words}\n",
    "# Changes of posts, 9 June 2031\n\n__{post}__ – {words}\n",
)


@pytest.mark.parametrize("layout", _LAYOUTS)
@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "Ada Holm served until 31 May 2031. Kai Rust has held the post since 1 June 2031.",
            [
                {"person": "Ada Holm", "role": "Finance Manager", "until": "2031-05-31", "from": ""},
                {"person": "Kai Rust", "role": "Finance Manager", "from": "2031-06-01", "until": ""},
            ],
        ),
        (
            "Dr Mia Vance left the cooperative on 30 April 2031; Tom Birk, until then Night Clerk, takes over from 1 May 2031.",
            [
                {"person": "Dr Mia Vance", "until": "2031-04-30"},
                {"person": "Tom Birk", "role": "Finance Manager", "from": "2031-05-01"},
                {"person": "Tom Birk", "role": "Night Clerk", "until": "2031-05-01"},
            ],
        ),
        (
            "Ulla Reim, since 4 November 2030, reports to the Treasurer.",
            [{"person": "Ulla Reim", "from": "2030-11-04", "reports_to": "Treasurer"}],
        ),
        (
            "Ulla Reim was appointed with effect from 5 May 2031. She reports to the board.",
            [{"person": "Ulla Reim", "from": "2031-05-05", "reports_to": "board"}],
        ),
        (
            "Ulla Reim, since 2027. On leave from 15 June to 30 October 2031; Per Quist stands in.",
            [
                {"person": "Ulla Reim", "role": "Finance Manager", "from": ""},
                {
                    "person": "Per Quist",
                    "role": "Finance Manager (acting)",
                    "from": "2031-06-15",
                    "until": "2031-10-30",
                },
            ],
        ),
        (
            "The post was abolished on 31 December 2030. Its duties went to the Treasurer, Ada Holm.",
            [{"person": "", "until": "2030-12-31"}, {"person": "Ada Holm", "role": "Treasurer"}],
        ),
    ],
)
def test_what_an_entry_tells_of_its_post(layout: str, words: str, wanted: list[Row]) -> None:
    same(layout.format(post="Finance Manager", words=words), "people/changes.md", "role", wanted)


@pytest.mark.parametrize("layout", _LAYOUTS)
@pytest.mark.parametrize(
    "words",
    [
        "Ada Holm might take over from 1 July 2031.",
        "The post is vacant, interviews are held on 3 July 2031.",
        "Ada Holm keeps the books and pays the bills.",
        "Please send invoices by 30 June 2031.",
    ],
)
def test_what_is_not_decided_or_not_told_gives_no_role(layout: str, words: str) -> None:
    assert told(layout.format(post="Finance Manager", words=words), "people/changes.md", "role") == []


def test_an_entry_that_no_post_leads() -> None:
    text = "# Notes, 9 June 2031\n\n- **Boathouse.** Ada Holm painted it from 1 May 2031 to 3 May 2031.\n"
    assert told(text, "people/notes.md", "role") == []
