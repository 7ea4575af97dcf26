"""The colours of both themes reach WCAG AA."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

TEXT = [
    ("ink", "paper"), ("ink", "card"), ("ink", "sunk"), ("quiet", "paper"), ("quiet", "card"), ("quiet", "sunk"),
    ("link", "paper"), ("link", "card"), ("link", "sunk"),
    ("on-strong", "strong"), ("mark-ink", "mark"), ("ink", "mark-soft"),
    ("good", "good-soft"), ("warn", "warn-soft"), ("bad", "bad-soft"), ("calm", "calm-soft"), ("none", "none-soft"),
    ("bad", "card"), ("bad", "paper"), ("ink", "warn-soft"), ("ink", "bad-soft"), ("ink", "calm-soft"),
]  # fmt: skip
SHAPES = [("focus", "paper"), ("focus", "card"), ("edge", "card"), ("strong", "card"), ("strong", "paper")]


def themes() -> dict[str, dict[str, str]]:
    css = (files("assistant.web") / "static" / "tokens.css").read_text("utf-8")
    blocks = re.findall(r":root(\S*) \{(.*?)\}", css, re.S)
    found = [(name, dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", body))) for name, body in blocks]
    return {name: colours for name, colours in found if "ink" in colours}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["", '[data-theme="dark"]', ':not([data-theme="light"])'])
def test_words_and_shapes_stand_out(theme: str) -> None:
    colours = themes()[theme]
    low = {(ink, ground): round(contrast(colours[ink], colours[ground]), 2) for ink, ground in TEXT}
    assert {pair: ratio for pair, ratio in low.items() if ratio < 4.5} == {}
    shapes = {(ink, ground): round(contrast(colours[ink], colours[ground]), 2) for ink, ground in SHAPES}
    assert {pair: ratio for pair, ratio in shapes.items() if ratio < 3} == {}


def test_both_ways_to_the_dark_theme_have_the_same_colours() -> None:
    found = themes()
    assert found['[data-theme="dark"]'] == found[':not([data-theme="light"])']
    assert found[""].keys() == found['[data-theme="dark"]'].keys()
