"""Pictures of pages: the words cited are under the highlight, whatever the page; nothing outside the bounds."""

from __future__ import annotations

import io
import re
import threading
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from assistant.originals import NoPicture, Picture, Pictures, Sought, drawing, sought
from assistant.originals.aligning import Character, Stream, fold
from evidence.errors import Corrupt, Crashed, Encrypted, TooSlow
from evidence.model import ParsedDocument, Span
from ingest.limits import Limits
from ingest.parse.pdf import parse_pdf
from tests.support.evidence_room import policy_pdf
from tests.support.pdfs import picture_of, raw_pdf, scan_of, text_at

SENTENCE = "The AI policy was approved by the Board of Directors on 11 March 2026."


@pytest.fixture(name="pictures", scope="module")
def _pictures() -> Iterator[Pictures]:
    with Pictures() as pictures:
        yield pictures


def words_of(document: ParsedDocument, words: str, nth: int = 0) -> Span:
    """Where words stand for the ``nth`` time, whatever white space is between them."""
    found = list(re.finditer(r"\s+".join(map(re.escape, words.split())), document.text))[nth]
    return Span(found.start(), found.end())


def drawn(data: bytes, words: str, page: int = 1, *, nth: int = 0, scale: float = 2.0) -> dict[str, Any]:
    """What ``draw`` says of a page with the words of its own text highlighted."""
    parsed = parse_pdf(data, "a.pdf", Limits())
    return drawing.draw(data, page, sought(parsed, page, [words_of(parsed, words, nth)]), scale)[1]


def under(data: bytes, page: int, boxes: list[tuple[int, int, int, int]], scale: float) -> str:
    """What pdfium reads inside boxes (pixels) of a page that is neither turned nor cropped."""
    with pypdfium2.PdfDocument(data) as document:
        sheet = document[page - 1]
        height, text = sheet.get_height(), sheet.get_textpage()
        found = [
            text.get_text_bounded(x / scale, height - (y + h) / scale, (x + w) / scale, height - y / scale)
            for x, y, w, h in boxes
        ]
    return fold(" ".join(found))


def test_a_quote_over_several_lines_has_a_box_a_line_and_its_own_words_below() -> None:
    data = policy_pdf()
    found = drawn(data, SENTENCE, 2, nth=1)
    assert found["found"] == [True] and found["pages"] == 2
    assert len(found["boxes"]) >= 3 and len({box[1] for box in found["boxes"]}) == len(found["boxes"])
    assert under(data, 2, found["boxes"], 2.0) == fold(SENTENCE)


def test_of_the_same_words_twice_on_a_page_the_one_cited_is_marked() -> None:
    data = raw_pdf([text_at(50, 700, "Approved by the Board.") + text_at(50, 300, "Approved by the Board.")])
    upper, lower = (drawn(data, "Approved by the Board.", nth=nth)["boxes"] for nth in (0, 1))
    assert upper[0][1] < 600 < lower[0][1]


def test_cells_of_a_table_are_marked_apart() -> None:
    data = policy_pdf()
    found = drawn(data, "Sponsor | Helena Okafor", 2)
    assert found["found"] == [True] and len(found["boxes"]) == 2
    assert under(data, 2, found["boxes"], 2.0) == fold("Sponsor Helena Okafor")


