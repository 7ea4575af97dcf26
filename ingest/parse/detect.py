"""Which parser a file needs: its bytes decide first, the extension of its name second.

An extension is a claim, often a wrong one: a PDF called ``.docx`` is read as the PDF that it is, and a
web page saved as ``.xls`` as a web page. Only text, which has no signature, follows its extension.
"""

from __future__ import annotations

import codecs
import io
import json
import re
import zipfile

from evidence.errors import Corrupt, Encrypted

_HEAD = 8192  # bytes of text looked at

_EXTENSIONS = {
    "pdf": "pdf",
    **dict.fromkeys(("png", "jpg", "jpeg", "jpe", "tif", "tiff", "gif", "bmp", "webp"), "image"),
    **dict.fromkeys(("docx", "docm", "dotx", "dotm"), "docx"),
    **dict.fromkeys(("pptx", "pptm", "ppsx", "ppsm", "potx", "potm"), "pptx"),
    **dict.fromkeys(("xlsx", "xlsm", "xltx", "xltm"), "xlsx"),
    **dict.fromkeys(("odt", "ott"), "odt"),
    "epub": "epub",
    "msg": "msg",
    "rtf": "rtf",
    **dict.fromkeys(("doc", "dot"), "legacy Word .doc"),
    **dict.fromkeys(("xls", "xlt"), "legacy Excel .xls"),
    **dict.fromkeys(("ppt", "pps", "pot"), "legacy PowerPoint .ppt"),
    "xlsb": "binary Excel workbook .xlsb",
    "ods": "OpenDocument spreadsheet",
    "odp": "OpenDocument presentation",
    "zip": "ZIP archive",
    **dict.fromkeys(("csv", "tsv", "tab"), "csv"),
    **dict.fromkeys(("html", "htm", "xhtml", "xht"), "html"),
    **dict.fromkeys(("md", "markdown", "mdown", "mkd", "mdx", "qmd"), "markdown"),
    **dict.fromkeys(("txt", "text", "log", "yaml", "yml", "rst", "adoc", "org", "toml", "ini", "cfg", "xml"), "text"),
    **dict.fromkeys(("json", "jsonl", "ndjson", "geojson"), "json"),
    **dict.fromkeys(("eml", "mht", "mhtml"), "eml"),
    **dict.fromkeys(("mbox", "mbx"), "mbox"),
}
_TEXTUAL = frozenset({"csv", "html", "markdown", "text", "json", "eml", "mbox"})
_CONTAINERS = frozenset({"docx", "pptx", "xlsx", "odt", "epub"})

_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_OTHERS = (
    (b"\x7fELF", "executable"),
    (b"\xcf\xfa\xed\xfe", "executable"),
    (b"\xca\xfe\xba\xbe", "executable"),
    (b"\0asm", "WebAssembly program"),
    (b"\x1f\x8b", "gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ\0", "xz archive"),
    (b"\x28\xb5\x2f\xfd", "Zstandard archive"),
    (b"SQLite format 3\0", "SQLite database"),
    (b"%!PS", "PostScript"),
    (b"ID3", "audio"),
    (b"OggS", "audio"),
    (b"fLaC", "audio"),
    (b"\x1aE\xdf\xa3", "video"),
    (b"\0\0\1\0", "icon"),
    (b"8BPS", "Photoshop image"),
    (b"PAR1", "Parquet table"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
    (b"\0\1\0\0\0", "font"),
    (b"OTTO", "font"),
)
_TEXT_LIKE_MAGIC = frozenset({b"BZh", b"ID3", b"OggS", b"fLaC", b"PAR1", b"8BPS", b"OTTO", b"wOFF", b"wOF2"})

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Every alternative is bounded by its own terminator, so that no input makes the search backtrack far.
_PROLOGUE = r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*"
_STRONG_SIGNS = (
    (re.compile(_PROLOGUE + r"<(?:!doctype\s+html|html|head|body)\b", re.I | re.S), "html"),
    (re.compile(_PROLOGUE + r"(?:<!doctype\s+svg[^>]*>\s*)?<svg\b", re.I | re.S), "SVG drawing"),
    (re.compile(_PROLOGUE + r"<office:document\b", re.S), "flat OpenDocument file"),
)
_ENVELOPE = re.compile(r"From \S+.*\d{4}[^\n]*\r?\n(?:>?[\w-]+:|\s)")
_LATER_ENVELOPE = re.compile(rb"\r?\n\r?\nFrom \S+[^\n]*\d{4}[^\n]*\r?\n[\w-]+:")
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):(?:[ \t]|\r?\n)")
_TRANSPORT_HEADERS = frozenset({"message-id", "received", "mime-version", "return-path", "delivered-to"})
_MAIL_HEADERS = _TRANSPORT_HEADERS | {"from", "to", "cc", "subject", "date", "sender", "reply-to", "in-reply-to"}


