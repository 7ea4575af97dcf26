"""What the columns of a register hold where its surroundings tell the subject and its names do not: told by the values.

A register of risks multiplies two figures to a third; a statement of applicability has a column of control numbers and
one of yes and no; the column of words beside references, people and days is what the register lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from ingest.facts.profiles import figures, people, references

_FACTOR = re.compile(r"\d{1,2}")
_PRODUCT = re.compile(r"\d{1,3}")
_CONTROL = re.compile(r"(?:[A-Z]{1,3}[. -]?)?\d{1,2}(?:\.\d{1,2}){1,4}(?:\s.*)?", re.S)
_DECIDED = re.compile(
    r"(?:yes|no|y|n|in|out|applicable|not applicable|n/?a|applies|does not apply|included|excluded|x|✓|✔|✗|✘|☑|☐|☒)\b.{0,30}|[✓✔✗✘☑☐☒]",
    re.I | re.S,
)
_PAST = re.compile(
    r"\b(?:clos|finish|complet|done|raised|found|seen|opened|reported|logged|last|since|start|from|held|signed|agreed|accept|approv)\w*",
    re.I,
)
_TARGET = re.compile(r"\b(?:target|aim|goal|limit|plan|should|wanted|threshold|ceiling|floor)\w*", re.I)
_ACTUAL = re.compile(
    r"\b(?:actual|result|now|latest|value|figure|reached|got|measured|reading|year|month|quarter|20\d\d)\w*", re.I
)
_WHY = re.compile(r"\b(?:why|reason|because|justif|basis|ground|rational|explan)\w*", re.I)
_HOW_FAR = re.compile(r"\b(?:stat|stage|progress|how far|where|done|implement)\w*", re.I)
_BY_WHOM = re.compile(r"\w by\W*$", re.I)
_WORDS = 2  # words of a cell from which on it says something
_MOST = 0.6
_NEARLY_ALL = 0.8
_LEAST_ROWS = 2

LISTED: Mapping[str, str] = {
    "risk": "text", "treatment": "text", "objective": "text", "finding": "text", "corrective_action": "text",
    "system": "name", "supplier": "name", "measurement": "kpi", "applicability": "title",
}  # fmt: skip
"""Subject -> the field that says what is listed."""

Rows = Sequence[Mapping[int, str]]


def completed(
    subject: str, names: Sequence[str], body: Rows, found: Mapping[str, int], dated: Callable[[str], bool]
) -> dict[str, int]:
    """``found`` (field -> column) with the fields that the values of the other columns tell; ``body``: column -> words."""
    columns = dict(found)
    if len(body) < _LEAST_ROWS:
        return columns
    if subject == "risk" and (product := _product(body)):
        columns |= dict(zip(("likelihood", "impact", "score"), product, strict=True))
    for field, column in _by_values(subject, names, body, columns, dated):
        if field not in columns and column not in columns.values():
            columns[field] = column
    return columns


def _by_values(
    subject: str, names: Sequence[str], body: Rows, columns: Mapping[str, int], dated: Callable[[str], bool]
) -> Iterator[tuple[str, int]]:
    held = {at: [row[at] for row in body if at in row] for at in range(len(names))}
    free = [at for at in held if held[at] and at not in columns.values()]
    for at in free:
        if subject == "applicability" and _share(held[at], _CONTROL) >= _NEARLY_ALL:
            yield "control", at
        elif subject == "applicability" and _share(held[at], _DECIDED) >= _NEARLY_ALL:
            yield "applicable", at
        elif subject == "measurement" and figures(held[at]):
            yield ("target" if _TARGET.search(names[at]) else "value" if _ACTUAL.search(names[at]) else ""), at
        elif _WHY.search(names[at]) and subject == "applicability":
            yield "justification", at
        elif _HOW_FAR.search(names[at]) and not figures(held[at]) and not any(map(dated, held[at])):
            yield "status", at
        elif _is_due(names[at], held[at], dated):
            yield "due", at
    if listed := LISTED.get(subject, ""):
        worded = [at for at in free if _is_worded(names[at], held[at], dated)]
        if worded:
            yield listed, worded[0]


def _product(body: Rows) -> tuple[int, int, int] | None:
    """Three columns of figures of which the third is the product of the first two, in nearly every row that has them."""
    columns = sorted({at for row in body for at in row})
    small = [at for at in columns if _share([row[at] for row in body if at in row], _FACTOR) >= _NEARLY_ALL]
    for first, second in combinations(small, 2):
        for third in (at for at in columns if at > second):
            rows = [row for row in body if {first, second, third} <= row.keys() and _PRODUCT.fullmatch(row[third])]
            fitting = [row for row in rows if _times(row[first], row[second]) == row[third]]
            if (
                len(fitting) > _LEAST_ROWS
                and len(fitting) >= _NEARLY_ALL * len(rows)
                and len({row[third] for row in rows}) > 1
            ):
                return first, second, third
    return None


def _times(one: str, other: str) -> str:
    return str(int(one) * int(other)) if _FACTOR.fullmatch(one) and _FACTOR.fullmatch(other) else ""


def _share(held: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(bool(pattern.fullmatch(words.strip())) for words in held) / max(1, len(held))


def _is_due(name: str, held: Sequence[str], dated: Callable[[str], bool]) -> bool:
    return not _PAST.search(name) and sum(map(dated, held)) >= _NEARLY_ALL * len(held) and len(held) > 1


def _is_worded(name: str, held: Sequence[str], dated: Callable[[str], bool]) -> bool:
    """Whether a column says something in words: no references, figures, people or days."""
    said = [words for words in held if len(words.split()) >= _WORDS and not dated(words)]
    return (
        len(said) >= _MOST * len(held)
        and not (references(held) or figures(held) or people(held))
        and bool(name.strip())
        and not _BY_WHOM.search(name)
    )
