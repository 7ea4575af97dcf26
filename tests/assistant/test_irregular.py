"""Verbs whose past is another word."""

import pytest

from assistant.irregular import irregular
from assistant.synonyms import relates, synonyms
from assistant.words import presence, stems


@pytest.mark.parametrize(("asked", "said"), [("tell", "told"), ("held", "hold"), ("gave", "given"), ("write", "wrote")])
def test_another_tense_is_another_form_of_the_same_word(asked: str, said: str) -> None:
    [one], [other] = stems(asked), stems(said)
    assert other in irregular(one)
    assert one in irregular(other)
    assert presence(one, frozenset([other])) == 0.8


def test_a_regular_verb_has_no_other_form() -> None:
    assert irregular("approv") == frozenset()


def test_synonyms_come_in_every_tense() -> None:
    assert "told" in synonyms("inform")
    assert relates("told")
    assert "told" not in synonyms("approv")
