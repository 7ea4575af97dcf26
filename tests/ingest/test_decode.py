"""Bytes to text: every encoding that office programs write, and bytes that are no text."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import Corrupt
from ingest.parse.decode import decode, tidy

SENTENCE = "The café’s policy – “approved” – costs €5.\nNext line."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le"])
def test_unicode_with_and_without_a_byte_order_mark(encoding: str) -> None:
    assert decode(SENTENCE.encode(encoding)).text == SENTENCE


def test_a_guess_is_reported_and_a_certainty_is_not() -> None:
    assert decode(SENTENCE.encode("utf-8")).warning == ""
    guessed = decode(SENTENCE.encode("cp1252"))
    assert guessed.text == SENTENCE
    assert guessed.encoding == "cp1252"
    assert "guess" in guessed.warning


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Протокол совещания руководства. Решение принято единогласно.", "cp1251"),
        ("人工知能に関する方針を承認した。議事録を参照のこと。", "shift_jis"),
        ("关于人工智能政策的管理评审会议记录已经批准。", "gb18030"),
        ("Größe, Maß und Übung im Büro", "latin-1"),
        ("Решение принято. Подписано: Иванов", "utf-16-le"),
        ("会议 记录\n批准 政策 文件", "utf-16-be"),
    ],
)
def test_other_scripts(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


def test_the_declared_encoding_comes_before_a_guess() -> None:
    data = "Łódź, świadectwo".encode("iso8859-2")
    assert decode(data, "iso-8859-2").text == "Łódź, świadectwo"
    assert decode(data, "iso-8859-2").warning == ""
    assert decode("naïve".encode("cp1252"), "no-such-encoding").text == "naïve"


def test_ascii_with_a_few_zero_bytes_is_not_taken_for_utf_16() -> None:
    decoded = decode(b"Minutes of the board\0 were approved by the chair of it\0 all.")
    assert decoded.text.startswith("Minutes of the board\ufffd were approved")
    assert "2 control characters" in decoded.warning


def test_some_broken_bytes_in_utf_8_are_replaced() -> None:
    decoded = decode("Überprüfung der Übersicht für Prüfer".encode() + b" \xff " + "Größe".encode())
    assert "Überprüfung" in decoded.text
    assert "\ufffd" in decoded.text
    assert decoded.encoding == "utf-8"
    assert decode("abgeschnittener Text über Äpfel: ä".encode()[:-1]).encoding == "utf-8"


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\0" * 500, b"\x7fELF" + b"\x01\0\x02\x03" * 200])
def test_binary_data_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(Corrupt, match="binary data, not text"):
        decode(data)


def test_newlines_become_line_feeds() -> None:
    assert decode(b"a\r\nb\rc\nd").text == "a\nb\nc\nd"
    assert decode("a\r\nb".encode("utf-16")).text == "a\nb"


def test_pages_of_old_printers_part_with_a_line_feed() -> None:
    assert decode(b"one\x0ctwo").text == "one\ntwo"


@given(st.text())
def test_tidy_keeps_lengths_and_can_always_be_stored(text: str) -> None:
    tidied = tidy(text)
    assert len(tidied) == len(text)
    assert tidied.encode("utf-8").decode("utf-8") == tidied
    assert "\0" not in tidied
    assert tidy(tidied) == tidied


@given(
    st.text(
        alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff")
    )
)
def test_ordinary_text_in_utf_8_comes_back_as_it_is(text: str) -> None:
    assert decode(text.encode("utf-8")).text == text


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_reason(data: bytes) -> None:
    try:
        decoded = decode(data)
    except Corrupt as error:
        assert str(error)
    else:
        assert "\r" not in decoded.text
        assert tidy(decoded.text) == decoded.text


def test_random_bytes_are_refused() -> None:
    with pytest.raises(Corrupt):
        decode(os.urandom(4000))
