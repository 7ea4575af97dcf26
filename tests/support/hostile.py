"""Makers of hostile and broken files, and the good neighbours that must survive among them.

``hostile_files`` gives contents by name with what may become of each: ``OK`` (ingested) or codes of
``evidence.errors``. ``hostile_entries`` makes what only a file system can hold: links, pipes, odd names.
"""

from __future__ import annotations

import gzip
import io
import os
import socket
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.books import XmlSheet, cell_xml, row_xml, rows_book, sheet_data, xml_book, zipped
from tests.support.messages import cfb_bytes, eml_bytes, mbox_bytes
from tests.support.pdfs import raw_pdf, text_at

OK = "ok"


@dataclass(frozen=True)
class Hostile:
    """A content and what may become of it; ``words`` must be found in what is ingested of it."""

    data: bytes
    outcomes: frozenset[str]
    words: str = ""


def _file(data: bytes | str, *outcomes: str, words: str = "") -> Hostile:
    return Hostile(data if isinstance(data, bytes) else data.encode(), frozenset(outcomes), words)


GOOD: Mapping[str, bytes] = {
    "good/policy.md": b"# Supplier policy\n\nApproved by Ana Lopes on 3 March 2026.\n",
    "good/minutes.txt": b"Present: Ana Lopes, Ben Okafor. The budget was approved.\n",
    "good/risks.csv": b"id,risk,owner\nR-1,Model drift,Ana\nR-2,Supplier loss,Ben\n",
    "good/page.html": b"<html><body><h1>Notice</h1><p>The audit begins in May.</p></body></html>",
    "good/report.pdf": raw_pdf([text_at(72, 720, "The internal audit found two nonconformities.")]),
    "good/register.xlsx": rows_book([["id", "control"], ["A.5.2", "AI policy"]]),
    "good/mail.eml": eml_bytes("Policy", "The policy is published.", attachments=[("n.txt", b"Notes.", "text/plain")]),
}


def hostile_files() -> dict[str, Hostile]:
    """Every file that is hostile by its content."""
    return {**_texts(), **_web(), **_containers(), **_books(), **_pdfs(), **_mails(), **_binaries()}


def _texts() -> dict[str, Hostile]:
    prose = "The committee reviewed the register. Façade and naïveté were noted.\n"
    return {
        "zero.md": _file(b"", "empty"),
        "blank.txt": _file(b" \n\t\r\n  ", "empty"),
        "only-mark.txt": _file(b"\xef\xbb\xbf", "empty"),
        "utf-16.txt": _file(prose.encode("utf-16"), OK, words="Façade"),
        "utf-16-without-mark.txt": _file(prose.encode("utf-16-le"), OK, words="committee"),
        "utf-32.txt": _file(prose.encode("utf-32"), OK, words="Façade"),
        "latin-1.txt": _file(prose.encode("latin-1"), OK, words="Façade"),
        "nulls.txt": _file(b"\0" * 5_000, "corrupt"),
        "nulls-inside.txt": _file(b"before\0\0after and more prose", OK, "corrupt"),
        "surrogates.txt": _file(b"half a pair \xed\xa0\x80 and more prose", OK, words="more prose"),
        "combining.txt": _file("e" + "\u0301" * 50_000, OK),
        "directions.md": _file("# Right\u202eto left\u202c\n\nWords \u2066isolated\u2069.\n", OK, words="isolated"),
        "one-line.md": _file("word " * 100_000, OK, words="word"),
        "one-word.txt": _file("x" * 300_000, OK),
        "quotes.md": _file(">" * 20_000 + " deep", OK, "too_large", "corrupt"),
        "brackets.md": _file("[" * 10_000 + "](" * 10_000, OK, "too_large", "too_slow"),
        "emphasis.md": _file("*a_ " * 10_000, OK, "too_large", "too_slow"),
        "lists.md": _file("\n".join(" " * i + "- x" for i in range(600)), OK, "too_large", "corrupt"),
        "open-front-matter.md": _file("---\ntitle: never closed\n\nWords.\n", OK, words="Words"),
        "yaml-bomb.md": _file(_yaml_bomb() + "\nWords below.\n", OK, "corrupt", "too_large", words="Words below"),
        "yaml-object.md": _file("---\n!!python/object/apply:os.system ['touch pwned']\n---\nWords.\n", OK, "corrupt"),
        "unbalanced.csv": _file('id,text\n1,"never closed\n' + "2,more\n" * 2_000, OK, words="more"),
        "wide.csv": _file(",".join(f"c{i}" for i in range(20_000)) + "\n" + "1," * 19_999 + "1\n", OK, "too_large"),
        "truncated.json": _file('{"policy": {"title": "Access contr', OK, "corrupt"),
        "deep.json": _file("[" * 100_000, "too_large", "corrupt", OK),
        "numbers.json": _file('{"n": ' + "9" * 100_000 + ', "x": NaN}', OK, "corrupt", "too_large"),
        "broken-rows.jsonl": _file(
            '{"doc_id": "h1", "text": "kept"}\n{"doc_id": 3,\n[]\n{"text": "no id"}\n', OK, "corrupt"
        ),
        "no-extension": _file("Plain words without an extension.\n", OK, words="Plain words"),
        "shell.sh": _file("#!/bin/sh\nrm -rf /\n", OK, "unsupported"),
    }


