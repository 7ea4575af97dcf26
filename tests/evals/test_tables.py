"""The terminal tables hold the log's figures, in the words of the report."""

from __future__ import annotations

import io
from typing import Any

import pytest
from rich.console import Console
from rich.table import Table

from evals import tables
from evals.report_parts import measures
from evals.report_parts.measures import Figure
from tests.support.eval_logs import interval, log, organisation, peer, record


def lines(table: Table, width: int = 80) -> list[str]:
    console = Console(width=width, file=io.StringIO(), force_terminal=False, color_system=None)
    console.print(table)
    assert isinstance(console.file, io.StringIO)
    return [" ".join(line.split()) for line in console.file.getvalue().splitlines() if line.strip()]


def test_headline_has_every_figure_with_its_interval() -> None:
    overall = {"wrong_rate": interval(0.05, 120, 0.02), "latency_ms": interval(0.5, 9), "mystery": {"mean": 0.25}}
    shown = lines(tables.headline(log([record("a")], summary={"overall": overall, "by_kind": {}})))
    assert shown[0] == "organisation, dev: 1 questions"
    assert "Wrong answers 5.0 % 3.0–7.0 % 120" in shown
    assert "Time for an answer 0.5 ms 0.5–0.5 ms 9" in shown
    assert "Mystery 25.0 % –" in shown


def test_by_kind_counts_outcomes_worst_first_within_80_columns() -> None:
    rows = [record("a", kind="who"), record("b", "wrong", kind="list"), record("c", "refused", kind="list")]
    rows += [record("d", "refused", kind="who", answerable=False), record("e", "error", kind="list")]
    shown = lines(tables.by_kind(log(rows)))
    assert shown[-2].split()[2:] == "3 · · 1 1 1 0.0 %".split()
    assert shown[-1].split()[2:] == "2 1 1 · · · 100.0 %".split()
    assert shown[-2].startswith("list ░░░░xxxx!!!! ")
    assert shown[-1].startswith("who ██████▓▓▓▓▓▓ ")


def test_peers_side_by_side() -> None:
    shown = lines(tables.peers(log([], peers=[peer("vouch", "Vouch", 0.6), peer("bm25", "Plain BM25", 0.4)])))
    assert "Figure Vouch Plain BM25" in shown
    assert "Recall@10, documents 86.0 % 66.0 %" in shown
    assert "Memory, peak 612 MB 612 MB" in shown
    assert len(lines(tables.peers(log([])))) < len(shown)


def test_our_own_ranking_stands_beside_peers_that_do_not_bring_it() -> None:
    shown = lines(tables.peers(log([], peers=[peer("bm25", "Plain BM25", 0.4)])))
    assert "Figure Vouch Plain BM25" in shown
    assert any(line.startswith("Recall@1, documents 60.0 %") for line in shown)


@pytest.mark.parametrize("made", [log([]), {}, organisation(1)])
def test_any_log_gives_tables(made: dict[str, Any]) -> None:
    for table in (tables.headline, tables.by_kind, tables.peers):
        assert lines(table(made))


def test_markup_and_escapes_in_names_are_shown_not_obeyed() -> None:
    hostile = "[red]x[/] \x1b[2J"
    made = log([record("a", kind=hostile)], set={"name": hostile, "split": None})
    for table in (tables.headline, tables.by_kind):
        text = "\n".join(lines(table(made), 120))
        assert "[red]x[/]" in text
        assert "\x1b" not in text


# How figures are written --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.934, "share", "93.4 %"),
        (None, "share", "–"),
        (1234.4, "milliseconds", "1,234 ms"),
        (3.21, "milliseconds", "3.2 ms"),
        (12.0, "number", "12"),
        (12.5, "number", "12.50"),
        (-0.012, "share", "−1.2 %"),
    ],
)
def test_values_are_written_with_their_unit(value: float | None, unit: measures.Unit, text: str) -> None:
    assert measures.write(value, unit) == text


def test_intervals_name_the_unit_once() -> None:
    assert measures.write_interval(Figure(0.5, 0.4, 0.6, 10)) == "40.0–60.0 %"
    assert measures.write_interval(Figure(50, 40, 60, 10), "milliseconds") == "40–60 ms"
    assert measures.write_interval(Figure(0.5)) == "–"


def test_certainty_is_never_claimed_from_questions_that_all_came_out_alike() -> None:
    assert measures.write_interval(Figure(0, 0, 0, 20)) == "up to 13.9 %"
    assert measures.write_interval(Figure(1, 1, 1, 20)) == "from 86.1 %"


def test_differences_are_points_and_signed() -> None:
    assert measures.write_difference(Figure(0.012)) == "+1.2 points"
    assert measures.write_difference(Figure(-30), "milliseconds") == "−30 ms"
    assert measures.write_difference_interval(Figure(0, -0.03, 0.02)) == "−3.0 to 2.0 points"


def test_every_measure_is_described_and_known_ones_keep_their_order() -> None:
    for measure in measures.KNOWN.values():
        assert measure.label and measure.meaning
        assert measure.better in ("high", "low", "neither")
        assert measure.unit in ("share", "milliseconds", "number")
    assert set(measures.LEADING) <= set(measures.KNOWN)
    names = [measure.key for measure in measures.ordered([*reversed(measures.KNOWN), "zeta", "alpha"])]
    assert names == [*measures.KNOWN, "alpha", "zeta"]
