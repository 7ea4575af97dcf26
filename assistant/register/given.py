"""Given names: "Has Graham signed it?" asks about the one person of that given name whom the records know."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from assistant.register import people
from evidence.dates import MONTH_NUMBERS

_NAME = re.compile(r"(?<![\w.'’-])[A-ZÀ-ÖØ-Þ][\w-]*[a-zß-öø-ÿ](?![\w-]|\.\w)")
_LEAST = 3  # letters of a given name


def known(mentions: Iterable[str]) -> dict[str, str]:
    """Given name, folded -> the fullest mention of the one person who has it; names of several people are left out."""
    found: dict[str, list[str]] = defaultdict(list)
    for mention in dict.fromkeys(map(people.plain, mentions)):
        words = mention.split()
        if len(words) > 1 and len(words[0].strip(".")) >= _LEAST and people.sort(mention) == "person":
            found[people.fold(words[0])].append(mention)
    return {
        name: max(held, key=len)
        for name, held in found.items()
        if name not in MONTH_NUMBERS and all(people.same(held[0], each) for each in held)
    }


def in_full(text: str, given: Mapping[str, str]) -> str:
    """``text`` with each given name that stands alone written out; a name beside other capitalised words is left."""
    parts, place = [], 0
    for match in _NAME.finditer(text):
        full = given.get(people.fold(match[0]))
        if full is None or _beside_a_name(text, match):
            continue
        parts += [text[place : match.start()], full]
        place = match.end()
    return "".join([*parts, text[place:]])


def _beside_a_name(text: str, match: re.Match[str]) -> bool:
    after = re.match(r"['’]?s?\s+(?:[A-ZÀ-Þ]|(?:van|de|von|der|ni|nic|mac)\b)", text[match.end() :])
    possessive = re.match(r"['’]s\b", text[match.end() :])
    before = re.search(r"(?:[A-ZÀ-Þ][\w'’-]*|[A-Z]\.)\s+$", text[: match.start()])
    opening = before is not None and before.start() == 0  # the first word of a question is capitalised anyway
    return bool((after and not possessive) or (before and not opening))