def _yaml_bomb() -> str:
    lines = ["---", 'a0: &a0 ["x","x","x","x","x","x","x","x","x"]']
    lines += [f"a{i}: &a{i} [" + ",".join([f"*a{i - 1}"] * 9) + "]" for i in range(1, 10)]
    return "\n".join([*lines, "---"])


def _web() -> dict[str, Hostile]:
    entities = '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return {
        "deep.html": _file("<div>" * 100_000 + "words" + "</div>" * 100_000, OK, "too_large", "corrupt"),
        "attributes.html": _file(f"<p {'a=1 ' * 50_000}>Words</p>", OK, words="Words"),
        "entities.html": _file(entities + "<p>&b; words</p>", OK, words="words"),
        "unclosed.html": _file("<table><tr><td><b><i>Cell <!-- never closed", OK, "empty"),
        "scripts.html": _file("<script>alert(1)</script>", "empty", OK),
        "page.xls": _file("<html><body><table><tr><td>Saved as</td></tr></table></body></html>", OK, words="Saved as"),
        "open.rtf": _file(r"{\rtf1\ansi never closed {\b bold", OK, "corrupt", words="never closed"),
        "deep.rtf": _file(r"{\rtf1 " + "{" * 100_000 + "words", OK, "corrupt", "too_large"),
    }


