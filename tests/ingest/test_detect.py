"""Formats are told by content first; an extension counts for text, and as a claim that can be wrong."""

from __future__ import annotations

import io
import json
import tarfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import ingest.parse
from evidence.errors import Corrupt, Encrypted, IngestError
from ingest.parse.detect import detect
from tests.support.office import docx_by, epub_file, odt_file, pptx_by, word_file, zip_of

MAIL = b"Received: from a by b\r\nFrom: Jane <j@example.org>\r\nTo: t@example.org\r\nSubject: Review\r\n\r\nHello\r\n"
MBOX = b"From j@example.org Mon Mar  3 10:00:00 2025\n" + MAIL.replace(b"\r\n", b"\n")
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
SHEET = zip_of({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})
HTML = b"<!-- saved -->\n<!DOCTYPE html><html><body>Hi</body></html>"
CORPUS = b'{"doc_id": "a", "text": "b"}\n{"doc_id": "c", "text": "d"}\n'


def compound(*streams: str) -> bytes:
    """An OLE2 file of one directory sector with these streams at its root."""
    entries = [("Root Entry", 5, 1 if streams else None), *((name, 2, None) for name in streams)]
    fat = (0xFFFFFFFD).to_bytes(4, "little") + b"".join(
        (index + 2).to_bytes(4, "little") if (index + 1) * 4 < len(entries) else b"\xfe\xff\xff\xff"
        for index in range((len(entries) + 3) // 4)
    )
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + bytes.fromhex("3e000300feff09000600") + bytes(6)
    header += bytes(4) + (1).to_bytes(4, "little") + (1).to_bytes(4, "little") + bytes(4)
    header += (4096).to_bytes(4, "little") + b"\xfe\xff\xff\xff" + bytes(4) + b"\xfe\xff\xff\xff" + bytes(4)
    header += bytes(4) + b"\xff" * (4 * 108)
    directory = b""
    for index, (name, kind, child) in enumerate(entries):
        raw = (name + "\0").encode("utf-16-le")
        right = index + 1 if 0 < index < len(entries) - 1 else 0xFFFFFFFF
        links = b"\xff" * 4 + right.to_bytes(4, "little") + (child or 0xFFFFFFFF).to_bytes(4, "little")
        directory += raw.ljust(64, b"\0") + len(raw).to_bytes(2, "little") + bytes([kind, 1]) + links
        directory += bytes(36) + b"\xfe\xff\xff\xff" + bytes(8)
    return header + fat.ljust(512, b"\xff") + directory.ljust(-(-len(directory) // 512) * 512, b"\0")


def tar() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return buffer.getvalue()


def hello(document: Any) -> None:
    document.add_paragraph("Hello")


FILES: dict[str, bytes] = {
    "pdf": PDF,
    "image": PNG,
    "docx": docx_by(hello),
    "pptx": pptx_by(lambda deck: None),
    "xlsx": SHEET,
    "odt": odt_file("<text:p>x</text:p>"),
    "epub": epub_file({"a.xhtml": "x"}),
    "rtf": b"{\\rtf1\\ansi x}",
    "msg": compound("__properties_version1.0", "__nameid_version1.0"),
    "html": HTML,
    "eml": MAIL,
    "mbox": MBOX,
}


NAMES = ["file", "file.{own}", "FILE.PDF", "file.docx", "file.xlsx", "file.epub", "file.bin", "odd\nname\u202e."]


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("name", NAMES)
def test_content_decides_whatever_the_name(kind: str, name: str) -> None:
    assert detect(FILES[kind], name.format(own=kind)) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.md", "markdown"),
        ("a.Md", "markdown"),
        ("README.MARKDOWN", "markdown"),
        ("a.txt", "text"),
        ("a.log", "text"),
        ("a.yaml", "text"),
        ("a.YML", "text"),
        ("a.rst", "text"),
        ("a.csv", "csv"),
        ("a.TSV", "csv"),
        ("a.htm", "html"),
        ("a.xhtml", "html"),
        ("a.json", "json"),
        ("a.jsonl", "json"),
        ("a.eml", "eml"),
        ("a.mbox", "mbox"),
        ("LICENSE", "text"),
        ("a.unheard", "text"),
        ("v1.2", "text"),
        ("folder.md/file", "text"),
        ("parent.eml#note.md", "markdown"),
        ("a.md ", "markdown"),
        ("a.md\u202e", "markdown"),
        (".gitignore", "text"),
    ],
)
def test_text_follows_its_extension(name: str, kind: str) -> None:
    assert detect(b"Plain words, nothing else.\n", name) == kind


@pytest.mark.parametrize(
    "data",
    [
        "Größe über alles".encode("utf-16"),
        "Größe über alles".encode("utf-32"),
        "Plain words".encode("utf-16-le"),
        "Plain words".encode("utf-16-be"),
        "Größe über alles".encode("cp1252"),
        "Größe".encode(),
        b"\xef\xbb\xbfwords",
        b"with a \0 in it",
        "日本語".encode() * 3000,
        b"x" * 8191 + "é".encode(),
    ],
)
def test_text_in_any_encoding_is_text(data: bytes) -> None:
    assert detect(data, "notes") == "text"
    assert detect(data, "notes.txt") == "text"


def test_strong_signs_in_text_count_more_than_its_extension() -> None:
    assert detect(HTML, "export.csv") == "html"
    assert detect(HTML, "report.xls") == "html"
    assert detect(MAIL, "saved.txt") == "eml"
    assert detect(MBOX, "saved.txt") == "mbox"
    assert detect(MBOX, "one.eml") == "eml"
    assert detect(MBOX + b"\n" + MBOX, "several.eml") == "mbox"
    assert detect(b"To: all staff\nFrom: the CEO\nSubject: policy\n\nRead it.", "memo.txt") == "text"
    assert detect(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n", "page.mht") == "eml"
    assert detect(b"Risk\tOwner\nR-1\tJane\nR-2\tTom\n", "export.xls") == "csv"
    assert detect(b'{"a": [1, 2]}', "data") == "json"
    assert detect(b"{not json", "data") == "text"
    assert detect(b"In PDF, the first line is %PDF-1.7.", "notes.md") == "markdown"
    assert detect(b"<!-- a -->" * 3000 + b"x", "page.md") == "markdown"


def test_corpora_of_rows_are_told_from_other_lines() -> None:
    assert detect(CORPUS, "corpus.jsonl") == "corpus"
    assert detect(CORPUS, "rows.JSONL") == "corpus"
    assert detect(b'{"id": 1}\n', "corpus.jsonl") == "corpus"
    assert detect(b'{"id": 1}\n', "questions.jsonl") == "json"
    assert detect(CORPUS, "corpus.json") == "json"
    assert detect(b"[" * 100_000, "deep.jsonl") == "json"


@pytest.mark.parametrize(
    ("data", "description"),
    [
        (zip_of({"a.txt": "x"}), "ZIP archive"),
        (zip_of({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "binary Excel workbook .xlsb"),
        (zip_of({"[Content_Types].xml": "", "visio/document.xml": ""}), "Visio drawing"),
        (zip_of({"Index/Document.iwa": ""}), "Apple iWork document"),
        (zip_of({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "OpenDocument spreadsheet"),
        (compound("WordDocument", "1Table"), "legacy Word .doc"),
        (compound("Workbook"), "legacy Excel .xls"),
        (compound("PowerPoint Document"), "legacy PowerPoint .ppt"),
        (compound("Something"), "OLE2 compound file"),
        (b"MZ\x90\0\x03\0\0\0", "executable"),
        (b"\x7fELF\x02\x01\x01\0", "executable"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "gzip archive"),
        (tar(), "tar archive"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC image"),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "video"),
        (b"SQLite format 3\0" + bytes(80), "SQLite database"),
        (b'<?xml version="1.0"?><svg xmlns="x"/>', "SVG drawing"),
        (bytes(range(256)) * 4, "binary data"),
    ],
)
def test_formats_without_a_parser_are_named(data: bytes, description: str) -> None:
    assert detect(data, "file") == description
    assert description not in ingest.parse._PARSERS


def test_a_name_that_begins_like_a_signature_is_still_text() -> None:
    for start in ("MZ", "BM", "ID3", "BZh", "OTTO", "PAR1", "RIFF"):
        assert detect(f"{start} is how this note starts.".encode(), "note.txt") == "text"


def test_every_text_or_parser_name_is_known_to_the_registry() -> None:
    kinds = {detect(data, "file") for data in FILES.values()} | {"markdown", "csv", "json", "corpus", "text"}
    assert kinds == set(ingest.parse._PARSERS)


def test_office_files_under_a_password_are_encrypted() -> None:
    with pytest.raises(Encrypted):
        detect(compound("EncryptionInfo", "EncryptedPackage"), "policy.docx")
    locked = bytearray(word_file(""))
    position = locked.rfind(b"PK\x01\x02")
    locked[position + 8] |= 1
    with pytest.raises(Encrypted):
        detect(bytes(locked), "policy.docx")


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"just words", "policy.docx", "named .docx, but its content is plain text"),
        (b"404 not found", "policy.pdf", "named .pdf, but its content is plain text"),
        (bytes(500), "policy.docx", "named .docx, but its content is only zero bytes"),
        (bytes(range(256)) * 4, "policy.txt", "named .txt, but its content is of no format that is recognised"),
        (zip_of({"a.txt": "x"}), "policy.docx", "another kind of file (ZIP archive)"),
        (FILES["docx"][:-60], "policy.docx", "damaged or truncated"),
        (FILES["docx"][:300], "policy.docx", "damaged or truncated"),
        (compound("WordDocument")[:700], "policy.doc", "damaged or truncated"),
        (compound("Something"), "mail.msg", "holds no message"),
    ],
)
def test_a_claim_that_the_bytes_do_not_bear_out_is_corrupt(data: bytes, name: str, said: str) -> None:
    with pytest.raises(Corrupt) as caught:
        detect(data, name)
    assert said in str(caught.value)


SIGNATURES = [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-", b"From a 2025\n", b"{", b"<?xml"]


@settings(max_examples=300, deadline=None)
@given(
    st.one_of(st.binary(min_size=1, max_size=300), st.text(max_size=300).map(str.encode)),
    st.sampled_from(SIGNATURES),
    st.text(max_size=12),
)
def test_any_bytes_have_a_format_or_a_plain_reason(data: bytes, start: bytes, name: str) -> None:
    try:
        found = detect(start + data, name)
    except IngestError as error:
        assert str(error)
    else:
        assert found


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.text(max_size=5), st.integers(), min_size=1))
def test_any_json_object_without_extension_is_json(value: dict[str, int]) -> None:
    assert detect(json.dumps(value).encode(), "data") == "json"
