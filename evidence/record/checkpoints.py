"""Signed statements of where the ledger stood, to be kept where whoever can write the record cannot write."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import asdict, dataclass
from typing import Protocol

from evidence.errors import ArchiveError
from evidence.record.chain import canonical

_PURPOSE = b"vouch-checkpoint-1\n"  # a signature of this key under something else is no checkpoint
_REMEDY = "Give the file that `vouch ledger checkpoint --output FILE` wrote."


class Signs(Protocol):
    """What signs a checkpoint: ``evidence.signing.Signer``."""

    @property
    def public(self) -> bytes:
        """The 32 bytes of the public key."""
        ...

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of the Ed25519 signature."""
        ...


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The ledger had ``sequence`` entries and this ``chain`` at that moment; ``key`` and ``signature`` are base64."""

    sequence: int
    chain: str
    at: str
    key: str
    signature: str

    @classmethod
    def signed(cls, sequence: int, chain: str, at: str, signer: Signs) -> Checkpoint:
        """A checkpoint with the signature of ``signer``."""
        signature = signer.sign(_message(sequence, chain, at))
        return cls(sequence, chain, at, _text(signer.public), _text(signature))

    @classmethod
    def parse(cls, text: str) -> Checkpoint:
        """Read ``line`` back. Raises ``ArchiveError``; whether the signature holds is for ``holds`` to say."""
        try:
            held = json.loads(text)
            made = cls(*(held[name] for name in ("sequence", "chain", "at", "key", "signature")))
        except (ValueError, KeyError, TypeError) as error:
            raise ArchiveError("that is no checkpoint", remedy=_REMEDY) from error
        named = (made.chain, made.at, made.key, made.signature)
        if type(made.sequence) is not int or not all(isinstance(each, str) for each in named):
            raise ArchiveError("that is no checkpoint", remedy=_REMEDY)
        return made

    def line(self) -> str:
        """One line of JSON, without the line's end."""
        return json.dumps(asdict(self))

    def holds(self) -> bool:
        """Whether the signature is that of ``key`` over the rest."""
        from evidence.signing import verify

        try:
            key, signature = _bytes(self.key), _bytes(self.signature)
            message = _message(self.sequence, self.chain, self.at)
        except (binascii.Error, ValueError, TypeError):
            return False
        return len(key) == 32 and verify(key, message, signature)


def read_checkpoints(text: str) -> list[Checkpoint]:
    """The checkpoints of a file, one a line. Raises ``ArchiveError`` when it holds none, or something else."""
    found = [Checkpoint.parse(line) for line in text.splitlines() if line.strip()]
    if not found:
        raise ArchiveError("the file holds no checkpoint", remedy=_REMEDY)
    return found


def _message(sequence: int, chain: str, at: str) -> bytes:
    return _PURPOSE + canonical([sequence, chain, at]).encode("ascii")


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bytes(text: str) -> bytes:
    """The bytes of base64 in its one spelling; the last character could be written in several ways."""
    data = base64.b64decode(text, validate=True)
    if _text(data) != text:
        raise ValueError("not base64 as it is written here")
    return data
