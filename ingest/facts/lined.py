"""Lines of plain reports and cards that set a label and what is told of it apart by blanks, dots or a tab.

``told``: the figures of a monthly sheet or bulletin, with the goal that stands in brackets after a figure
("Solved at once ...... 49 %  (goal 55 %)"). ``rated``: how good a model is, as its card has it ("Recall    0.93").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from evidence.model import Span
from ingest.facts.periods import first_period
from ingest.facts.reading import Reading
from ingest.facts.targeted import Valued, lines_outside
from ingest.metadata import path_words

_LEAST = 3  # such lines that follow each other: fewer are an address or a form
_OPENING = 3  # lines among which a report names its month
_GAP = r"(?:[ \t]*\.{3,}[ \t]*|[ \t]{2,}|\t+)"
_LINE = re.compile(rf"(?P<label>[^\W\d_][^\n:|]{{1,60}}?){_GAP}(?P<value>[^\s.][^\n]*)")
_UNIT = r"(?:%|‰|per ?cent|(?:h(?:ours?|rs?)?|min(?:ute)?s?|s(?:ec(?:ond)?s?)?|ms|days?|weeks?|points?|pp|k?[Ww]h|MWh|t|kg|km|litres?|ML)\b)"
_FIGURE = re.compile(rf"[€$£]?\s?\d[\d.,]*\s?{_UNIT}?(?:\s?\d+\s?{_UNIT})*(?:\s?/\s?\d[\d.,]*)?")
_COLUMNS = re.compile(r"\s{2,}\W*\d")  # a line of several figures is a row of a table
_GOAL = re.compile(
    rf"\b(?:goals?|targets?|limits?|alarm|alert|agreed|norm|aims?|max(?:imum)?|min(?:imum)?|plan)\b[^\d()]{{0,20}}(?P<goal>\d[\d.,]*\s?{_UNIT}?)",
    re.I,
)
_REPORT = re.compile(
    r"\b(?:(?:month|week|quarter|year|dai)(?:ly|s?)\b.*\b(?:report|review|sheet|figures|monitoring|bulletin|summary|update|statistics)|(?:month|week|quarter|year) in (?:review|figures|numbers)|"
    r"bulletin|monitoring|figures|statistics|kpis?|dashboard|scorecard|performance report|indicators?)\b",
    re.I,
)
_NOT_ONE = re.compile(
    r"\b(?:budget|invoice|price|tariff|order form|plan|template|procedure|policy|risk|forecast|agenda|minutes)\b", re.I
)
_NO_KPI = re.compile(
    r"(?:date|from|to|cc|subject|re|page|version|issue|ref\.?|no\.?|number|tel\.?|phone|fax|id|year|month|period|time|room)\b.*",
    re.I,
)
_CARD = re.compile(r"\b(?:(?:model|system|algorithm) (?:card|summary|sheet)|fact ?sheet)\b", re.I)
_RATE = re.compile(
    r"(?:[\w-]+ ){0,2}(?:accuracy|precision|recall|sensitivity|specificity|AUC|AUROC|F1(?: score)?|Gini|KS|PSI|MAPE|MAE|RMSE|errors?(?: rate)?|hit rate|"
    r"false (?:positive|negative|alarm|match)s?(?: rate)?|agreement|miss rate|calibration(?: error)?)(?:,? (?:[\w-]+ ?){1,4})?",
    re.I,
)
_OF_GROUP = re.compile(r"(?P<value>\d[\d.,]*\d\s?%?)\s+(?P<group>(?:for |among )?[a-z][\w -]{2,30}?)(?=,|;|\s*\(|$)")


@dataclass(frozen=True, slots=True)
class Rated:
    """One figure of a model's card: what was measured, its value, and its line."""

    measure: str
    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Line:
    label: str
    value: str
    span: Span


def told(reading: Reading) -> Iterator[Valued]:
    """The figures of a report on a month, week or quarter that stands in its name or first lines."""
    opening = [reading.quote(span) for span in lines_outside(reading)[:_OPENING]]
    period = first_period((reading.title, *opening, path_words(reading.path)))
    named = any(_REPORT.search(words) for words in (reading.title, *opening[:1], path_words(reading.path)))
    if not period or not named or _NOT_ONE.search(reading.title) or reading.kind not in ("other", "report"):
        return
    for line in _stretches(reading):
        figure = _FIGURE.match(line.value)
        if figure and not _COLUMNS.search(line.value) and not _NO_KPI.fullmatch(line.label):
            goal = _GOAL.search(line.value, figure.end())
            yield Valued(
                line.label, figure[0].strip(" .,"), goal["goal"].strip(" .,") if goal else "", period, line.span
            )


def rated(reading: Reading) -> Iterator[Rated]:
    """How good a model is by its card, whether its lines have colons or gaps."""
    if not _CARD.search(reading.title) and not _CARD.search(path_words(reading.path)):
        return
    lines = list(_stretches(reading))
    lines += [_Line(each.label.strip(" *_"), each.value, each.span) for each in reading.pairs if each.origin == "text"]
    for line in sorted(lines, key=lambda each: each.span.start):
        words = re.sub(r"^(?:about|approx\.?|around|~)\s*", "", line.value.strip(" *_"))
        if not _RATE.fullmatch(line.label) or not _FIGURE.match(words) or not reading.visible(line.span):
            continue
        groups = [(match["value"], match["group"]) for match in _OF_GROUP.finditer(words.split("(")[0])]
        if len(groups) > 1:
            yield from (Rated(f"{line.label}: {group}", value, line.span) for value, group in groups)
        elif figure := _FIGURE.match(words):
            yield Rated(line.label, figure[0].strip(" .,"), line.span)


def _stretches(reading: Reading) -> Iterator[_Line]:
    """The lines of which at least three follow each other."""
    run: list[_Line] = []
    column = 0
    for span in lines_outside(reading):
        words = reading.quote(span)
        if run and reading.text.count("\n", run[-1].span.end, span.start) > 1:
            yield from run if len(run) >= _LEAST else ()
            run = []
        if match := _LINE.fullmatch(words):
            column = match.start("value")
            run.append(_Line(match["label"].strip(" ."), match["value"], span))
        elif run and (at := _at_column(words, column)):
            run.append(_Line(words[:at].strip(" ."), words[at:], span))
        else:
            yield from run if len(run) >= _LEAST else ()
            run = []
    yield from run if len(run) >= _LEAST else ()


def _at_column(words: str, column: int) -> int:
    """Where a figure begins in the column of the lines above, after a label as long as that is wide; 0 where none does."""
    places = (column, column + 1)
    return next((at for at in places if words[at - 1 : at] == " " and words[at : at + 1].isdigit()), 0)
