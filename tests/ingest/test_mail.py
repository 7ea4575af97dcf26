"""Mail: headers, bodies, attachments, threads and mailboxes, in order and in every state of disrepair."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime, timedelta, timezone
from email import message_from_bytes

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.errors import Corrupt, IngestError, TooLarge
from evidence.model import Mark, Origin, ParsedDocument
from ingest.limits import Limits
from ingest.parse import parse
from ingest.parse.mail import parse_eml, parse_mbox
from ingest.parse.mail_headers import decode_header, message_ids, moment
from ingest.parse.mail_names import UniqueNames, safe_name, with_extension
from ingest.parse.mail_quotes import find_quotes
from tests.support.messages import eml_bytes, mbox_bytes

SENT = datetime(2026, 3, 14, 9, 30, tzinfo=timezone(timedelta(hours=1)))
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def read(data: bytes) -> ParsedDocument:
    document = parse_eml(data, "mail.eml", Limits())
    check(document)
    return document


def check(document: ParsedDocument) -> None:
    text = document.text
    for mark in document.annotations:
        assert 0 <= mark.start < mark.end <= len(text)
    for found in document.metadata.dates:
        assert text[found.start : found.end]
    names = [attachment.name.casefold() for attachment in document.attachments]
    assert len(set(names)) == len(names)
    assert all(name and not set(name) & set("/\\#\n\0") for name in names)


def quoted(document: ParsedDocument) -> list[str]:
    spans = document.metadata.properties.get("quoted", "")
    pairs = (span.split("-") for span in spans.split(",") if span)
    return [document.text[int(start) : int(end)] for start, end in pairs]


# One message


def test_headers_and_body_are_the_text() -> None:
    document = read(
        eml_bytes(
            "AI policy approved",
            "Dear all,\n\nthe board approved the AI policy.\n",
            cc="John Roe <john@example.org>",
            sent=SENT,
            message_id="<m1@example.org>",
        )
    )
    assert document.text == (
        "From: Jane Doe <jane.doe@example.org>\n"
        "To: All staff <all@example.org>\n"
        "Cc: John Roe <john@example.org>\n"
        "Date: Sat, 14 Mar 2026 09:30:00 +0100\n"
        "Subject: AI policy approved\n\n"
        "Dear all,\n\nthe board approved the AI policy."
    )
    marks = [(document.text[mark.start : mark.end], mark.mark) for mark in document.annotations]
    assert marks[4] == ("Subject: AI policy approved", Mark.HEADER)
    metadata = document.metadata
    assert (metadata.title, metadata.author, metadata.created) == ("AI policy approved", "Jane Doe", SENT)
    (written,) = metadata.dates
    assert (written.kind, written.value, written.origin) == ("written", date(2026, 3, 14), Origin.HEADER)
    assert document.text[written.start : written.end] == "Sat, 14 Mar 2026 09:30:00 +0100"
    assert metadata.properties["message_id"] == "m1@example.org"
    assert metadata.properties["cc"] == "John Roe <john@example.org>"


def test_a_reply_knows_its_thread() -> None:
    data = eml_bytes("Re: x", "ok", in_reply_to="<m2@x>", references="<m1@x> <m2@x>", message_id="<m3@x>")
    properties = read(data).metadata.properties
    assert properties["in_reply_to"] == "m2@x"
    assert properties["references"] == "m1@x m2@x"
    assert properties["thread"] == "m1@x"
    assert read(eml_bytes("x", "y", message_id="<m1@x>")).metadata.properties["thread"] == "m1@x"


def test_quoted_replies_stay_in_the_text_and_are_known() -> None:
    body = "I agree.\n\nOn Monday, Jane Doe wrote:\n> The budget is 15,000.\n>\n> Jane\n\nRegards\nJohn\n"
    document = read(eml_bytes("Re: budget", body))
    assert quoted(document) == ["On Monday, Jane Doe wrote:\n> The budget is 15,000.\n>\n> Jane"]
    assert document.text.endswith("Regards\nJohn")


def test_the_plain_form_is_read_unless_it_is_empty_or_a_stub() -> None:
    page = "<p>The board <b>approved</b> the policy.</p><p style='display:none'>secret</p>" + "<p>More words.</p>" * 30
    assert "approved" not in read(eml_bytes("s", "Full plain text. " * 20, html=page)).text
    document = read(eml_bytes("s", "Please view this mail in a browser.", html=page))
    assert "The board approved the policy." in document.text
    hidden = [document.text[mark.start : mark.end] for mark in document.annotations if mark.mark is Mark.HIDDEN]
    assert hidden == ["secret"]


def test_tables_of_a_page_keep_their_offsets_below_the_headers() -> None:
    page = "<p>Risks</p><table><tr><th>ID</th><th>Score</th></tr><tr><td>R-1</td><td>12</td></tr></table>"
    document = read(b"From: a@b.org\nSubject: s\nContent-Type: text/html\n\n" + page.encode())
    (table,) = document.tables
    assert [document.text[cell.start : cell.end] for cell in table.rows[0].cells] == ["R-1", "12"]
    assert document.text[table.header_start : table.header_end] == "ID | Score"


def test_attachments_are_files_of_their_own() -> None:
    files = [
        ("Policy.pdf", b"%PDF-1.7 one", "application/pdf"),
        ("policy.PDF", b"%PDF-1.7 two", "application/pdf"),
        ("../../etc/p\u202efdp.exe\n", b"three", "application/octet-stream"),
        ("notes.txt", b"four", "text/plain"),
    ]
    document = read(eml_bytes("s", "see attached", attachments=files))
    assert [(one.name, one.data) for one in document.attachments] == [
        ("Policy.pdf", b"%PDF-1.7 one"),
        ("policy-2.PDF", b"%PDF-1.7 two"),
        ("pfdp.exe", b"three"),
        ("notes.txt", b"four"),
    ]
    assert document.attachments[0].media_type == "application/pdf"


def test_a_message_in_a_message_is_attached_as_a_file() -> None:
    inner = eml_bytes(
        "The decision: approve", "Approved by the board.", sent=SENT, attachments=[("a.csv", b"x,1", "text/csv")]
    )
    data = (
        b"From: a@b.org\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: text/plain\n\nsee below\n"
        b"--B\nContent-Type: message/rfc822\n\n" + inner + b"\n--B--\n"
    )
    (attachment,) = read(data).attachments
    assert (attachment.name, attachment.media_type) == ("The decision: approve.eml", "message/rfc822")
    again = read(attachment.data)
    assert again.metadata.title == "The decision: approve"
    assert "Approved by the board." in again.text
    assert again.attachments[0].data == b"x,1"
    assert read(data).attachments == (attachment,)


def test_small_images_in_the_body_are_decoration_and_large_ones_are_documents() -> None:
    def related(image: bytes) -> bytes:
        return (
            b"From: a@b.org\nContent-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\n\n<p>x</p>\n"
            b"--B\nContent-Type: image/png\nContent-ID: <i@x>\nContent-Transfer-Encoding: base64\n\n"
            + base64.encodebytes(image)
            + b"\n--B--\n"
        )

    assert read(related(PIXEL)).attachments == ()
    (scan,) = read(related(PIXEL + bytes(70_000))).attachments
    assert scan.name == "attachment-1.png"


def part(headers: str, body: str = "x") -> bytes:
    return (
        'From: a@b.org\nSubject: s\nContent-Type: multipart/mixed; boundary="B"\n\n'
        f"--B\nContent-Type: text/plain\n\nhello\n--B\n{headers}\n\n{body}\n--B--\n"
    ).encode()


def test_what_cannot_be_read_is_said() -> None:
    tnef = read(part('Content-Type: application/ms-tnef; name="winmail.dat"'))
    assert tnef.attachments == ()
    assert "winmail.dat" in tnef.warnings[0]
    assert "encrypted" in read(part("Content-Type: multipart/encrypted; boundary=C", "--C\n\n--C--")).warnings[0]
    assert "S/MIME" in read(part('Content-Type: application/pkcs7-mime; name="smime.p7m"')).warnings[0]
    signed = read(part('Content-Type: application/pkcs7-signature; name="smime.p7s"'))
    assert (signed.attachments, signed.metadata.properties["signature"]) == ((), "attached, not verified")


def test_deep_nesting_is_bounded() -> None:
    depth = 60
    data = b"From: a@b.org\nSubject: s\n" + b"".join(
        f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n'.encode() for level in range(depth)
    )
    document = read(data + b"Content-Type: text/plain\n\ndeepest\n")
    assert "deepest" not in document.text
    assert "nested more than" in document.warnings[0]
    with pytest.raises(TooLarge):
        parse(
            b"From: a@b.org\nMessage-ID: <a@b>\n"
            + b"".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n".encode() for n in range(3_000)),
            "deep.eml",
            Limits(),
        )


# Disrepair


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("=?iso-8859-1?B?R3L832U=?=", "Grüße"),
        ("=?utf-8?b?R3LD?= =?utf-8?b?vMOfZQ==?=", "Grüße"),
        ("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c"),
        ("=?unknown-charset?q?Gr=FC=DFe?=", "Grüße"),
        ("=?utf-8?b?!!!not base64?=", "!!!not base64"),
        ("=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "日本"),
        ("folded\r\n header\tvalue", "folded header value"),
        ("Gr\udcc3\udcbc\udcc3\udc9fe", "Grüße"),
        ("Gr\udcfc\udcdfe", "Grüße"),
        ("nul\0 and \x1b", "nul� and"),
    ],
)
def test_header_values(raw: str, value: str) -> None:
    assert decode_header(raw) == value


def test_dates_and_ids() -> None:
    assert moment("Sat, 14 Mar 2026 09:30:00 +0100") == SENT
    assert moment("14 Mar 2026 08:30:00 -0000") == datetime(2026, 3, 14, 8, 30, tzinfo=UTC)
    for broken in ("", "yesterday", "32 Foo 2026", "Sat, 14 Mar 2026 99:99:99 +9999", "1" * 5000):
        assert moment(broken) is None
    assert message_ids("<a@x> junk <b@x>") == ("a@x", "b@x")
    assert message_ids("bare@x") == ("bare@x",)
    assert message_ids("two words") == ()


def test_a_missing_date_is_taken_from_the_first_stop_and_not_shown() -> None:
    stops = b"Received: by b; Sun, 15 Mar 2026 10:00:00 +0000\nReceived: by a; Sat, 14 Mar 2026 08:30:00 +0000\n"
    document = read(stops + b"From: a@b.org\n\nx")
    assert document.metadata.created == SENT
    assert document.metadata.dates == ()
    assert "2026" not in document.text


@pytest.mark.parametrize(
    ("headers", "body", "expected"),
    [
        ("Content-Type: text/plain; charset=utf-8", "Größe".encode(), "Größe"),
        ("Content-Type: text/plain; charset=utf-8", "Größe".encode("cp1252"), "Größe"),
        ("Content-Type: text/plain; charset=us-ascii", "Größe".encode(), "Größe"),
        ("Content-Type: text/plain; charset=no-such-thing", "Größe".encode(), "Größe"),
        ("Content-Type: text/plain; charset=base64", b"plain", "plain"),
        ("Content-Type: text/plain; charset=iso-8859-2", "Dvořák".encode("iso-8859-2"), "Dvořák"),
        ("Content-Type: text/plain; charset=iso-2022-jp", "日本".encode("iso-2022-jp"), "日本"),
        ("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64", b"R3LDvMOfZQ", "Grüße"),
        (
            "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable",
            b"=C3=BC=\nx=ZZ",
            "üx=ZZ",
        ),
        ("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: nonsense", b"as is", "as is"),
        ("Content-Type: nonsense", b"as is", "as is"),
        ("Content-Type: multipart/mixed", b"no boundary", "no boundary"),
    ],
)
def test_bodies_in_wrong_charsets_and_encodings(headers: str, body: bytes, expected: str) -> None:
    assert read(f"From: a@b.org\n{headers}\n\n".encode() + body).text == f"From: a@b.org\n\n{expected}"


def test_a_body_of_binary_data_is_left_out_with_a_warning() -> None:
    data = b"From: a@b.org\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
    document = read(data + base64.encodebytes(bytes(range(32)) * 40))
    assert document.text == "From: a@b.org"
    assert "no text" in document.warnings[0]


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('attachment; filename="=?utf-8?q?Gr=C3=B6=C3=9Fe.csv?="', "Größe.csv"),
        ("attachment; filename*=utf-8''Gr%C3%B6%C3%9Fe.csv", "Größe.csv"),
        ("attachment; filename*=nope''a%FF.csv", "aÿ.csv"),
        ('attachment; filename="C:\\\\temp\\\\a b.csv"', "a b.csv"),
        ('attachment; filename="..."', "attachment-1.csv"),
        ("attachment", "attachment-1.csv"),
        ('attachment; filename="a#b.csv"', "a_b.csv"),
    ],
)
def test_names_of_attachments(disposition: str, name: str) -> None:
    (attachment,) = read(part(f"Content-Type: text/csv\nContent-Disposition: {disposition}")).attachments
    assert attachment.name == name


def test_names() -> None:
    assert safe_name("a" * 300 + ".docx") == "a" * 115 + ".docx"
    assert with_extension("notes", "text/plain") == "notes.txt"
    assert with_extension("notes", "application/x-nobody-knows") == "notes"
    names = UniqueNames()
    assert [names.take(name) for name in ("a.pdf", "A.PDF", "a-2.pdf", "a.pdf")] == [
        "a.pdf",
        "A-2.PDF",
        "a-2-2.pdf",
        "a-3.pdf",
    ]
    assert [names.take("1.2@x", extension=False) for _ in range(2)] == ["1.2@x", "1.2@x-2"]


@given(st.text(max_size=60))
def test_any_name_becomes_a_safe_one(name: str) -> None:
    made = safe_name(name)
    assert made == safe_name(made)
    assert made.isprintable()
    assert not set(made) & set("/\\#")


LINES = st.sampled_from(
    [
        "From: a@b.org",
        'To: <<<@@, "x',
        "Subject: =?utf-8?b?zz?=",
        "Date: never",
        "Content-Type: multipart/mixed; boundary=B",
        'Content-Type: multipart/alternative; boundary="C',
        "Content-Type: message/rfc822",
        "Content-Type: text/html; charset*0=x; charset*1",
        "Content-Transfer-Encoding: base64",
        "Content-Transfer-Encoding: x-uuencode",
        "Content-Disposition: attachment; filename*0*=utf-8''a; filename*2=b",
        ": no name",
        "no header",
        "",
        "",
        "--B",
        "--B--",
        "--C",
        "> quoted",
        "wrote:",
        "<table><tr><td>x",
        "\udcff\udcfe",
        "begin 644 x",
    ]
)


@settings(deadline=None)
@given(st.lists(LINES, max_size=25))
def test_no_arrangement_of_lines_breaks_the_reader(lines: list[str]) -> None:
    read("\n".join(lines).encode("utf-8", "surrogateescape"))


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_but_an_ingest_error(data: bytes) -> None:
    for reader in (parse_eml, parse_mbox):
        try:
            reader(data, "x", Limits())
        except IngestError as error:
            assert str(error)


# Quotations


@pytest.mark.parametrize(
    ("body", "spans"),
    [
        ("plain words\nand more", []),
        ("> one\n>> two\ntext\n> three", ["> one\n>> two", "> three"]),
        ("Yes.\n\nAm Montag schrieb Jane:\n\n> Frage?", ["Am Montag schrieb Jane:\n\n> Frage?"]),
        (
            "Yes.\n\nOn Monday the 14th of March 2026 at half past nine, Jane Doe\n<jane@example.org> wrote:\n> Why?",
            ["On Monday the 14th of March 2026 at half past nine, Jane Doe\n<jane@example.org> wrote:\n> Why?"],
        ),
        (
            "Fine.\n\n-----Original Message-----\nFrom: Jane Doe\nSent: Monday 09:30\nTo: John\nSubject: Q\n\nWhy?",
            ["-----Original Message-----\nFrom: Jane Doe\nSent: Monday 09:30\nTo: John\nSubject: Q\n\nWhy?"],
        ),
        (
            "Gut.\n\nVon: Jane <j@example.org>\nGesendet: Montag, 14. März 2026 09:30\nAn: John\nBetreff: F\n\nWarum?",
            ["Von: Jane <j@example.org>\nGesendet: Montag, 14. März 2026 09:30\nAn: John\nBetreff: F\n\nWarum?"],
        ),
        ("Decision:\n\nOwner: Jane\nDue: 2026-03-14\nState: open\n", []),
        ("", []),
    ],
)
def test_quotations(body: str, spans: list[str]) -> None:
    assert [body[start:end] for start, end in find_quotes(body)] == spans


@given(st.lists(st.sampled_from(["> a", ">", "", "x:", "From: a@b.c 09:30", "To: b", "Date: c", "----------", "w"])))
def test_quotations_are_sorted_apart_and_inside(lines: list[str]) -> None:
    body = "\n".join(lines)
    last = 0
    for start, end in find_quotes(body):
        assert last <= start < end <= len(body)
        last = end


# Mailboxes


def test_every_message_of_a_mailbox_is_a_part_named_by_its_id() -> None:
    first = eml_bytes("One", "From the board: approved.\n>From me\n", message_id="<m1@x>", sent=SENT)
    second = eml_bytes("Two", "ok", message_id="<m2@x>", attachments=[("a.csv", b"x,1", "text/csv")])
    nameless = eml_bytes("Three", "no id")
    document = parse_mbox(mbox_bytes([first, second, second, nameless]), "all.mbox", Limits())
    names = [name for name, _ in document.parts]
    assert names[:3] == ["m1@x", "m2@x", "m2@x-2"]
    assert len(names[3]) == 16
    assert "From the board: approved.\n>From me" in document.parts[0][1].text
    assert document.parts[1][1].attachments[0].data == b"x,1"
    assert document.text == ""
    assert names == [name for name, _ in parse_mbox(mbox_bytes([first, second, second, nameless]), "b", Limits()).parts]
    for _, part in document.parts:
        check(part)


def test_separators_need_a_date_a_blank_line_and_a_header() -> None:
    data = (
        b"From a@b.org Sat Mar 14 09:30:00 2026\r\nSubject: One\r\n\r\nFrom the board, 2026\r\n\r\n"
        b"From page 3 on\r\nall is well\r\n\r\n"
        b"From jane at b.org  Sat Mar 14 09:31:00 2026\r\nSubject: Two\r\n\r\nbody\r\n"
    )
    document = parse_mbox(data, "x.mbox", Limits())
    assert [part.metadata.title for _, part in document.parts] == ["One", "Two"]
    assert document.parts[0][1].text.endswith("From page 3 on\nall is well")


def test_a_broken_message_costs_a_warning_and_not_another() -> None:
    deep = b"Subject: deep\n" + b"".join(
        f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n".encode() for level in range(3_000)
    )
    good = eml_bytes("Good", "fine", message_id="<g@x>")
    document = parse_mbox(mbox_bytes([deep, good]), "x.mbox", Limits())
    assert [name for name, _ in document.parts] == ["g@x"]
    assert document.warnings[0].startswith("message 1 was left out")
    with pytest.raises(Corrupt):
        parse_mbox(mbox_bytes([deep]), "x.mbox", Limits())


def test_the_limit_of_characters_counts_all_messages() -> None:
    messages = [eml_bytes("s", "x" * 300, message_id=f"<{n}@x>") for n in range(5)]
    with pytest.raises(TooLarge):
        parse_mbox(mbox_bytes(messages), "x.mbox", Limits(characters=1_000))
    assert len(parse(mbox_bytes(messages), "x.mbox", Limits()).parts) == 5


def test_the_writer_of_these_tests_writes_what_the_standard_library_reads() -> None:
    message = message_from_bytes(eml_bytes("Grüße", "body", sent=SENT, attachments=[("a.csv", b"x", "text/csv")]))
    assert message.is_multipart()
    assert parse(message.as_bytes(), "a.eml", Limits()).parser.startswith("eml")
