"""Ed25519 signatures of this installation, for checkpoints of the ledger and for evidence packs.

The private half lies beside the record (``signing.key``, PEM, readable by its owner only), the public half in
``signing.pub``: give that to whoever is to check signatures.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.errors import ArchiveError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PRIVATE = "signing.key"
PUBLIC = "signing.pub"
_SIZE = 32
_ANEW = "Restore it from a backup, or delete both signing.key and signing.pub to sign with a new key from now on."


class Signer:
    """Signs with one private key. Make it with ``Signer.at``."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key

    @classmethod
    def at(cls, home: Path) -> Signer:
        """Load the key of a home; the first call makes it. Raises ``ArchiveError`` for a damaged or lost key."""
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not (home / PRIVATE).exists():
                if (home / PUBLIC).exists():
                    raise ArchiveError(f"{home / PRIVATE} is missing, and {PUBLIC} is there", remedy=_ANEW)
                _make(home / PRIVATE)
            signer = cls(_load(home / PRIVATE))
            signer._publish(home / PUBLIC)
        except OSError as error:
            message = f"the signing key in {home} cannot be used: {error.strerror}"
            raise ArchiveError(message, remedy="Let this user read and write in the home.") from error
        return signer

    @property
    def public(self) -> bytes:
        """The public key: 32 bytes."""
        return self._key.public_key().public_bytes_raw()

    @property
    def public_pem(self) -> str:
        """The public key as ``signing.pub`` has it."""
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        pem = self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return pem.decode("ascii")

    @property
    def key_id(self) -> str:
        """A short name of the key: see ``key_id``."""
        return key_id(self.public)

    def sign(self, message: bytes) -> bytes:
        """The signature: 64 bytes, the same for the same message."""
        return self._key.sign(message)

    def _publish(self, path: Path) -> None:
        """Write the public half if it is missing."""
        if not path.exists():
            _write(path, self.public_pem.encode("ascii"), 0o644)
        elif read_public(path.read_bytes()) != self.public:
            raise ArchiveError(f"{path} is not the public half of {PRIVATE}", remedy=_ANEW)


def key_id(public: bytes | str) -> str:
    """A short name of a public key, to tell keys apart: 16 hex digits of its SHA-256."""
    return hashlib.sha256(read_public(public)).hexdigest()[:16]


def read_public(key: bytes | str) -> bytes:
    """The 32 bytes of a public key given as such, as base64 or as PEM. Raises ``ArchiveError`` for anything else."""
    if isinstance(key, bytes) and len(key) == _SIZE:
        return key
    try:
        text = key.decode("ascii") if isinstance(key, bytes) else key
        raw = _from_pem(text) if "-----BEGIN" in text else base64.b64decode(text.strip(), validate=True)
    except (ValueError, binascii.Error, UnicodeError):
        raw = b""
    if len(raw) != _SIZE:
        raise ArchiveError("that is no Ed25519 public key", remedy=f"Give the file {PUBLIC} of the home that signed.")
    return raw


def verify(public: bytes | str, message: bytes, signature: bytes) -> bool:
    """Whether ``signature`` is that of ``public`` over ``message``. Raises ``ArchiveError`` for what is no key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(read_public(public)).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _from_pem(text: str) -> bytes:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    try:
        key = load_pem_public_key(text.encode("ascii"))
    except UnsupportedAlgorithm as error:
        raise ValueError("not Ed25519") from error
    return key.public_bytes_raw() if isinstance(key, Ed25519PublicKey) else b""


def _load(path: Path) -> Ed25519PrivateKey:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise ArchiveError(f"the signing key {path} is damaged", remedy=_ANEW) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise ArchiveError(f"the signing key {path} is not an Ed25519 key", remedy=_ANEW)
    if path.stat().st_mode & 0o077:  # a backup was restored without its mode
        path.chmod(0o600)
    return key


def _make(path: Path) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = Ed25519PrivateKey.generate()
    _write(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), 0o600)


def _write(path: Path, data: bytes, mode: int) -> None:
    """Put a whole file there, or leave the one that another process put there first."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(draft, path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    finally:
        draft.unlink(missing_ok=True)
