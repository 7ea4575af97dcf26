"""Who acts in another's place is not who holds the post."""

import pytest

from assistant.accept import refused
from tests.assistant.test_accept import page, ranked, read_with


@pytest.mark.parametrize(
    ("question", "text", "rule"),
    [
        ("Who is standing in for the harbour master?", "Post: harbour master; Holder: Signe Holt.", True),
        ("Who is the deputy of the harbour master?", "The harbour master is Signe Holt.", True),
        ("Who is standing in for the harbour master?", "Signe Holt covers for the harbour master in July.", False),
        ("Who deputises for the harbour master?", "Deputy harbour master: Signe Holt.", False),
        ("Who is the harbour master?", "The harbour master is Signe Holt.", False),
    ],
)
def test_the_holder_of_a_post_does_not_stand_in_for_it(question: str, text: str, rule: bool) -> None:
    (candidate,) = ranked(question, page(text), crossed=read_with(question))
    assert refused(candidate) is rule
