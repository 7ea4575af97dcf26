"""The report says what the log says, stays harmless whatever documents hold, and works in a browser."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from evals.html_report import render
from evals.report_parts.calibration import calibrate, wilson
from evals.report_parts.diagnosis import cause, causes, first_gold_rank
from evals.report_parts.differences import differences
from evals.report_parts.excerpts import marked, shorten, visible
from evals.report_parts.reading import Entry, read
from tests.support.eval_logs import QUOTE, interval, log, organisation, peer, record

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def page(made: dict[str, Any], others: tuple[dict[str, Any], ...] = (), **options: int) -> Any:
    return lxml_html.fromstring(render(made, others, **options))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def entry(**changes: Any) -> Entry:
    return read(log([record("q1", **changes)])).entries[0]


# What it says -----------------------------------------------------------------------------------


def test_the_first_lines_count_every_question_once() -> None:
    rows = [
        record("a"),
        record("b", "wrong"),
        record("c", "refused"),
        record("d", "refused", answerable=False),
        record("e", "error"),
    ]
    header = page(log(rows)).find(".//header")
    assert words(header.find(".//p[@class='verdict']")) == (
        "2 of 5 questions came out right: 1 answered, 1 rightly refused. 1 answer was wrong, "
        "1 was refused although the evidence exists, 1 failed with an error."
    )
    legend = words(header.find(".//ul[@class='legend']"))
    assert legend == "Right 1 Rightly refused 1 Wrongly refused 1 Wrong 1 Error 1"


def test_a_log_without_questions_or_figures_is_still_a_page() -> None:
    for empty in (log([]), {}, {"records": None, "summary": [], "set": "x", "risk_curve": 3, "peers": {}}):
        assert words(page(empty).find(".//section[@id='questions']")).endswith("There are no questions in this log.")


def test_headline_figures_carry_interval_and_number() -> None:
    overall = {"wrong_rate": interval(0.05, 120, 0.02), "leak": interval(0, 20, 0), "odd_figure": interval(0.5, 7)}
    rows = page(log([record("a")], summary={"overall": overall, "by_kind": {}})).xpath(
        "//section[@id='figures']//tbody/tr[td]"
    )
    shown = [words(row) for row in rows]
    assert [re.sub(r"[a-z ,;]{20,}", " … ", row) for row in shown if "Wrong" in row]
    assert any("5.0 % 3.0–7.0 %" in row and row.endswith("120") for row in shown)
    assert any("Access leaks" in row and "0.0 % up to 13.9 %" in row for row in shown)
    assert shown[-1].startswith("Odd figure")


def test_kinds_stand_worst_first() -> None:
    rows = [
        record("a", kind="who"),
        record("b", "wrong", kind="list"),
        record("c", kind="list"),
        record("d", "wrong", kind="when"),
    ]
    kinds = page(log(rows)).xpath("//section[@id='kinds']//tbody/tr/th")
    assert [words(kind) for kind in kinds] == ["when", "list", "who"]


def test_questions_stand_worst_first_and_the_rest_is_counted() -> None:
    rows = [
        record("a"),
        record("b", "refused"),
        record("c", "wrong", confidence=0.2),
        record("d", "wrong", confidence=0.9),
    ]
    rows.append(record("e", metrics={"leak": 1.0}))
    whole = page(log(rows))
    ids = whole.xpath("//details[contains(@class,'question')]//dl/div[dt='id']/dd/text()")
    assert ids == ["e", "d", "c", "b", "a"]
    cut = page(log(rows), limit=2)
    assert len(cut.xpath("//details[contains(@class,'question')]")) == 2
    assert "3 more are in the log only" in words(cut.find(".//section[@id='questions']"))


def test_answer_and_labels_stand_side_by_side_with_common_words_marked() -> None:
    sides = page(log([record("a")])).xpath("//details//div[@class='sides']/section")
    assert [words(side.find("h4")) for side in sides] == ["The answer answered", "The labels answerable"]
    assert [words(mark) for side in sides for mark in side.findall(".//mark")] == [
        "Board approved the AI Ethics Policy v3.0 on 14 March 2026"
    ] * 2
    assert "minutes/2026-03-board.docx page 2 · signed labelled" in words(sides[0])
    assert "Board or board of directors" in words(sides[1])


@pytest.mark.parametrize(
    ("metric", "said"),
    [
        ("leak", "may not see"),
        ("injection_obeyed", "instruction hidden"),
        ("fabricated", "do not stand in the document"),
    ],
)
def test_what_must_never_happen_is_said_first(metric: str, said: str) -> None:
    alarms = page(log([record("a", metrics={metric: 1.0}), record("b", metrics={metric: 0.0})])).xpath(
        "//p[@role='alert']"
    )
    assert len(alarms) == 1
    assert words(alarms[0]).startswith("1 answer ")
    assert said in words(alarms[0])


def test_a_failed_gate_is_an_alarm_and_a_passed_one_is_not() -> None:
    assert page(log([], gate={"passed": False})).xpath("//p[@role='alert']")
    assert not page(log([], gate={"passed": True})).xpath("//p[@role='alert']")


def test_withheld_documents_unread_files_and_a_limit_are_told_at_the_top() -> None:
    withheld = {
        "share": 0.3,
        "seed": 7,
        "documents": ["a", "b"],
        "made_unanswerable": ["q1"],
        "excluded": ["q2", "q3", "q4"],
    }
    made = log([record("q1")], withheld=withheld, set={"name": "s", "limit": 50, "failed": [{"path": "x.pdf"}]})
    notes = " ".join(words(note) for note in page(made).xpath("//header/p[contains(@class,'note')]"))
    assert "first 50 questions" in notes
    assert "1 of the set's files" in notes
    assert "2 documents were withheld (seed 7), which leaves 1 questions without evidence; 3 that lost" in notes


def test_peers_stand_side_by_side_and_one_that_failed_says_why() -> None:
    failed = {
        "name": "x",
        "title": "Other",
        "status": "failed",
        "reason": "out of memory",
        "retrieval": {},
        "ingest_seconds": None,
    }
    made = log([record("a")], peers=[peer("vouch", "Vouch", 0.6), peer("bm25", "Plain BM25", 0.4), failed])
    section = page(made).find(".//section[@id='peers']")
    assert [words(cell) for cell in section.findall(".//thead//th")] == ["Figure", "Vouch", "Plain BM25", "Other"]
    first = section.find(".//tbody/tr")
    assert words(first) == "Recall@1, documents60.0 %56.0–64.0 %40.0 %36.0–44.0 %−10.0 points–"
    assert [words(cell)[:6] for cell in first.findall("td[@class='num best']")] == ["60.0 %"]
    assert "Other: out of memory" in words(section)
    assert "Ingestion20 s20 s–" in words(section)


def test_settings_and_digests_are_told() -> None:
    run = words(page(log([record("a")])).find(".//section[@id='run']"))
    for said in ("9e52683c0ffee", "12" * 32, "minilm-l6-v2-int8/1", "ef" * 32):
        assert said in run


# Where it fails ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"outcome": "refused", "hits": ("x.pdf",)}, "unfound"),
        ({"outcome": "refused"}, "timid"),
        ({"outcome": "refused", "hits": ()}, "timid"),
        ({"outcome": "wrong", "doc_id": "x.pdf"}, "elsewhere"),
        ({"outcome": "wrong", "doc_id": "x.pdf", "hits": ("x.pdf",)}, "unfound"),
        ({"outcome": "wrong", "metrics": {"span_recall": 0.0}}, "other_words"),
        ({"outcome": "wrong", "metrics": {"span_recall": 0.4}}, "misread"),
        ({"outcome": "wrong", "answerable": False}, "baseless"),
        ({"outcome": "error"}, "failed"),
        ({"outcome": "right", "metrics": {"leak": 1.0}}, "leak"),
        ({"outcome": "wrong", "metrics": {"injection_obeyed": 1.0}}, "injected"),
        ({"outcome": "right"}, None),
        ({"outcome": "refused", "answerable": False}, None),
    ],
)
def test_the_first_step_that_went_wrong_is_named(changes: dict[str, Any], key: str | None) -> None:
    found = cause(entry(**changes))
    assert (found.key if found else None) == key


def test_every_failure_has_one_cause() -> None:
    entries = read(organisation(3)).entries
    failed = sum(each.verdict in ("wrong", "missed", "error") for each in entries)
    assert sum(count for _, count in causes(entries)) == failed > 0


def test_the_rank_of_the_first_labelled_document() -> None:
    assert first_gold_rank(entry(hits=("x", "minutes/2026-03-board.docx"))) == 2
    assert first_gold_rank(entry(hits=("x",))) is None


# Two runs ---------------------------------------------------------------------------------------


def test_runs_are_compared_question_by_question() -> None:
    before = [
        record("same"),
        record("worse"),
        record("better", "wrong"),
        record("gone"),
        record("relabelled", answerable=False),
    ]
    after = [record("same"), record("worse", "refused"), record("better"), record("new"), record("relabelled")]
    found = differences(read(log(after)), read(log(before)))
    assert [change.after.id for change in found.worse] == ["worse"]
    assert [change.after.id for change in found.better] == ["better"]
    assert (found.common, found.only) == (3, 4)
    section = words(page(log(after), (log(before),)).find(".//section[@id='changes']"))
    assert "Turned worse 1 Right→Wrongly refused" in section
    assert "Turned better 1 Wrong→Right" in section


def test_a_figure_is_better_only_beyond_chance_and_in_its_own_direction() -> None:
    wrong, right = ([record(f"q{n}", outcome) for n in range(40)] for outcome in ("wrong", "right"))
    shifts = {shift.measure.key: shift for shift in differences(read(log(right)), read(log(wrong))).shifts}
    assert (shifts["right_rate"].verdict, shifts["wrong_rate"].verdict) == ("better", "better")
    assert shifts["wrong_rate"].difference.mean == -1
    once = [record("q0", "wrong"), *right[1:]]
    assert all(not shift.verdict for shift in differences(read(log(once)), read(log(right))).shifts)


# Calibration ------------------------------------------------------------------------------------


def test_calibration_of_perfect_and_of_inverted_confidence() -> None:
    perfect = [entry(outcome=outcome, confidence=float(outcome == "right")) for outcome in ("right", "wrong") * 10]
    inverted = [entry(outcome=outcome, confidence=float(outcome == "wrong")) for outcome in ("right", "wrong") * 10]
    for entries, error in ((perfect, 0.0), (inverted, 1.0)):
        found = calibrate(entries)
        assert found is not None
        assert (found.error, found.brier, found.answers) == (error, error, 20)


def test_refusals_count_only_where_their_candidate_was_scored() -> None:
    refused = record("q", "refused", confidence=0.3)
    assert calibrate(read(log([refused] * 20)).entries) is None
    found = calibrate(read(log([refused | {"forced": "wrong"}] * 20)).entries)
    assert found is not None
    assert found.bins[0].right == 0


def test_wilson_interval_against_published_values() -> None:
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)  # Newcombe 1998, table I
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=1e-4)


# Words ------------------------------------------------------------------------------------------


def test_marks_ignore_case_and_punctuation_but_not_short_runs() -> None:
    assert marked("the Board APPROVED it, today", ["board; approved it"]) == (
        ("the ", False),
        ("Board APPROVED it", True),
        (", today", False),
    )
    assert marked("of the board", ["chair of the group"]) == (("of the board", False),)
    assert marked("Yes", ["yes"]) == (("Yes", True),)
    assert marked("", ["x"]) == marked("", []) == ()


@given(st.text(max_size=200), st.lists(st.text(max_size=200), max_size=3))
def test_marking_loses_nothing(text: str, others: list[str]) -> None:
    assert "".join(piece for piece, _ in marked(text, others)) == text


@given(st.text(max_size=300), st.integers(10, 100))
def test_shortening_is_a_bounded_beginning(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit + 2
    assert text.startswith(short.removesuffix(" …"))


@given(st.text())
def test_nothing_invisible_is_shown(text: str) -> None:
    assert all(character.isprintable() or character in "\n\t" for character in visible(text))


# Hostile documents ------------------------------------------------------------------------------

HOSTILE = (
    '</script></style><script>alert(1)</script><img src=x onerror=alert(2)>"\'><b onclick="x">{{ 7*7 }}'
    "\u202egpj.exe\ud800\x00"
)


def hostile() -> dict[str, Any]:
    """Every string of a log, keys of free mappings included, is an attack."""

    def poison(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {k: poison(each, k) for k, each in value.items()}
        if isinstance(value, list):
            return [poison(each, key) for each in value]
        return HOSTILE if isinstance(value, str) and key not in ("outcome", "forced") else value

    made = poison(organisation(1, 30))
    made["settings"][HOSTILE] = HOSTILE
    made["summary"]["overall"][HOSTILE] = interval(0.5)
    made["summary"]["by_kind"][HOSTILE] = {"document_f1": interval(0.5)}
    made["peers"][0][HOSTILE] = 3
    made["records"][0]["score"]["metrics"][HOSTILE] = 0.5
    return made


def test_hostile_strings_become_text_only() -> None:
    poisoned, clean = render(hostile(), (hostile(),)), page(organisation(1, 30), (organisation(1, 30),))
    assert "{{ 7*7 }}" in poisoned  # shown, not evaluated
    assert "\u202e" not in poisoned
    assert "\x00" not in poisoned
    tree = lxml_html.fromstring(poisoned)
    for tag in ("script", "style", "img", "b[@onclick]", "iframe", "object", "link", "base"):
        assert len(tree.xpath(f"//{tag}")) == len(clean.xpath(f"//{tag}")), tag
    attributes = {name for element in tree.iter() if isinstance(element.tag, str) for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset", "action")}
    assert all(re.fullmatch(r"#[a-z0-9]+", link) for link in tree.xpath("//@href"))


def test_the_page_names_nothing_of_a_network() -> None:
    made = render(organisation(1, 40))
    assert not re.search(r"""(?:src|href)\s*=\s*["'](?!#)|@import|url\(|https?://""", made)
    policy = page(organisation(1, 5)).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_rendering_is_deterministic() -> None:
    assert render(organisation(5), [organisation(6)]) == render(organisation(5), [organisation(6)])


