"""The hashes of the ledger. Anybody can recompute them: SHA-256 over canonical JSON, nothing else.

``digest`` seals what an entry says. It is salted, so that it tells nothing once the salt is erased with the content.
``link`` ties an entry to the one before by the digest, so that a chain stays whole when contents are erased.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

GENESIS = "0" * 64
"""What stands for the chain before the first entry."""
SALT_BYTES = 32


def canonical(value: Any) -> str:
    """JSON in one spelling: sorted keys, no spaces, ASCII. Raises ``ValueError`` or ``TypeError`` for what is none."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)


def body_of(asker: str, content: Mapping[str, Any]) -> str:
    """What is sealed: the content and who asked, so that both can be erased."""
    return canonical({"asker": asker, "content": content})


def new_salt() -> bytes:
    """A salt for one entry."""
    return secrets.token_bytes(SALT_BYTES)


def seal(salt: bytes, body: str) -> str:
    """The digest: SHA-256 (hex) over the salt followed by the body."""
    return hashlib.sha256(salt + body.encode("ascii")).hexdigest()


def link(previous: str, sequence: int, at: str, kind: str, groups: Sequence[str] | None, digest: str) -> str:
    """The chain: SHA-256 (hex) over the canonical list of the chain before and the entry.

    The asker is covered by ``digest``: it could not be erased otherwise.
    """
    said = [previous, sequence, at, kind, None if groups is None else list(groups), digest]
    return hashlib.sha256(canonical(said).encode("ascii")).hexdigest()
