"""Register, clauses, findings, leadership and reports in a real browser: used, hostile, narrow, without script."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from assistant.packs import verify_pack
from tests.support.web_rooms import PAGES


def test_the_register_is_filtered_as_one_types_and_a_row_opens_its_words(visit: Callable[..., Any]) -> None:
    page = visit("/register/risk").page
    page.fill("input[name=q]", "cloud provider")
    page.wait_for_function("() => document.querySelectorAll('#list tbody tr').length === 1")
    assert "q=cloud" in page.url
    page.click("#list tbody th a")
    page.wait_for_selector("#pane mark#mark")
    assert "Dependency on one cloud provider" in " ".join(page.locator("#pane mark").all_inner_texts())
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('#list tbody th a')")
    page.select_option("select[name='f.treatment']", "Reduce")
    page.wait_for_selector("#list .empty")
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('#list tbody tr').length === 1")


def test_the_register_is_filtered_without_script(visit: Callable[..., Any]) -> None:
    page = visit("/register/risk", script=False).page
    page.select_option("select[name='f.treatment']", "Accept")
    page.click("form.filters button")
    assert page.locator("#list tbody th").all_inner_texts() == ["R-07", "R-09"]


def test_a_gap_is_signed_off(visit: Callable[..., Any]) -> None:
    page = visit("/gaps?framework=iso42001&show=open").page
    row = page.locator("li.row").nth(2)
    identity = row.get_attribute("id")
    row.locator("summary", has_text="Sign off").click()
    row.locator("select[name=status]").select_option("partial")
    row.locator("textarea").fill("Half of it is there.")
    row.locator("button", has_text="Sign off").click()
    page.wait_for_url(f"**#{identity}")
    assert "Half of it is there." in page.locator(f"[id='{identity}']").inner_text()


def test_a_finding_is_decided(visit: Callable[..., Any]) -> None:
    page = visit("/findings").page
    row = page.locator("li.row", has_text="no owner")
    row.locator("summary", has_text="Decide").click()
    row.locator("input[value=resolved]").check()
    row.locator("textarea").fill("Mei owns it.")
    row.locator("button", has_text="Decide").click()
    page.wait_for_url("**#f-*")
    assert "Mei owns it." in page.locator("li.row", has_text="no owner").inner_text()


def test_the_anomalies_are_in_the_navigation_and_open(visit: Callable[..., Any]) -> None:
    page = visit("/findings").page
    page.click("nav[aria-label=Pages] >> text=Anomalies")
    page.wait_for_url("**/reports/anomalies")
    assert page.locator("h1").inner_text() == "Anomalies"
    assert page.locator("nav[aria-label=Pages] [aria-current=page]").all_inner_texts() == ["Anomalies"]


def test_a_passage_of_a_requirement_opens_at_its_words_and_counts_when_a_person_says_so(
    visit: Callable[..., Any],
) -> None:
    page = visit("/clauses/iso42001/A.6.2.6").page
    page.click("#passages .pieces a[data-source]")
    page.wait_for_selector("#pane mark#mark")
    assert "A.6.2.6" in page.locator("#pane mark#mark").inner_text()
    page.keyboard.press("Escape")
    page.locator("#passages summary", has_text="Counts?").click()
    page.locator("#passages button", has_text="It counts").click()
    page.wait_for_url("**#corrections")
    assert "says that it counts" in page.locator("#k0").inner_text()
    assert page.locator("#passages").count() == 0


def test_a_summary_is_taken_away_as_a_document(visit: Callable[..., Any]) -> None:
    page = visit("/summary").page
    page.select_option("select[name=audience]", "management")
    page.click("form.choosing button")
    page.wait_for_url("**audience=management**")
    with page.expect_download() as started:
        page.click("a[download] >> text=Word")
    data = Path(started.value.path()).read_bytes()
    assert any(paragraph.text == "At a glance" for paragraph in Document(io.BytesIO(data)).paragraphs)


def test_a_requirement_is_taken_away_as_a_pack(visit: Callable[..., Any]) -> None:
    page = visit("/clauses/iso42001/9.3.2").page
    with page.expect_download() as started:
        page.click("button >> text=Evidence pack")
    assert not verify_pack(Path(started.value.path()).read_bytes()).problems


def test_relations_are_followed_by_keyboard(visit: Callable[..., Any]) -> None:
    page = visit("/explorer?node=risk:r-09").page
    page.locator(".graph a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => !document.querySelector('h1').textContent.startsWith('R-09')")
    page.locator(".edges [data-source]").first.click()
    page.wait_for_selector("#pane mark#mark")


def test_files_to_take_away_open_by_keyboard(visit: Callable[..., Any]) -> None:
    page = visit("/leadership").page
    page.locator(".files summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.files a[download]')")


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("width", "dark"), [(360, False), (1280, True), (1920, False)])
def test_pages_fit_and_nothing_hostile_runs(visit: Callable[..., Any], path: str, width: int, dark: bool) -> None:
    page = visit(path, width=width, dark=dark).page
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    outside = page.evaluate(
        """() => [...document.querySelectorAll('main *')].filter(each => {
          const box = each.getBoundingClientRect();
          return box.width && box.right > innerWidth + 1 && !each.closest('.scroll, .unseen, details:not([open])');
        }).map(each => each.outerHTML.slice(0, 120))"""
    )
    assert outside == []