def _containers() -> dict[str, Hostile]:
    word, slides = _word("The controls were reviewed in May."), _slides("The controls were reviewed in May.")
    laugh = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol"}">' for i in range(10))
    xml = f'<?xml version="1.0"?><!DOCTYPE w [{laugh}]><w>&l9;</w>'
    outside = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'
    return {
        "fine.docx": _file(word, OK, words="reviewed in May"),
        "truncated.docx": _file(word[: len(word) // 2], "corrupt"),
        "garbage-inside.docx": _file(word[:200] + b"\xff" * 400 + word[600:], OK, "corrupt"),
        "bomb.docx": _file(_bomb("word/document.xml"), "too_large"),
        "liar.docx": _file(_lying_zip("word/document.xml"), "corrupt", "too_large"),
        "laughs.docx": _file(_with(word, "word/document.xml", xml), "corrupt", "empty", "too_large"),
        "outside.docx": _file(_with(word, "word/document.xml", outside), "corrupt", "empty"),
        "slip.docx": _file(_with(word, "../../escape.txt", "out"), OK, "corrupt", words="reviewed in May"),
        "no-parts.docx": _file(zipped({"[Content_Types].xml": b"<Types/>", "word/x.xml": b"<x/>"}), "corrupt"),
        "renamed.docx": _file(raw_pdf([text_at(72, 700, "A PDF under another name.")]), OK, words="another name"),
        "text.docx": _file("Only plain text.", "corrupt"),
        "fine.pptx": _file(slides, OK, words="reviewed in May"),
        "truncated.pptx": _file(slides[:-300], "corrupt"),
        "empty.odt": _file(zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "corrupt", "empty"),
        "empty.epub": _file(zipped({"mimetype": b"application/epub+zip"}), "corrupt", "empty"),
        "plain.zip": _file(zipped({"a.txt": b"words"}), "unsupported"),
        "archive.md.gz": _file(gzip.compress(b"words " * 100), "unsupported"),
        "locked.xlsx": _file(
            cfb_bytes({"EncryptionInfo": b"\4\0\4\0", "EncryptedPackage": b"\0" * 5_000}), "encrypted"
        ),
        "legacy.doc": _file(cfb_bytes({"WordDocument": b"\0" * 5_000}), "unsupported"),
        "garbage.doc": _file(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + os.urandom(2_000), "corrupt"),
    }


def _books() -> dict[str, Hostile]:
    million = (row_xml(n, cell_xml(f"A{n}", n)) for n in (1, 2, 1_048_576))
    loop = sheet_data(row_xml(1, cell_xml("A1", formula="B1"), cell_xml("B1", formula="A1"), cell_xml("C1", "words")))
    book = rows_book([["id", "risk"], ["R-1", "Drift"]])
    return {
        "not-a-zip.xlsx": _file(b"\x01\x02\x03\x04" * 500, "corrupt"),
        "truncated.xlsx": _file(book[: len(book) * 2 // 3], "corrupt"),
        "far-row.xlsx": _file(xml_book([XmlSheet("Far", sheet_data(*million))]), OK),
        "loop.xlsx": _file(xml_book([XmlSheet("Loop", loop)]), OK, words="words"),
        "bomb.xlsx": _file(_bomb("xl/worksheets/sheet1.xml"), "too_large"),
        "no-sheets.xlsx": _file(xml_book([]), "corrupt", "empty"),
    }


def _pdfs() -> dict[str, Hostile]:
    fine = raw_pdf([text_at(72, 700, "Signed by the board.")])
    loop = raw_pdf([text_at(72, 700, "Kept words.")]).replace(b"/Kids [10 0 R]", b"/Kids [ 2 0 R]")
    bomb = zlib.compress(b"q " * 12_000_000, 9)
    stream = b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(bomb), bomb)
    return {
        "locked.pdf": _file(_locked_pdf(), "encrypted"),
        "header-only.pdf": _file(b"%PDF-1.7\n", "corrupt", "empty"),
        "truncated.pdf": _file(fine[: len(fine) // 2], "corrupt", "empty", OK),
        "loop.pdf": _file(loop, OK, "corrupt", "empty", "crashed"),
        "blank.pdf": _file(raw_pdf([""]), "empty", OK),
        "huge-page.pdf": _file(
            raw_pdf([text_at(72, 700, "Big.")], size=(10_000_000, 10_000_000)), OK, "too_large", "corrupt"
        ),
        "stream-bomb.pdf": _file(raw_pdf([""], objects={11: stream}), "empty", "too_large", "crashed", "corrupt", OK),
        "text.pdf": _file("No PDF at all, only words.", "corrupt"),
        "behind-rubbish.pdf": _file(b"rubbish\n" + fine, OK, "corrupt", words="board"),
        "garbage.pdf": _file(b"%PDF-1.4\n" + os.urandom(20_000), "corrupt", "empty"),
    }


def _mails() -> dict[str, Hostile]:
    nested = eml_bytes("Innermost", "Deep words.")
    for level in range(12):
        nested = eml_bytes(
            f"Level {level}", "See inside.", attachments=[("inner.eml", nested, "application/octet-stream")]
        )
    bad = [("broken.docx", b"PK\3\4 no", "application/octet-stream"), ("fine.txt", b"Fine words.", "text/plain")]
    plain = eml_bytes("Encoded", "Words.").replace(b"\n\n", b"\nContent-Transfer-Encoding: base64\n\n!!!", 1)
    return {
        "nested.eml": _file(nested, OK, words="See inside"),
        "bad-attachment.eml": _file(eml_bytes("Two files", "See both.", attachments=bad), OK, words="See both"),
        "bad-encoding.eml": _file(plain, OK, "corrupt", "empty"),
        "headers.eml": _file(
            "Subject: " + "x" * 500_000 + "\nFrom: a@example.org\nTo: b\n\nBody words.\n", OK, words="Body"
        ),
        "no-headers.eml": _file("\n\nOnly a body.\n", OK, "corrupt"),
        "bad-date.eml": _file(
            "From: a@example.org\nTo: b@example.org\nDate: 99 Foo 0000\n\nBody words.\n", OK, words="Body"
        ),
        "boundary.eml": _file(
            'From: a@example.org\nTo: b\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=""\n\nx\n',
            OK,
            "corrupt",
            "empty",
        ),
        "twins.mbox": _file(mbox_bytes([eml_bytes("Same", "Twin words.", message_id="<1@x>")] * 3), OK, words="Twin"),
        "garbage.msg": _file(cfb_bytes({"other": b"x"}), "corrupt"),
    }


def _binaries() -> dict[str, Hostile]:
    return {
        "program.exe": _file(b"MZ" + b"\0" * 200, "unsupported"),
        "program": _file(b"\x7fELF" + b"\0" * 200, "unsupported"),
        "data.db": _file(b"SQLite format 3\0" + b"\0" * 200, "unsupported"),
        "random.bin": _file(os.urandom(50_000), "unsupported", "corrupt"),
        "random.md": _file(os.urandom(50_000), "corrupt"),
        "truncated.png": _file(_png(40, 40)[:60], "corrupt", "empty"),
        "bomb.png": _file(_png(60_000, 60_000, data=b""), "too_large", "corrupt"),
    }


def hostile_entries(root: Path) -> dict[str, frozenset[str]]:
    """Make below ``root`` what only a file system can hold; what may become of each path."""
    made: dict[str, frozenset[str]] = {}

    def expect(path: str, *outcomes: str) -> Path:
        made[path] = frozenset(outcomes)
        return root / path

    with expect("huge.txt", "too_large").open("wb") as stream:
        stream.truncate(200_000_000)
    for name in ("two\nlines.md", "right\u202edm.exe.md", "\u200fmark.md", "<script>alert(1)</script>.md"[:20] + ".md"):
        expect(name.replace("/", "_"), OK).write_text("Words under an odd name.")
    expect("-rf --no-preserve-root.md", OK).write_text("Words under an odd name.")
    expect("n" * 250 + ".md", OK).write_text("Words under a long name.")
    expect("#?%41&'\";$(id)`.md", OK).write_text("Words under an odd name.")
    Path(os.fsdecode(os.fsencode(root) + b"/no-utf8-\xe9\xff.md")).write_text("Words.")
    made["no-utf8-\\xe9\\xff.md"] = frozenset({OK})
    deep = root.joinpath(*["d" * 100] * 15)
    deep.mkdir(parents=True)
    (deep / "deep.md").write_text("Words far down.")
    made["/".join(["d" * 100] * 15) + "/deep.md"] = frozenset({OK})
    unreadable = expect("unreadable.md", *({OK} if os.geteuid() == 0 else {"unreadable"}))
    unreadable.write_text("Nobody may read this.")
    unreadable.chmod(0)
    _links(root, made)
    os.mkfifo(expect("pipe.md", "unreadable"))
    here = os.open(root, os.O_RDONLY)  # a socket's address is short: go through the descriptor
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"/proc/self/fd/{here}/socket.md")
    os.close(here)
    expect("socket.md", "unreadable")
    return made


def _links(root: Path, made: dict[str, frozenset[str]]) -> None:
    links = {
        "itself.md": "itself.md",
        "one.md": "other.md",
        "other.md": "one.md",
        "up": ".",
        "nowhere.md": "missing.md",
        "passwords.md": "/etc/passwd",
        "zeros.md": "/dev/zero",
    }
    for name, target in links.items():
        (root / name).symlink_to(target)
        made[name] = frozenset({"unreadable"})


# ------------------------------------------------------------------------------------- parts


def _word(text: str) -> bytes:
    import docx

    document = docx.Document()
    document.add_heading("Review", 1)
    document.add_paragraph(text)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _slides(text: str) -> bytes:
    import pptx

    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Review"
    slide.placeholders[1].text = text
    target = io.BytesIO()
    deck.save(target)
    return target.getvalue()


def _with(container: bytes, path: str, text: str) -> bytes:
    """``container`` with one part added or replaced."""
    with zipfile.ZipFile(io.BytesIO(container)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**parts, path: text.encode()})


def _bomb(path: str) -> bytes:
    """A container of 200 kB that expands to 200 MB."""
    return zipped({"[Content_Types].xml": b"<Types/>", path: b" " * 200_000_000})


def _lying_zip(path: str) -> bytes:
    """A container whose directory declares a tenth of what its member expands to."""
    real = 20_000_000
    made = zipped({"[Content_Types].xml": b"<Types/>", path: b" " * real})
    return made.replace(struct.pack("<I", real), struct.pack("<I", real // 10))


def _locked_pdf() -> bytes:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica")
    pdf.cell(text="Secret.")
    pdf.set_encryption("owner", "user")
    return bytes(pdf.output())


def _png(width: int, height: int, data: bytes | None = None) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + b"\xff" * width for _ in range(height)) if data is None else data
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