def detect(data: bytes, name: str) -> str:
    """The name of the parser for ``data``, or a few words for a format that has none.

    Parser names are the keys of the registry in ``ingest.parse``; anything else ("ZIP archive",
    "legacy Word .doc") describes an unsupported format. Raises ``Encrypted`` for an office file under
    a password, and ``Corrupt`` when the extension claims one format and the bytes are none.
    """
    extension = _extension(name)
    found = _signature(data, extension)
    if found is not None:
        return found
    head = _text_head(data)
    if head is None:
        return _unrecognised(data, extension)
    return _text_kind(data, head, name, extension)


def _extension(name: str) -> str:
    """The extension in lower case, whatever marks or blanks trail the name; "" for none."""
    match = re.search(r"[^/\\.\s]\.([A-Za-z0-9]{1,10})\W*$", name)
    return match.group(1).lower() if match else ""


def _signature(data: bytes, extension: str) -> str | None:
    """The format that the first bytes tell, or None when they tell nothing."""
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-") or _pdf_behind_rubbish(data, extension):
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(data, extension)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _compound_kind(data, extension)
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_IMAGES) or _is_bitmap(data):
        return "image"
    return _other_binary(data)


def _pdf_behind_rubbish(data: bytes, extension: str) -> bool:
    """Whether ``%PDF-`` follows other bytes: allowed within the first KB, but prose may mention it too."""
    return b"%PDF-" in data[:1024] and (extension == "pdf" or b"\0" in data[:_HEAD])


def _is_bitmap(data: bytes) -> bool:
    riff = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return riff or (data[:2] == b"BM" and data[6:10] == b"\0\0\0\0")


def _other_binary(data: bytes) -> str | None:
    binary = b"\0" in data[:_HEAD]
    for magic, description in _OTHERS:
        if data.startswith(magic) and (binary or magic not in _TEXT_LIKE_MAGIC):
            return description
    if not binary:
        return None
    if data[:2] == b"MZ":
        return "executable"
    if data[257:262] == b"ustar":
        return "tar archive"
    if data[4:8] == b"ftyp":
        return "HEIC image" if data[8:11] in (b"hei", b"mif") else "video"
    return "audio or video" if data[:4] == b"RIFF" else None


def _zip_kind(data: bytes, extension: str) -> str:
    """Which document a ZIP container holds; reads its directory and at most 100 bytes of one member."""
    claimed = _EXTENSIONS.get(extension, "")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = _container_kind(archive)
            locked = any(member.flag_bits & 1 for member in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, RuntimeError) as error:
        if claimed in _CONTAINERS or b"[Content_Types].xml" in data[:_HEAD] or b"mimetype" in data[:64]:
            raise Corrupt(f"damaged or truncated: its ZIP container cannot be read ({error})") from error
        return "damaged ZIP archive"
    if kind in _CONTAINERS and locked:
        raise Encrypted("its ZIP container is protected by a password")
    if kind not in _CONTAINERS and claimed in _CONTAINERS:
        raise Corrupt(f"named .{extension}, but it is another kind of file ({kind})")
    return kind


def _container_kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "mimetype" in names:
        with archive.open("mimetype") as member:
            return _mimetype_kind(member.read(100).decode("ascii", "replace").strip())
    if "[Content_Types].xml" in names:
        return _office_kind(names)
    if any(name.endswith(".iwa") for name in names):
        return "Apple iWork document"
    return "ZIP archive"


def _mimetype_kind(mimetype: str) -> str:
    if mimetype == "application/epub+zip":
        return "epub"
    family = mimetype.removeprefix("application/vnd.oasis.opendocument.").removesuffix("-template")
    if family in ("text", "text-master", "text-web"):
        return "odt"
    if family in ("spreadsheet", "presentation", "graphics"):
        return f"OpenDocument {family}"
    return "ZIP archive"


def _office_kind(names: set[str]) -> str:
    if "xl/workbook.bin" in names:
        return "binary Excel workbook .xlsb"
    for folder, main, kind in (
        ("word/", "word/document", "docx"),
        ("ppt/", "ppt/presentation", "pptx"),
        ("xl/", "xl/workbook", "xlsx"),
    ):
        if any(name.startswith(main) for name in names):
            return kind
        # A package without its main part is a broken document of that kind, which its parser says better.
        if any(name.startswith(folder) for name in names):
            return kind
    return "Visio drawing" if any(name.startswith("visio/") for name in names) else "ZIP archive"


