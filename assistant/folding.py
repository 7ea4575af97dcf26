"""Many claims as people read them: those that say the same of several things as one sentence, each thing numbered.

Only for what is shown: the claims and the text of an answer's contract stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

MOST = 10
"""Claims that are shown at once."""
_LEAST = 3  # claims that are told as one sentence
_SHARED = 3  # words that they have in common at least
_LONGEST = 8  # words in which they differ at most
_LOWER = re.compile(r"[a-z][a-z'’-]*[,;]?|[–—-]")
MARK = re.compile(r"\s*\[(\d+)\]\s*")
"""The number of a claim behind its words in the text of an answer."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one claim says of its own; ``number`` is its number in the answer, from 1."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence: ``before``, the parts, ``after``. A claim that is like no other is one part and nothing else."""

    parts: tuple[Part, ...]
    before: str = ""
    after: str = ""

    @property
    def folded(self) -> bool:
        """Whether it tells several claims."""
        return len(self.parts) > 1

    def sentence(self) -> str:
        """The sentence with the number of each claim behind its part."""
        comma = "; " if any("," in part.words for part in self.parts) else ", "
        named = comma.join(f"{part.words} [{part.number}]" for part in self.parts)
        return " ".join(filter(None, (self.before, named, self.after))).replace("] :", "]:").replace("] .", "].")


def folded(texts: Sequence[str]) -> list[Told]:
    """The claims ``texts`` in their order, those next to each other that differ in one place only as one."""
    words = [text.split() for text in texts]
    found: list[Told] = []
    at = 0
    while at < len(texts):
        last, shared = _run(words, at)
        if last - at >= _LEAST:
            found.append(_one(words[at:last], at, shared))
        else:
            last = at + 1
            found.append(Told((Part(last, texts[at]),)))
        at = last
    return found


def beside(text: str, claims: Sequence[str]) -> tuple[str, str]:
    """What an answer's text says before its first claim and after its last."""
    if not claims:
        return text, ""
    head = MARK.split(text)[0].strip()
    place = head.rfind(claims[0].strip().rstrip("."))
    lead = head[:place].partition("\n- ")[0].strip() if place > 0 else ""
    marks = list(MARK.finditer(text))
    return lead, text[marks[-1].end() :].strip() if marks else ""


def names_again(lead: str, told: Sequence[Told]) -> bool:
    """Whether ``lead`` says nothing but what the parts of a folded sentence name."""
    parts = {part.words for each in told if each.folded for part in each.parts}
    named = [name.strip() for name in re.split(r"[,;]", lead.strip().rstrip("."))]
    return bool(parts) and all(name in parts for name in named)


def _run(words: Sequence[Sequence[str]], first: int) -> tuple[int, tuple[int, int]]:
    """Where the run of alike claims that begins at ``first`` ends, and how many words before and after they share."""
    shared: tuple[int, int] | None = None
    last = first + 1
    while last < len(words):
        now = _shared(words[first : last + 1])
        if now is None:
            break
        shared = now
        last += 1
    return (last, shared) if shared else (first + 1, (0, 0))


def _shared(texts: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """How many words at the beginning and at the end are the same in all, cut where a name or a day would be torn."""
    shortest = min(len(text) for text in texts)
    before = next((n for n in range(shortest) if len({text[n] for text in texts}) > 1), shortest)
    while before and not (_LOWER.fullmatch(texts[0][before - 1]) or texts[0][before - 1].endswith(":")):
        before -= 1
    left = shortest - before
    after = next((n for n in range(left) if len({text[-1 - n] for text in texts}) > 1), left)
    while after and not _LOWER.fullmatch(texts[0][-after].rstrip(".")):
        after -= 1
    middles = [len(text) - before - after for text in texts]
    if before + after < _SHARED or not 0 < min(middles) <= max(middles) <= _LONGEST or texts[-1] in texts[:-1]:
        return None
    return before, after


def _one(texts: Sequence[Sequence[str]], first: int, shared: tuple[int, int]) -> Told:
    before, after = shared
    parts = [" ".join(text[before : len(text) - after]) for text in texts]
    ended = " ".join(texts[0][len(texts[0]) - after :]) if after else ""
    for end in (":", "."):
        if all(part.endswith(end) for part in parts):
            parts = [part.removesuffix(end) for part in parts]
            ended = f"{end} {ended}".strip() if end == ":" else f"{ended}{end}"
    opening = " ".join(texts[0][:before])
    return Told(tuple(Part(first + n, part) for n, part in enumerate(parts, 1)), opening, ended)
