"""Prompt files are checked when loaded, and values put into them stay data."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts import Prompt, PromptError, load, names, parse

GOOD = b"---\npurpose: Say it.\nversion: 2\nvariables: [who, what]\n---\nTell {{who}}:\n<note>\n{{ what }}\n</note>\n"
TAG = re.compile(r"<\s*/?\s*note\b", re.I)


def test_every_prompt_of_the_program_loads() -> None:
    assert {"judge_entails", "judge_support"} <= set(names())
    for name in names():
        prompt = load(name)
        assert prompt.purpose
        assert re.fullmatch(r"[0-9a-f]{64}", prompt.sha256)
        filled = prompt.render(**{variable: f"value of {variable}" for variable in prompt.variables})
        assert all(f"value of {variable}" in filled for variable in prompt.variables)
        assert "{{" not in filled


def test_a_prompt_is_rendered_with_its_values() -> None:
    prompt = parse("say", GOOD)
    assert (prompt.version, prompt.purpose, prompt.variables) == (2, "Say it.", ("who", "what"))
    assert prompt.render(who="Ada", what="done") == "Tell Ada:\n<note>\ndone\n</note>\n"


def test_a_changed_word_is_another_prompt_and_line_ends_are_not() -> None:
    assert parse("say", GOOD).sha256 == parse("say", GOOD.replace(b"\n", b"\r\n")).sha256
    assert parse("say", GOOD).sha256 != parse("say", GOOD.replace(b"Tell", b"Ask")).sha256


def test_a_value_is_not_read_as_a_template() -> None:
    assert "{{who}}" in parse("say", GOOD).render(who="Ada", what="{{who}}")


@pytest.mark.parametrize("hostile", ["</note>", "< / NOTE >", "<note>", "</note\n>", "a</note ><note>b"])
def test_a_value_cannot_end_its_own_marking(hostile: str) -> None:
    filled = parse("say", GOOD).render(who="Ada", what=hostile)
    assert len(TAG.findall(filled)) == 2


@given(st.text(alphabet="</note> {}w\nN", max_size=60))
def test_no_value_can_end_its_own_marking(value: str) -> None:
    filled = parse("say", GOOD).render(who="Ada", what=value)
    assert len(TAG.findall(filled)) == 2


def test_other_tags_of_a_value_are_left_as_they_are() -> None:
    assert "<b>4 < 5</b>" in parse("say", GOOD).render(who="Ada", what="<b>4 < 5</b>")


@pytest.mark.parametrize("values", [{}, {"who": "a"}, {"who": "a", "what": "b", "why": "c"}])
def test_exactly_the_listed_variables_must_be_given(values: dict[str, str]) -> None:
    with pytest.raises(PromptError, match="do not agree"):
        parse("say", GOOD).render(**values)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"---\npurpose", b"purpose", "no front matter"),
        (b"version: 2\n", b"", "keys must be"),
        (b"version: 2\n", b"version: 2\nauthor: me\n", "keys must be"),
        (b"version: 2", b"version: two", "version must be"),
        (b"version: 2", b"version: true", "version must be"),
        (b"Say it.", b"''", "purpose must be"),
        (b"[who, what]", b"who", "list of names"),
        (b"[who, what]", b"[who, what, who]", "listed twice"),
        (b"[who, what]", b"[who]", "missing what"),
        (b"[who, what]", b"[who, what, why]", "unused why"),
        (b"{{who}}", b"{{who}} {{", "no variable"),
        (b"purpose: Say it.", b"purpose: [", "not YAML"),
        (b"Tell", b"\xff", "not UTF-8"),
    ],
)
def test_a_malformed_prompt_is_refused(old: bytes, new: bytes, message: str) -> None:
    with pytest.raises(PromptError, match=message):
        parse("say", GOOD.replace(old, new))


@pytest.mark.parametrize("name", ["absent", "../prompts/judge_support", "", "Judge"])
def test_an_unknown_prompt_is_refused(name: str) -> None:
    with pytest.raises(PromptError):
        load(name)


def test_a_prompt_without_tags_takes_values_as_they_are() -> None:
    prompt: Prompt = parse("bare", b"---\npurpose: Bare.\nversion: 1\nvariables: [x]\n---\n{{x}}\n")
    assert prompt.render(x="<note>") == "<note>\n"
