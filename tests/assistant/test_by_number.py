"""A record named by its number is that one, whatever else it is called; words that stand somewhere count."""

from __future__ import annotations

import pytest

from assistant.by_number import by_number
from assistant.understand import understand
from evidence.view import View
from tests.support.asking import view_of

_FILES = {
    "risks.csv": "Risk,Title,Owner\nR-07,Biased scoring,Priya Raman\nR-08,Late review,Mei Tanaka\n",
    "letter.md": "# Letter\n\nThe treatment of the risk was agreed.\n",
}


view = view_of(_FILES)


@pytest.mark.parametrize(
    ("question", "read"),
    [
        ("Who is the owner of R-07 zeppelin?", "Who is the owner of R-07?"),
        ("Who owns R-07 (Zeppelin crash)?", "Who owns R-07?"),
        ("Who is responsible for “R-07 Gryphon”", "Who is responsible for “R-07"),
        ("Who owns R-07 late review?", "Who owns R-07 late review?"),
        ("Who owns the treatment of R-07?", "Who owns the treatment of R-07?"),
        ("Who owns R-07 and why?", "Who owns R-07 and why?"),
        ("Who is the zeppelin of R-07?", "Who is the zeppelin of R-07?"),
        ("Who owns R-07 since zeppelins fly at night?", "Who owns R-07 since zeppelins fly at night?"),
        ("When was R-07 zeppelined?", "When was R-07 zeppelined?"),
        ("Who owns R-07 or R-08 zeppelin?", "Who owns R-07 or R-08 zeppelin?"),
    ],
)
def test_what_a_numbered_record_is_called_besides_counts_only_where_it_stands(
    view: View, question: str, read: str
) -> None:
    query = by_number(understand(question), view)
    assert query.text == query.search_text == read
    assert not {"zeppelin", "crash"} & set(query.terms) or read == question
    assert "Zeppelin" not in query.names
