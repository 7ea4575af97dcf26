"""The page in a real browser: asking, opening sources, the keyboard, narrow and dark, and nothing hostile runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest

from assistant.packs import verify_pack

QUESTION = "Who approved the AI policy?"
DONE = "() => [...document.querySelectorAll('.turn')].pop()?.dataset.done"


def ask(page: Any, question: str) -> Any:
    turns = page.locator(".turn").count()
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_function(f"() => document.querySelectorAll('.turn').length === {turns + 1}")
    page.wait_for_function(DONE)
    return page.locator(".turn").last


def in_view(page: Any, selector: str) -> bool:
    return bool(
        page.evaluate(
            """selector => {
              const box = document.querySelector(selector).getBoundingClientRect();
              return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight && box.left < innerWidth;
            }""",
            selector,
        )
    )


def test_claims_stream_in_and_then_stand_as_the_ledger_has_them(look: Callable[..., Any]) -> None:
    page = look().page
    page.evaluate(
        """() => {
          window.seen = [];
          new MutationObserver(all => all.forEach(one => one.addedNodes.forEach(node => {
            if (node.matches?.('[aria-busy] .claim')) window.seen.push(node.dataset.claim);
          }))).observe(document.body, {childList: true, subtree: true});
        }"""
    )
    turn = ask(page, QUESTION)
    claims = turn.locator(".claim")
    assert claims.count() >= 1
    assert page.evaluate("window.seen") == [str(number) for number in range(1, claims.count() + 1)]
    assert claims.first.locator("p").inner_text() == "Board of Directors approved AI Policy 2.1 on 10 December 2025."
    assert turn.locator("[data-sequence]").count() == 1
    assert "/conversations/" in page.url
    assert page.locator("#history .current").inner_text().startswith(QUESTION)


def test_the_next_question_waits_for_the_answer_not_for_the_connection(look: Callable[..., Any]) -> None:
    page = look().page
    page.evaluate(
        """() => {
          const fetched = window.fetch;
          window.fetch = async (...given) => {
            const response = await fetched(...given);
            const open = new TransformStream({flush: () => new Promise(() => {})});
            return new Response(response.body.pipeThrough(open), {status: response.status, headers: response.headers});
          };
        }"""
    )
    ask(page, QUESTION)
    ask(page, "How often is the garden gnome repainted?")
    assert page.locator(".turn[data-done]").count() == 2 and page.locator(".trouble").count() == 0


def test_a_pdf_opens_beside_the_answer_at_the_highlighted_words(look: Callable[..., Any]) -> None:
    page = look(height=500).page
    ask(page, QUESTION).locator("[data-source]", has_text="AI policy 2.1.pdf").first.click()
    page.wait_for_selector("#pane rect#mark", state="attached")
    page.wait_for_function("() => document.querySelector('#pane image').getBBox().height > 0")
    assert in_view(page, "#pane rect#mark") and in_view(page, ".claim [data-source][aria-expanded]")
    page.click("#pane .switch >> text=Text")
    page.wait_for_selector("#pane mark#mark")
    assert "Board of Directors" in page.inner_text("#pane mark#mark")
    assert in_view(page, "#pane mark#mark")


def test_a_docx_opens_at_the_highlighted_words(look: Callable[..., Any]) -> None:
    page = look(height=420).page
    ask(page, "Who accepted risk R-07?").locator("[data-source]", has_text="management review.docx").first.click()
    page.wait_for_selector("#pane mark#mark")
    assert "R-07" in " ".join(page.locator("#pane mark").all_inner_texts())
    assert in_view(page, "#pane mark#mark")
    assert page.locator("#pane .h1").inner_text() == "Management review of the AI management system"


def test_a_follow_up_stays_in_its_conversation(look: Callable[..., Any]) -> None:
    page = look().page
    ask(page, QUESTION)
    first = page.url
    ask(page, "And when?")
    assert page.url == first and page.locator(".turn").count() == 2
    page.reload()
    assert page.locator(".turn").count() == 2 and page.locator(".asked").last.inner_text() == "And when?"


def test_a_suggested_question_is_asked_with_a_click(look: Callable[..., Any]) -> None:
    page = look().page
    suggested = page.locator("[data-suggested] button").first
    words = suggested.inner_text()
    suggested.click()
    page.wait_for_function(DONE)
    assert page.locator(".asked").inner_text() == words
    assert page.locator("[data-suggested]").count() == 0


def test_feedback_marks_the_right_words_in_the_open_document(look: Callable[..., Any], server: Any) -> None:
    page = look().page
    turn = ask(page, "Who accepted risk R-07?")
    turn.locator("[data-source]", has_text="management review.docx").first.click()
    page.wait_for_selector("#pane mark#mark")
    turn.locator("summary", has_text="Was this right?").click()
    page.evaluate(
        """() => {
          const words = [...document.querySelectorAll('#pane [data-start]')].find(e => e.textContent.startsWith('D-1'));
          const range = document.createRange();
          range.setStart(words.firstChild, 5);
          range.setEnd(words.firstChild, 25);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    page.click("[data-mark-source]:not([disabled])")
    turn.locator("[name=verdict][value=wrong]").check()
    turn.locator("form button").last.click()
    turn.locator(".feedback.notice").wait_for()
    sequence = int(turn.locator("[data-sequence]").get_attribute("data-sequence"))
    kept = server.service.record.feedback.list(sequence)[0]
    assert kept.verdict == "wrong"
    assert [each.quote for each in kept.sources] == ["The review concluded"]


def test_the_keyboard_asks_opens_and_closes(look: Callable[..., Any]) -> None:
    page = look().page
    ask(page, QUESTION)
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    page.wait_for_selector("#pane [data-heading]:focus")
    page.keyboard.press("Escape")
    assert page.locator("#pane").is_hidden()
    assert page.evaluate("document.activeElement.matches('.claim [data-source]')")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "question"
    page.keyboard.type("1/2")
    assert page.input_value("#question") == "1/2" and page.locator("#pane").is_hidden()


def test_every_control_shows_where_the_focus_is(look: Callable[..., Any]) -> None:
    page = look().page
    ask(page, QUESTION)
    page.keyboard.press("Escape")
    for _ in range(25):
        page.keyboard.press("Tab")
        styles = page.evaluate(
            """() => {
              const at = document.activeElement, box = at.closest('.box') ?? at;
              return [getComputedStyle(at).outlineStyle, getComputedStyle(box).outlineStyle];
            }"""
        )
        where = page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        assert set(styles) != {"none"} or where.startswith("<body"), where


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_scrolls_sideways(look: Callable[..., Any], width: int, dark: bool) -> None:
    one = look(width=width, dark=dark)
    page = one.page
    ask(page, QUESTION)
    ask(page, "How often is the garden gnome repainted?")
    file = quote("registers/risks.csv")
    paths = ["/documents", f"/documents/{file}", f"/evidence/{file}?start=0&end=9", "/conversations", "/login"]
    for path in ["", *paths]:
        if path:
            page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_on_a_phone_the_source_covers_the_page_and_goes_again(look: Callable[..., Any]) -> None:
    page = look(width=360, height=700).page
    ask(page, QUESTION).locator("[data-source]").first.click()
    page.wait_for_selector("#pane .evidence")
    assert page.evaluate("document.getElementById('pane').getBoundingClientRect().width") == 360
    page.click("#pane [data-close]")
    assert page.locator("#pane").is_hidden()


def test_dark_follows_the_system_until_the_reader_chooses(look: Callable[..., Any]) -> None:
    page = look(dark=True).page
    ground = "() => getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    with page.expect_response("**/theme"):
        page.click(".theme button")
    light = page.evaluate(ground)
    assert light != dark and page.evaluate("document.documentElement.dataset.theme") == "light"
    page.reload()
    assert page.evaluate(ground) == light


def test_documents_are_filtered_while_typing(look: Callable[..., Any]) -> None:
    page = look("/documents").page
    page.fill("input[name=q]", "management review")
    page.wait_for_function("() => document.querySelectorAll('#list tbody tr').length === 1")
    assert "q=management" in page.url
    page.click("#list tbody a")
    page.wait_for_selector("#pane .document")


def test_nothing_hostile_runs_wherever_it_is_shown(look: Callable[..., Any]) -> None:
    one = look()
    page = one.page
    turn = ask(page, "How often is the garden gnome repainted? <img src=x onerror=window.pwned=1>")
    turn.locator("[data-source]").first.click()
    page.wait_for_selector("#pane .document")
    assert "<img src=x" in page.inner_text("#pane") and "\u202e" not in page.inner_text("#pane")
    page.goto("/documents")
    assert "<img src=x" in page.inner_text("#list")
    page.click("#list a >> text=garden gnome")
    page.wait_for_selector("#pane .document")
    page.click("#pane details.about-document summary")
    page.click("#pane >> text=All that is known of it")
    page.wait_for_url("**/documents/**")
    assert "<img src=x" in page.inner_text("main")
    one.clean()


def test_a_pack_of_an_answer_is_downloaded_and_verifies(look: Callable[..., Any]) -> None:
    page = look().page
    turn = ask(page, QUESTION)
    with page.expect_download() as waiting:
        turn.locator("button", has_text="Evidence pack").click()
    path = waiting.value.path()
    assert path is not None and not verify_pack(path.read_bytes()).problems


def test_a_conversation_is_renamed_and_deleted_at_the_side(look: Callable[..., Any]) -> None:
    page = look().page
    ask(page, QUESTION)
    page.locator("#history .current summary").click()
    page.fill("#history .current input[name=title]", "The board")
    page.click("#history .current >> text=Rename")
    page.wait_for_load_state()
    assert page.locator("#history .current a").inner_text().startswith("The board")
    page.locator("#history .current summary").click()
    page.click("#history .current button.danger")
    page.wait_for_url("**/conversations")


def test_without_javascript_everything_is_links_and_forms(look: Callable[..., Any]) -> None:
    page = look(script=False).page
    page.fill("#question", QUESTION)
    page.click(".box .go")
    assert page.locator(".claim p").first.inner_text().startswith("Board of Directors approved")
    page.click(".claim [data-source] >> nth=0")
    assert page.locator(".evidence.alone h1").count() == 1
    page.go_back()
    page.fill("#question", "And when?")
    page.click(".box .go")
    assert page.locator(".turn").count() == 2
