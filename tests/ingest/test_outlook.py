"""Outlook messages: the same document as mail makes, from real compound files."""

from __future__ import annotations

import struct
from datetime import UTC, date, datetime

import olefile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oxmsg import Message

from evidence.errors import Corrupt, IngestError, TooLarge
from evidence.model import Mark, ParsedDocument
from ingest.limits import Limits
from ingest.parse import parse
from ingest.parse.mail import parse_eml
from ingest.parse.mail_rtf import decompress
from ingest.parse.outlook import parse_msg
from tests.support.messages import OutlookItem, Person, cfb_bytes, msg_bytes

SENT = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
JANE = Person("Jane Döe", "jane@example.org")
JOHN = Person("John Roe", "john@example.org")
ITEM = OutlookItem(
    subject="AI policy approved – final",
    sender=JANE,
    to=[Person("All staff", "all@example.org"), JOHN],
    cc=[Person("Board", "board@example.org")],
    body="Dear all,\r\n\r\nthe AI policy was approved.\r\n",
    sent=SENT,
    message_id="<m3@example.org>",
    in_reply_to="<m2@example.org>",
    references="<m1@example.org> <m2@example.org>",
)


def read(item: OutlookItem) -> ParsedDocument:
    return parse_msg(msg_bytes(item), "mail.msg", Limits())


def test_the_writer_writes_what_other_readers_read() -> None:
    data = msg_bytes(ITEM)
    message = Message.load(data)
    assert message.subject == ITEM.subject
    assert message.sender == '"Jane Döe" <jane@example.org>'
    assert [recipient.email_address for recipient in message.recipients][2] == "board@example.org"
    big = {"small": b"x" * 100, "large": bytes(range(256)) * 40, "folder": {"inner": b"y", "empty": b""}}
    with olefile.OleFileIO(cfb_bytes(big)) as container:
        assert container.openstream("large").read() == big["large"]
        assert container.openstream("folder/inner").read() == b"y"
        assert len(container.parsing_issues) == 0


def test_headers_body_and_metadata_are_those_of_mail() -> None:
    document = read(ITEM)
    assert document.text == (
        "From: Jane Döe <jane@example.org>\n"
        "To: All staff <all@example.org>, John Roe <john@example.org>\n"
        "Cc: Board <board@example.org>\n"
        "Date: Sat, 14 Mar 2026 09:30:00 +0000\n"
        "Subject: AI policy approved – final\n\n"
        "Dear all,\n\nthe AI policy was approved."
    )
    metadata = document.metadata
    assert (metadata.title, metadata.author, metadata.created) == (ITEM.subject, "Jane Döe", SENT)
    assert metadata.dates[0].value == date(2026, 3, 14)
    assert metadata.properties["thread"] == "m1@example.org"
    assert metadata.properties["in_reply_to"] == "m2@example.org"
    assert {mark.mark for mark in document.annotations} == {Mark.HEADER}


def test_transport_headers_count_before_properties() -> None:
    headers = "From: Jane <j@x.org>\r\nDate: Sun, 15 Mar 2026 10:00:00 +0100\r\nMessage-ID: <t@x>\r\n"
    headers += "Subject: =?utf-8?q?=C3=A4?=\r\n"
    document = read(OutlookItem(subject="other", sender=JOHN, body="x", sent=SENT, transport_headers=headers))
    assert document.text.startswith("From: Jane <j@x.org>\nDate: Sun, 15 Mar 2026 10:00:00 +0100\nSubject: ä\n")
    assert document.metadata.properties["message_id"] == "t@x"


def test_strings_in_a_code_page() -> None:
    item = OutlookItem(subject="Größe", body="Dvořák", sender=Person("Änne", "a@x.org"), code_page=1250)
    document = read(item)
    assert document.metadata.title == "Größe"
    assert document.text.endswith("Dvořák")
    odd = msg_bytes(item).replace(struct.pack("<HHII", 3, 0x3FFD, 6, 1250), struct.pack("<HHII", 3, 0x3FFD, 6, 99_999))
    assert parse_msg(odd, "mail.msg", Limits()).text.startswith("From: ")


def test_a_page_is_read_where_the_plain_body_is_missing_or_a_stub() -> None:
    page = "<html><body><p>The board <b>approved</b> it.</p>" + "<p>More words.</p>" * 30 + "</body></html>"
    assert "The board approved it." in read(OutlookItem(subject="s", html=page)).text
    assert "The board approved it." in read(OutlookItem(subject="s", html=page, body="see HTML")).text
    assert "approved" not in read(OutlookItem(subject="s", html=page, body="Plain words. " * 40)).text


