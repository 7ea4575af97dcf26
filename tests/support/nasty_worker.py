"""A parser process whose parser does what the file says: the accidents that real parsers have, on demand."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import ingest.parse
import ingest.serve
from evidence.errors import Encrypted
from evidence.model import Attachment, ParsedDocument
from ingest.limits import Limits
from ingest.loading import load


def _loop(begun: str) -> None:
    if begun:
        Path(begun).touch()  # tells that it has begun
    while True:
        time.sleep(0.01)


def _recursion(_: str) -> None:
    _recursion(_)


def _bug(_: str) -> None:
    raise KeyError("a fault of ours")


def _locked(_: str) -> None:
    raise Encrypted("it has a password")


def _chatter(_: str) -> None:
    os.write(1, b"noise" * 50_000)
    os.write(2, b"noise" * 50_000)


def _loads(_: str) -> None:
    load("tests.support.slow_library")


_ACCIDENTS: Mapping[str, Callable[[str], object]] = {
    "segfault": lambda _: ctypes.string_at(0),
    "exit": lambda _: os._exit(3),
    "killed": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "abort": lambda _: os.abort(),
    "memory": lambda _: [bytearray(10_000_000) for _ in range(1_000)],
    "loop": _loop,
    "recursion": _recursion,
    "bug": _bug,
    "locked": _locked,
    "chatter": _chatter,
    "loads": _loads,
}


def parse(data: bytes, name: str, limits: Limits) -> ParsedDocument:
    """``data`` is a word that names the accident, or ``with NAME=ACCIDENT ...``, or ``many N``, or plain text."""
    word, _, rest = data.decode().partition(" ")
    if word in _ACCIDENTS:
        _ACCIDENTS[word](rest)
    if word == "many":
        parts = tuple((f"part {i}", ParsedDocument(f"text {i} " * 20, "nasty")) for i in range(int(rest)))
        return ParsedDocument("", "nasty", parts=parts)
    if word == "with":
        pairs = (item.split("=", 1) for item in rest.split())
        held = tuple(Attachment(name, accident.encode()) for name, accident in pairs)
        return ParsedDocument("a message", "nasty", attachments=held)
    return ParsedDocument(data.decode(), "nasty")


def serve(descriptor: int, parent: int) -> None:
    """The real serving loop, with the nasty parser."""
    ingest.parse.parse = parse
    ingest.serve._BATCH_DOCUMENTS = 40  # many parts without the time that many parts take
    ingest.serve.serve(descriptor, parent)
