"""Writers of real mail files: EML and mbox with the standard library, Outlook's MSG with a small CFB writer.

The MSG writer follows MS-CFB (version 3, 512-byte sectors) and MS-OXMSG as far as a message with recipients,
bodies, files and messages attached needs.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import format_datetime

Tree = Mapping[str, "bytes | Tree"]

_SECTOR, _MINI, _MINI_LIMIT = 512, 64, 4096
_END, _FREE, _FAT, _NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Person:
    """A name and an SMTP address."""

    name: str
    address: str


@dataclass(frozen=True)
class OutlookItem:
    """What ``msg_bytes`` writes. ``attachments`` are files by name, or items attached as messages.

    ``rtf`` is a compressed body; ``code_page`` not 0 writes strings in that Windows code page instead of Unicode.
    """

    subject: str = ""
    sender: Person | None = None
    to: Sequence[Person] = ()
    cc: Sequence[Person] = ()
    body: str = ""
    html: str = ""
    rtf: bytes = b""
    sent: datetime | None = None
    message_id: str = ""
    in_reply_to: str = ""
    references: str = ""
    transport_headers: str = ""
    attachments: Sequence[tuple[str, bytes | OutlookItem]] = ()
    inline_images: Sequence[tuple[str, bytes]] = ()
    code_page: int = 0
    item_class: str = "IPM.Note"


def eml_bytes(
    subject: str,
    body: str,
    *,
    sender: str = "Jane Doe <jane.doe@example.org>",
    to: str = "All staff <all@example.org>",
    cc: str = "",
    sent: datetime | None = None,
    message_id: str = "",
    in_reply_to: str = "",
    references: str = "",
    html: str = "",
    attachments: Sequence[tuple[str, bytes, str]] = (),
) -> bytes:
    """A message as a mail program sends it; ``attachments`` are (name, data, media type)."""
    message = EmailMessage()
    headers = {"From": sender, "To": to, "Cc": cc, "Subject": subject}
    headers |= {"Message-ID": message_id, "In-Reply-To": in_reply_to, "References": references}
    headers["Date"] = format_datetime(sent) if sent else ""
    for name, value in headers.items():
        if value:
            message[name] = value
    message.set_content(body)
    if html:
        message.add_alternative(html, subtype="html")
    for name, data, media_type in attachments:
        maintype, _, subtype = media_type.partition("/")
        message.add_attachment(data, maintype=maintype, subtype=subtype, filename=name)
    return message.as_bytes()


def mbox_bytes(messages: Sequence[bytes]) -> bytes:
    """A mailbox in the mboxrd form: envelope lines, and a ``>`` before lines that look like one."""
    written = []
    for message in messages:
        lines = [b">" + line if line.lstrip(b">").startswith(b"From ") else line for line in message.splitlines()]
        written.append(b"From sender@example.org Sat Mar 14 09:30:00 2026\n" + b"\n".join(lines) + b"\n\n")
    return b"".join(written)


def msg_bytes(item: OutlookItem) -> bytes:
    """``item`` as an MSG file."""
    return cfb_bytes(_item_tree(item, top=True))


def cfb_bytes(tree: Tree) -> bytes:
    """A compound file: mappings are storages, bytes are streams."""
    return _CompoundFile(tree).data


class _Properties:
    """The property stream of a storage, and the streams of its properties of variable size."""

    def __init__(self, code_page: int = 0) -> None:
        self.streams: dict[str, bytes | Tree] = {}
        self._entries: list[bytes] = []
        self._code_page = code_page

    def string(self, tag: int, value: str) -> None:
        if not value:
            return
        kind, encoding = (0x1E, f"cp{self._code_page}") if self._code_page else (0x1F, "utf-16-le")
        self._variable(tag, kind, value.encode(encoding))

    def binary(self, tag: int, value: bytes) -> None:
        self._variable(tag, 0x102, value)

    def number(self, tag: int, value: int) -> None:
        self._entries.append(struct.pack("<HHIIxxxx", 3, tag, 6, value))

    def time(self, tag: int, value: datetime) -> None:
        ticks = int((value - _EPOCH).total_seconds()) * 10_000_000
        self._entries.append(struct.pack("<HHIQ", 0x40, tag, 6, ticks))

    def storage(self, tag: int, tree: Tree) -> None:
        self._entries.append(struct.pack("<HHIII", 0x0D, tag, 6, _NONE, 1))
        self.streams[f"__substg1.0_{tag:04X}000D"] = tree

    def tree(self, header: bytes) -> dict[str, bytes | Tree]:
        return {"__properties_version1.0": header + b"".join(self._entries), **self.streams}

    def _variable(self, tag: int, kind: int, data: bytes) -> None:
        size = len(data) + (2 if kind == 0x1F else 1 if kind == 0x1E else 0)
        self._entries.append(struct.pack("<HHIIxxxx", kind, tag, 6, size))
        self.streams[f"__substg1.0_{tag:04X}{kind:04X}"] = data


def _item_tree(item: OutlookItem, top: bool) -> Tree:
    properties = _Properties(item.code_page)
    strings = {0x001A: item.item_class, 0x0037: item.subject, 0x1000: item.body, 0x007D: item.transport_headers}
    strings |= {0x1035: item.message_id, 0x1042: item.in_reply_to, 0x1039: item.references}
    if item.sender:
        strings |= {0x0C1A: item.sender.name, 0x0C1F: item.sender.address}
    for tag, value in strings.items():
        properties.string(tag, value)
    if item.code_page:
        properties.number(0x3FFD, item.code_page)
    if item.html:
        properties.binary(0x1013, item.html.encode("utf-8"))
        properties.number(0x3FDE, 65001)
    if item.rtf:
        properties.binary(0x1009, item.rtf)
    if item.sent:
        properties.time(0x0039, item.sent)
    people = [(person, 1) for person in item.to] + [(person, 2) for person in item.cc]
    files = len(item.attachments) + len(item.inline_images)
    counts = struct.pack("<8xIIII", len(people), files, len(people), files)
    tree = properties.tree(counts + (bytes(8) if top else b""))
    for index, (person, kind) in enumerate(people):
        tree[f"__recip_version1.0_#{index:08X}"] = _recipient_tree(person, kind)
    parts = [_attachment_tree(name, content) for name, content in item.attachments]
    parts += [_attachment_tree(name, content, inline=True) for name, content in item.inline_images]
    for index, part in enumerate(parts):
        tree[f"__attach_version1.0_#{index:08X}"] = part
    if top:
        tree["__nameid_version1.0"] = {f"__substg1.0_000{number}0102": b"" for number in (2, 3, 4)}
    return tree


def _recipient_tree(person: Person, kind: int) -> Tree:
    properties = _Properties()
    properties.string(0x3001, person.name)
    properties.string(0x39FE, person.address)
    properties.number(0x0C15, kind)
    return properties.tree(bytes(8))


def _attachment_tree(name: str, content: bytes | OutlookItem, inline: bool = False) -> Tree:
    properties = _Properties()
    properties.string(0x3707, name)
    if isinstance(content, OutlookItem):
        properties.number(0x3705, 5)
        properties.storage(0x3701, _item_tree(content, top=False))
    else:
        properties.number(0x3705, 1)
        properties.binary(0x3701, content)
    if inline:
        properties.string(0x3712, f"{name}@example.org")
        properties.string(0x370E, "image/png")
    return properties.tree(bytes(8))


@dataclass
class _Entry:
    """A directory entry of a compound file."""

    name: str
    kind: int
    data: bytes = b""
    left: int = _NONE
    right: int = _NONE
    child: int = _NONE
    start: int = _END
    size: int = 0


class _CompoundFile:
    def __init__(self, tree: Tree) -> None:
        self._entries = [_Entry("Root Entry", _ROOT)]
        self._sectors: list[bytes] = []
        self._fat: list[int] = []
        self._mini = bytearray()
        self._mini_fat: list[int] = []
        self._entries[0].child = self._add(tree)
        for entry in self._entries[1:]:
            self._place(entry)
        root = self._entries[0]
        root.start, root.size = self._chain(bytes(self._mini)), len(self._mini)
        mini_table = struct.pack(f"<{len(self._mini_fat)}I", *self._mini_fat)
        mini_start = self._chain(mini_table, b"\xff")
        directory = b"".join(map(_packed, self._entries))
        directory_start = self._chain(directory + _packed(_Entry("", 0)) * (-len(self._entries) % 4))
        self.data = self._written(directory_start, mini_start, -(-len(mini_table) // _SECTOR))

    def _add(self, tree: Tree) -> int:
        """Add the entries of ``tree`` as a balanced search tree; the index of its root."""
        names = sorted(tree, key=lambda name: (len(name.encode("utf-16-le")), name.upper()))
        indices = {}
        for name in names:
            content = tree[name]
            if isinstance(content, bytes):
                self._entries.append(_Entry(name, _STREAM, content))
            else:
                self._entries.append(_Entry(name, _STORAGE))
            indices[name] = len(self._entries) - 1
        for name in names:
            content = tree[name]
            if not isinstance(content, bytes):
                self._entries[indices[name]].child = self._add(content)
        return self._balanced([indices[name] for name in names])

    def _balanced(self, indices: Sequence[int]) -> int:
        if not indices:
            return _NONE
        middle = len(indices) // 2
        entry = self._entries[indices[middle]]
        entry.left, entry.right = self._balanced(indices[:middle]), self._balanced(indices[middle + 1 :])
        return indices[middle]

    def _place(self, entry: _Entry) -> None:
        entry.size = len(entry.data)
        if not entry.data:
            return
        if len(entry.data) >= _MINI_LIMIT:
            entry.start = self._chain(entry.data)
            return
        entry.start = len(self._mini_fat)
        count = -(-len(entry.data) // _MINI)
        self._mini += entry.data.ljust(count * _MINI, b"\0")
        self._mini_fat += [*range(entry.start + 1, entry.start + count), _END]

    def _chain(self, data: bytes, padding: bytes = b"\0") -> int:
        """Append ``data`` as a chain of sectors; the first one's number."""
        if not data:
            return _END
        start = len(self._sectors)
        count = -(-len(data) // _SECTOR)
        padded = data.ljust(count * _SECTOR, padding)
        self._sectors += [padded[offset : offset + _SECTOR] for offset in range(0, len(padded), _SECTOR)]
        self._fat += [*range(start + 1, start + count), _END]
        return start

    def _written(self, directory: int, mini: int, mini_count: int) -> bytes:
        tables = 1
        while tables * _SECTOR // 4 < len(self._sectors) + tables:
            tables += 1
        assert tables <= 109, "larger files need a DIFAT, which this writer has not"
        first = len(self._sectors)
        fat = self._fat + [_FAT] * tables
        fat += [_FREE] * (tables * _SECTOR // 4 - len(fat))
        places = [*range(first, first + tables), *[_FREE] * (109 - tables)]
        numbers = (0, tables, directory, 0, _MINI_LIMIT, mini, mini_count, _END, 0)
        header = struct.pack("<8s16x5H6x9I109I", _MAGIC, 0x3E, 3, 0xFFFE, 9, 6, *numbers, *places)
        return header + b"".join(self._sectors) + struct.pack(f"<{len(fat)}I", *fat)


def _packed(entry: _Entry) -> bytes:
    """The 128 bytes of a directory entry, coloured black."""
    name = entry.name.encode("utf-16-le") + b"\0\0" if entry.name else b""
    links = (entry.left, entry.right, entry.child)
    start = entry.start if entry.kind else 0
    return struct.pack("<64sHBB3I36xIQ", name, len(name), entry.kind, 1, *links, start, entry.size)