def test_attachments_and_messages_attached() -> None:
    inner = OutlookItem(
        subject="Minutes: März", sender=JOHN, body="agreed", sent=SENT, attachments=[("n.txt", b"deep")]
    )
    item = OutlookItem(
        subject="s",
        body="b",
        attachments=[
            ("Policy.pdf", b"%PDF-" + bytes(9_000)),
            ("policy.pdf", b"2"),
            ("..\\x\u202ey.txt", b"3"),
            ("m", inner),
        ],
        inline_images=[("logo.png", b"tiny"), ("scan.png", bytes(70_000))],
    )
    document = read(item)
    assert [one.name for one in document.attachments] == [
        "Policy.pdf",
        "policy-2.pdf",
        "xy.txt",
        "Minutes: März.eml",
        "scan.png",
    ]
    assert document.attachments[0].data == b"%PDF-" + bytes(9_000)
    attached = document.attachments[3]
    assert attached.media_type == "message/rfc822"
    assert read(item).attachments == document.attachments  # the same bytes each time
    again = parse_eml(attached.data, attached.name, Limits())
    assert again.text == (
        "From: John Roe <john@example.org>\nDate: Sat, 14 Mar 2026 09:30:00 +0000\nSubject: Minutes: März\n\nagreed"
    )
    assert [(one.name, one.data) for one in again.attachments] == [("n.txt", b"deep")]


def test_messages_in_messages_are_bounded() -> None:
    item = OutlookItem(subject="deepest", body="b")
    for level in range(6):
        item = OutlookItem(subject=f"level {level}", body="b", attachments=[("m", item)])
    document = read(item)
    for _ in range(4):
        (attachment,) = document.attachments
        document = parse_eml(attachment.data, "m.eml", Limits())
    assert document.attachments == ()


def test_an_attachment_that_is_only_linked_is_said() -> None:
    data = msg_bytes(OutlookItem(subject="s", body="b", attachments=[("linked.docx", b"")]))
    document = parse_msg(data, "mail.msg", Limits())
    assert document.attachments == ()
    assert "linked.docx" in document.warnings[0]


def compressed(rtf: bytes) -> bytes:
    """``rtf`` as literals under an LZFu header: valid, though nothing is saved."""
    body = b"".join(b"\0" + rtf[offset : offset + 8] for offset in range(0, len(rtf), 8))
    return struct.pack("<IIII", len(body) + 12, len(rtf), 0x75465A4C, 0) + body


def test_compressed_rich_text() -> None:
    example = bytes.fromhex("1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0")
    assert decompress(example, 1_000) == b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    plain = struct.pack("<IIII", 17, 5, 0x414C454D, 0) + b"{rtf}"
    assert decompress(plain, 1_000) == b"{rtf}"
    assert decompress(compressed(b"{\\rtf1 words}"), 1_000) == b"{\\rtf1 words}"
    with pytest.raises(TooLarge):
        decompress(compressed(b"x" * 5_000), 1_000)
    for broken in (b"", b"short", struct.pack("<IIII", 1, 1, 1, 1)):
        with pytest.raises(Corrupt):
            decompress(broken, 1_000)


@given(st.binary(max_size=200))
def test_no_compressed_bytes_raise_anything_else(data: bytes) -> None:
    assert isinstance(decompress(struct.pack("<IIII", 0, 0, 0x75465A4C, 0) + data, 10**6), bytes)


def test_a_rich_body_is_read_where_there_is_no_other() -> None:
    rich = compressed(b"{\\rtf1\\ansi The board \\b approved\\b0  it.\\par}")
    assert read(OutlookItem(subject="s", rtf=rich)).text == "Subject: s\n\nThe board approved it."
    assert read(OutlookItem(subject="s", body="plain", rtf=rich)).text == "Subject: s\n\nplain"
    broken = read(OutlookItem(subject="s", rtf=b"no compressed text at all"))
    assert broken.text == "Subject: s"
    assert "rich text" in broken.warnings[0]


@pytest.mark.parametrize("data", [b"", b"not a compound file", msg_bytes(ITEM)[:700], cfb_bytes({"other": b"x"})])
def test_what_is_no_message(data: bytes) -> None:
    with pytest.raises(Corrupt):
        parse_msg(data, "mail.msg", Limits())


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 6_000), st.integers(0, 255)), min_size=1, max_size=12))
def test_damaged_bytes_raise_nothing_but_an_ingest_error(changes: list[tuple[int, int]]) -> None:
    data = bytearray(msg_bytes(ITEM))
    for position, value in changes:
        data[position % len(data)] = value
    try:
        parse(bytes(data), "mail.msg", Limits())
    except IngestError as error:
        assert str(error)
