"""Whether the digital signatures of a PDF hold: ``check_signatures``. The only file that imports pyHanko.

Two questions, answered apart. Is the document as it was when it was signed? That needs no trust. Does the signer's
certificate come from an authority that the operator trusts? That needs the authority's certificate
(``Limits.signature_roots``). Nothing is fetched, and the clock is not asked: a certificate must have been in force at
the time that the signature states, so the same file always has the same result. Revocation is not looked up.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from ingest.loading import load

State = Literal["valid", "untrusted", "tampered", "filled"]
"""``filled`` is a signature that could not be checked: not of a known form, damaged, or too many."""

_MOST = 200  # signatures checked in one file
_LARGEST = 50_000_000  # bytes of a file whose signatures are checked
_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Checked:
    """One signature: ``signer`` and ``issuer`` are names in its certificate, ``at`` the time that it states."""

    state: State
    signer: str = ""
    issuer: str = ""
    at: datetime | None = None


def check_signatures(data: bytes, roots: tuple[bytes, ...] = ()) -> Mapping[str, Checked]:
    """Field name -> its signature, for every signature in ``data`` that can be checked at all.

    ``roots`` are certificates of authorities (DER or PEM, one or several in each). Never raises: what cannot be read
    is left out.
    """
    if len(data) > _LARGEST:
        return {}
    found: dict[str, Checked] = {}
    with _silenced():
        try:
            for name, signature in _signatures(data):
                checked = _checked(signature, roots)
                if checked is not None:
                    found.setdefault(name, checked)
        except MemoryError:
            raise
        except Exception:  # hostile structures raise whatever they please in there; what was checked stands
            return found
    return found


def _signatures(data: bytes) -> Iterator[tuple[str, Any]]:
    load("pyhanko.sign.validation")
    from pyhanko.pdf_utils.reader import PdfFileReader

    signatures = PdfFileReader(io.BytesIO(data), strict=False).embedded_regular_signatures
    for signature in signatures[:_MOST]:
        yield str(signature.field_name), signature


def _checked(signature: Any, roots: tuple[bytes, ...]) -> Checked | None:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    at = signature.self_reported_timestamp
    try:
        context = ValidationContext(
            trust_roots=list(_certificates(roots)),
            moment=at,
            allow_fetching=False,
            revocation_mode="soft-fail",
        )
        status = validate_pdf_signature(signature, context)
    except MemoryError:
        raise
    except Exception:  # as above: this signature cannot be checked, the others may
        return None
    certificate = status.signing_cert
    signer, issuer = _name(certificate.subject.native), _name(certificate.issuer.native)
    return Checked(_state(status, at), signer, issuer, at)


def _state(status: Any, at: datetime | None) -> State:
    if not status.intact or not status.valid or not _unchanged(status):
        return "tampered"
    return "valid" if status.bottom_line and at is not None else "untrusted"


def _unchanged(status: Any) -> bool:
    """Whether nothing was added after signing but what signing allows: further signatures, fields to be filled."""
    from pyhanko.sign.diff_analysis import ModificationLevel

    level = status.modification_level
    allowed = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
    return level in allowed and status.docmdp_ok is not False


def _certificates(roots: tuple[bytes, ...]) -> Iterator[Any]:
    from asn1crypto import pem, x509  # type: ignore[import-untyped]

    for root in roots:
        if pem.detect(root):
            for _, _, der in pem.unarmor(root, multiple=True):
                yield x509.Certificate.load(der)
        else:
            yield x509.Certificate.load(root)


def _name(native: Mapping[str, Any]) -> str:
    """A certificate's common name, else its organisation, on one line."""
    value = native.get("common_name") or native.get("organization_name") or ""
    words = value[0] if isinstance(value, list) and value else value
    return " ".join(character for character in str(words).split() if character.isprintable())[:_LONGEST_NAME]


@contextmanager
def _silenced() -> Iterator[None]:
    """pyHanko logs what it cannot validate, with tracebacks; here that is a result, not an incident."""
    loggers = [logging.getLogger(name) for name in ("pyhanko", "pyhanko_certvalidator")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