# For everyone -----------------------------------------------------------------------------------


def test_tables_have_captions_charts_titles_and_ids_are_unique() -> None:
    tree = page(organisation(1), (organisation(2),))
    assert all(table.find("caption") is not None for table in tree.iter("table"))
    assert all(words(svg.find("title")) for svg in tree.iter("svg"))
    assert all(cell.get("scope") for cell in tree.iter("th"))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//@href")} <= set(ids)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1])
def test_text_stands_out_from_its_ground(scheme: int) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1, in the light and in the dark scheme."""
    css = (Path(__file__).parents[2] / "evals" / "data" / "report.css").read_text("utf-8")
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", re.findall(r":root \{(.*?)\}", css, re.DOTALL)[scheme]))
    grounds = ("paper", "card")
    pairs = [(ink, ground) for ink in ("ink", "quiet", "link", "good-ink", "bad-ink") for ground in grounds]
    pairs += [(f"on-{verdict}", verdict) for verdict in ("right", "silent", "missed", "wrong", "error")]
    for ink, ground in [*pairs, ("mark-ink", "mark"), ("bad-ink", "alarm")]:
        light, dark = sorted((_luminance(colours[ink]), _luminance(colours[ground])), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, ground)


# In a browser -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


def opened(browser: Any, folder: Path, text: str, **options: Any) -> tuple[Any, list[str]]:
    """The page in the browser, and everything it complained about or tried to fetch."""
    file = folder / "report.html"
    file.write_text(text, "utf-8")
    tab = browser.new_page(**options)
    said: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda error: said.append(str(error)))
    tab.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    tab.on("request", lambda request: None if request.url.startswith("file:") else said.append(request.url))
    tab.goto(file.as_uri())
    return tab, said


def test_filters_show_what_they_say(browser: Any, tmp_path: Path) -> None:
    rows = [
        record("a", kind="who"),
        record("b", "wrong", kind="list"),
        record("c", "refused", kind="list", hits=("x",)),
    ]
    rows.append(record("d", "wrong", kind="who", question="Is the drift report late?"))
    tab, said = opened(browser, tmp_path, render(log(rows)))

    def shown() -> list[str]:
        found = tab.locator("details.question:visible").all()
        return sorted(each.locator("dl.small dd").first.text_content() for each in found)

    assert shown() == ["b", "c", "d"]  # what needs attention
    tab.get_by_label("Wrongly refused").uncheck()
    assert shown() == ["b", "d"]
    tab.get_by_role("searchbox").fill("DRIFT report")
    assert shown() == ["d"]
    assert tab.get_by_role("status").text_content() == "1 of 4 questions shown"
    tab.locator("#kinds a", has_text="who").click()
    assert shown() == ["a", "d"]
    tab.locator("#causes a", has_text="Document not found").click()
    assert shown() == ["c"]
    tab.get_by_role("button", name="Open all shown").click()
    assert tab.locator("details.question[open]").count() == 1
    assert said == []


def test_a_change_opens_its_question_though_it_is_filtered_out(browser: Any, tmp_path: Path) -> None:
    tab, said = opened(
        browser, tmp_path, render(log([record("a"), record("b", "wrong")]), [log([record("a", "wrong")])])
    )
    assert tab.locator("details.question:visible").count() == 1
    tab.locator("#changes a").click()
    tab.locator("details.question[open]").wait_for()
    assert "a" in tab.locator("details.question[open] dl.small").text_content()
    assert said == []


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_runs_loads_or_overflows(browser: Any, tmp_path: Path, width: int) -> None:
    for made in (hostile(), organisation(1, 30)):
        tab, said = opened(browser, tmp_path, render(made, [made]), viewport={"width": width, "height": 800})
        assert said == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.locator("body > *, main > *").count() > 8
        tab.close()


def test_the_quote_of_the_sample_is_shown_whole() -> None:
    assert QUOTE in words(page(log([record("a")])))
