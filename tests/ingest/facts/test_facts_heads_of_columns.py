"""The head of the next column is nobody: "Contact | For" names no contact."""

import pytest

from ingest.facts.mentions import holder


@pytest.mark.parametrize(
    ("words", "somebody"),
    [("For", False), ("Phone", False), ("What", False), ("IT Services", True), ("Ilse Maar", True), ("Forge", True)],
)
def test_the_head_of_a_column_holds_nothing(words: str, somebody: bool) -> None:
    assert (holder(words) is not None) is somebody