def test_words_that_the_page_holds_in_another_order_are_found_part_by_part() -> None:
    page = text_at(300, 600, "70,000 euros") + text_at(50, 600, "External advice") + text_at(50, 100, "70,000 euros")
    found = drawing.draw(raw_pdf([page]), 1, [Sought("External advice | 70,000 euros")], 2.0)[1]
    assert found["found"] == [True] and {box[1] // 100 for box in found["boxes"]} == {4}


def test_hyphens_at_line_ends_and_ligatures_do_not_hide_a_quote() -> None:
    letters = [
        Character(each, (index / 50, 0.1, (index + 1) / 50, 0.12)) for index, each in enumerate("e\ufb03cient imple-")
    ]
    below = [Character(each, (index / 50, 0.2, (index + 1) / 50, 0.22)) for index, each in enumerate("mentation")]
    found = Stream([*letters, *below]).find(Sought("efficient implementation"))
    assert found.whole and len(found.boxes) == 2


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turned_and_cropped_page_is_marked_where_its_words_are(turn: int) -> None:
    entries = f"/Rotate {turn} /CropBox [40 500 440 800]"
    data = raw_pdf([text_at(60, 700, "Approved by the Board.")], page_entries=entries)
    found = drawn(data, "Approved by the Board.")
    (box,) = found["boxes"]
    picture = Image.open(io.BytesIO(drawing.draw(data, 1, [], 2.0)[0])).convert("L")
    ink = picture.point(lambda level: 255 if level < 128 else 0).getbbox()
    assert ink is not None and picture.size == ((800, 600) if turn % 180 == 0 else (600, 800))
    x, y, width, height = box
    assert x <= ink[0] and y <= ink[1] and ink[2] <= x + width and ink[3] <= y + height
    assert width * height < 0.1 * picture.width * picture.height


def test_the_highlight_is_drawn_and_ink_stays_ink() -> None:
    data = raw_pdf([text_at(60, 700, "Approved by the Board.", size=30)])
    png, found = drawing.draw(data, 1, [Sought("Approved")], 2.0)
    x, y, width, height = found["boxes"][0]
    colours = Image.open(io.BytesIO(png)).crop((x, y, x + width, y + height)).getcolors(100_000)
    assert colours is not None
    _, ground = max(colours)
    darkest = min(sum(colour) for _, colour in colours)  # type: ignore[arg-type]
    assert isinstance(ground, tuple) and ground[2] < 150 < ground[0] and darkest < 60


def test_a_scan_is_shown_whole_and_says_why_nothing_is_marked(pictures: Pictures) -> None:
    found = pictures.page(scan_of(raw_pdf([text_at(60, 700, "Approved by the Board.")])), 1, [Sought("Approved")])
    assert found.boxes == () and "scan" in found.note


def test_words_that_are_not_on_the_page_are_not_marked(pictures: Pictures) -> None:
    found = pictures.page(policy_pdf(), 1, [Sought("a sentence that nobody wrote")])
    assert found.boxes == () and "could not be located" in found.note
    assert pictures.page(policy_pdf(), 1, [Sought(SENTENCE)]).note == ""


def test_a_picture_file_is_its_own_page(pictures: Pictures) -> None:
    found = pictures.page(picture_of(raw_pdf([text_at(60, 700, "Approved")])), 1)
    assert Image.open(io.BytesIO(found.png)).size == (found.width, found.height) and found.pages == 1


def test_huge_pages_are_drawn_smaller(pictures: Pictures) -> None:
    wide = raw_pdf([text_at(60, 700, "Approved")], size=(14_400, 14_400))
    long = raw_pdf([text_at(1, 700, "A")], size=(2, 14_400))
    for data in (wide, long):
        found = pictures.page(data, 1, scale=10)
        assert found.width * found.height <= drawing.MOST_PIXELS * 1.01 and max(found.width, found.height) <= 8_001


def encrypted() -> bytes:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_encryption(owner_password="o", user_password="u")
    return bytes(pdf.output())


def test_what_cannot_be_drawn_is_a_plain_error(pictures: Pictures) -> None:
    with pytest.raises(Encrypted):
        pictures.page(encrypted(), 1)
    with pytest.raises(Corrupt):
        pictures.page(b"%PDF-1.7 nothing more", 1)
    with pytest.raises(NoPicture, match="neither a PDF nor a picture"):
        pictures.page(b"just text", 1)
    for number in (0, 3, -1):
        with pytest.raises(NoPicture, match="there is no page"):
            pictures.page(policy_pdf(), number)
    assert pictures.page(policy_pdf(), 1).png, "the drawing process goes on"


def test_a_drawing_process_that_dies_or_hangs_costs_one_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    with Pictures(seconds=20) as pictures:
        assert pictures.page(policy_pdf(), 1).png
        process = pictures._process
        assert process is not None
        process.kill()
        process.wait()
        assert pictures.page(policy_pdf(), 2).png, "another process is started"
        connection, _ = pictures._started()
        monkeypatch.setattr(pictures, "_started", lambda: (connection, 0.0))
        with pytest.raises(TooSlow):
            pictures.page(policy_pdf(), 1, scale=3)
        monkeypatch.undo()
        assert pictures.page(policy_pdf(), 1, scale=3).png
        connection, patience = pictures._started()
        connection.close()
        monkeypatch.setattr(pictures, "_started", lambda: (connection, patience))
        with pytest.raises(Crashed):
            pictures.page(policy_pdf(), 1, scale=4)


def test_threads_take_turns_and_get_their_own_pictures() -> None:
    found: dict[int, Picture] = {}
    with Pictures() as pictures:

        def ask(number: int) -> None:
            found[number] = pictures.page(
                raw_pdf([text_at(60, 700, f"Page of thread {number}")]), 1, [Sought(str(number))]
            )

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(100, 106)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 6 and all(len(picture.boxes) == 1 for picture in found.values())
        assert len({picture.png for picture in found.values()}) == 6


def test_pictures_are_kept_within_their_bound() -> None:
    data = policy_pdf()
    with Pictures(cache=40_000) as pictures:
        first = pictures.page(data, 1, scale=0.5)
        assert pictures.page(data, 1, scale=0.5) is first
        for scale in (0.6, 0.7, 0.8, 0.9, 1.0, 1.1):
            pictures.page(data, 1, scale=scale)
        assert pictures._size <= 40_000 and pictures._size == sum(len(each.png) for each in pictures._kept.values())
        assert pictures.page(data, 1, scale=0.5) is not first


@given(st.text(max_size=60), st.integers(0, 30), st.integers(1, 30))
def test_any_stretch_of_a_page_is_found_in_its_own_characters(text: str, start: int, length: int) -> None:
    characters = [
        Character(each, (i % 10 / 10, i // 10 / 10, i % 10 / 10 + 0.1, i // 10 / 10 + 0.1))
        for i, each in enumerate(text)
    ]
    wanted = text[start : start + length]
    nth = fold(text[:start]).count(fold(wanted)) if fold(wanted) else 0
    found = Stream(characters).find(Sought(wanted, nth))
    assert found.whole == bool(fold(wanted))
    assert len(found.boxes) <= max(len(wanted), 1)