def _compound_kind(data: bytes, extension: str) -> str:
    """What an OLE2 compound file holds, by the streams at its root."""
    import olefile  # type: ignore[import-untyped]

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as compound:
            names = {entry[0].lower() for entry in compound.listdir(streams=True, storages=True)}
    except Exception as error:  # olefile raises whatever its arithmetic meets in damaged sectors
        raise Corrupt(f"damaged or truncated OLE2 file: {error}") from error
    if "encryptedpackage" in names:
        raise Encrypted("the office file is protected by a password")
    for stream, kind in (
        ("__properties_version1.0", "msg"),
        ("worddocument", "legacy Word .doc"),
        ("workbook", "legacy Excel .xls"),
        ("book", "legacy Excel .xls"),
        ("powerpoint document", "legacy PowerPoint .ppt"),
        ("visiodocument", "Visio drawing"),
    ):
        if stream in names:
            return kind
    if _EXTENSIONS.get(extension) == "msg":
        raise Corrupt("named .msg, but it holds no message")
    return "OLE2 compound file"


def _text_head(data: bytes) -> str | None:
    """The start of ``data`` as text, or None when it is not text."""
    head = data[:_HEAD]
    if not head.strip(b"\0"):
        return None
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head.decode(encoding, "replace").lstrip("\ufeff")
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) > len(zeros) // 2 and head.count(0) <= len(zeros):
            return head.decode(encoding, "replace")
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x08\x1b" for byte in head) / len(head)
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        # One byte in ten of compressed data is a control character; prose in a one-byte encoding has none.
        return head.decode("cp1252", "replace") if controls < 0.02 else None
    return text if controls < 0.3 else None


def _unrecognised(data: bytes, extension: str) -> str:
    claimed = _EXTENSIONS.get(extension)
    content = "only zero bytes" if not data.strip(b"\0") else "of no format that is recognised"
    if claimed is None:
        return "binary data of no format that is recognised" if extension else "binary data"
    raise Corrupt(f"named .{extension}, but its content is {content}")


def _text_kind(data: bytes, head: str, name: str, extension: str) -> str:
    """The parser for text: strong signs first, then the extension, then weak signs."""
    for pattern, kind in _STRONG_SIGNS:
        if pattern.match(head):
            return kind
    claimed = _EXTENSIONS.get(extension)
    if claimed == "json":
        return _json_kind(data, name, extension)
    # Only text whose extension says little, or is plainly wrong, is looked at for mail headers.
    mail = None if claimed in _TEXTUAL - {"text", "eml", "mbox"} else _mail_kind(data, head, claimed)
    if mail is not None or claimed in _TEXTUAL:
        return mail or str(claimed)
    if claimed is None:
        return "json" if _is_json(data) else "text"
    if claimed in ("xlsx", "legacy Excel .xls") and _is_delimited(head):
        return "csv"
    raise Corrupt(
        f"named .{extension}, but its content is plain text",
        remedy="Rename it to .txt if the text is what it should hold; otherwise replace the file.",
    )


def _json_kind(data: bytes, name: str, extension: str) -> str:
    if re.split(r"[/\\#]", name)[-1] == "corpus.jsonl":
        return "corpus"
    if extension != "jsonl":
        return "json"
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    try:
        row = json.loads(first)
    except (ValueError, RecursionError):
        return "json"
    return "corpus" if isinstance(row, dict) and "doc_id" in row and "text" in row else "json"


def _mail_kind(data: bytes, head: str, claimed: str | None) -> str | None:
    """``mbox``, ``eml`` or None. A memo that opens with "To:" and "From:" in a ``.txt`` file stays text."""
    if _ENVELOPE.match(head):
        single = claimed == "eml" and not _LATER_ENVELOPE.search(data)
        return "eml" if single else "mbox"
    names = set()
    for line in head.splitlines():
        match = _HEADER.match(line + "\n")
        if match:
            names.add(match.group(1).lower())
        elif not line[:1].isspace() or not line.strip():
            break
    enough = len(names & _MAIL_HEADERS) >= 2 and "from" in names
    if not enough or (claimed != "mbox" and not names & _TRANSPORT_HEADERS):
        return None
    return "eml"


def _is_json(data: bytes) -> bool:
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"[") or len(data) > 1_000_000:
        return False
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _is_delimited(head: str) -> bool:
    """Whether the first lines have the same number of one delimiter, as an export under a workbook's name has."""
    lines = [line for line in head.splitlines()[:6] if line.strip()]
    return len(lines) > 1 and any(
        lines[0].count(delimiter) > 0 and len({line.count(delimiter) for line in lines}) == 1 for delimiter in "\t;,"
    )
