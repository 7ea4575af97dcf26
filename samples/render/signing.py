"""PDF signatures of a sample certificate authority. Every key follows from a name, so there is no secret in them.

The keys are for the sample only: whoever reads this file can sign as anyone in it.
"""

from __future__ import annotations

import io
import random
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from typing import Any
from unittest.mock import patch

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from samples.render.source import moment

AUTHORITY = "Brightwater Sample Root CA"
_FROM, _UNTIL = datetime(2024, 1, 1, tzinfo=UTC), datetime(2044, 1, 1, tzinfo=UTC)
_EXPONENT = 65537
_CLOCKS = ("sign.signers.pdf_cms", "sign.signers.pdf_signer", "pdf_utils.metadata.info")


def authority_pem() -> bytes:
    """The certificate that the sample's signatures are to be checked against."""
    return _certificate(AUTHORITY).public_bytes(serialization.Encoding.PEM)


def sign(data: bytes, wanted: Sequence[Mapping[str, Any]]) -> bytes:
    """``data`` with one signature field for each entry, filled where a ``signer`` is named."""
    moments = [moment(entry["at"]) for entry in wanted if entry.get("at")]
    clock = _stopped(max(moments, default=_FROM))
    with ExitStack() as stack:
        stack.enter_context(patch("os.urandom", bytes))  # identifiers, the only chance in it
        for module in _CLOCKS:
            stack.enter_context(patch(f"pyhanko.{module}.datetime", clock))
        return _signed(data, wanted)


def _signed(data: bytes, wanted: Sequence[Mapping[str, Any]]) -> bytes:
    pages = int(PdfFileReader(io.BytesIO(data)).root["/Pages"]["/Count"])
    for at, entry in enumerate(wanted):
        writer = IncrementalPdfFileWriter(io.BytesIO(data))
        box = (60, 40 + 60 * (len(wanted) - at), 260, 80 + 60 * (len(wanted) - at))
        fields.append_signature_field(writer, fields.SigFieldSpec(str(entry["field"]), on_page=pages - 1, box=box))
        data = _filled(writer, entry) if entry.get("signer") else _written(writer)
    return data


def _filled(writer: IncrementalPdfFileWriter, entry: Mapping[str, Any]) -> bytes:
    name, when = str(entry["signer"]), moment(entry["at"])
    meta = signers.PdfSignatureMetadata(field_name=str(entry["field"]), name=name, md_algorithm="sha256")
    style = TextStampStyle(stamp_text=f"Digitally signed by {name}\n{when:%d %B %Y %H:%M} UTC")
    signer = signers.PdfSigner(meta, _signer(name), stamp_style=style)
    out = signer.sign_pdf(writer)
    return bytes(out.getbuffer())


def _stopped(when: datetime) -> type[datetime]:
    """A clock that stands, for the times that go into a signature and the file around it."""
    return type("Stopped", (datetime,), {"now": classmethod(lambda cls, tz=None: when.astimezone(tz))})


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def tampered(data: bytes, old: str, new: str) -> bytes:
    """``data`` with words of an uncompressed page changed in place, as after the signature; lengths are kept."""
    before, after = old.encode("latin-1"), new.encode("latin-1")
    if len(after) > len(before) or data.count(before) != 1:
        raise ValueError(f"{old!r} must stand once and be at least as long as {new!r}")
    return data.replace(before, after.ljust(len(before)))


def _signer(name: str) -> signers.SimpleSigner:
    key = _key(name).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    store = SimpleCertificateStore()
    store.register(_asn1(AUTHORITY))
    return signers.SimpleSigner(
        signing_cert=_asn1(name), signing_key=keys.PrivateKeyInfo.load(key), cert_registry=store
    )


def _asn1(name: str) -> x509.Certificate:
    return x509.Certificate.load(_certificate(name).public_bytes(serialization.Encoding.DER))


@cache
def _certificate(name: str) -> certificates.Certificate:
    root = name == AUTHORITY
    usage = certificates.KeyUsage(not root, not root, False, False, False, root, root, False, False)
    return (
        certificates.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(AUTHORITY))
        .public_key(_key(name).public_key())
        .serial_number(random.Random(f"serial {name}").getrandbits(100) | 1)
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(certificates.BasicConstraints(ca=root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(_key(AUTHORITY), hashes.SHA256())
    )


def _named(name: str) -> certificates.Name:
    organisation = certificates.NameAttribute(NameOID.ORGANIZATION_NAME, "Brightwater Lending plc (sample)")
    return certificates.Name([organisation, certificates.NameAttribute(NameOID.COMMON_NAME, name)])


@cache
def _key(name: str) -> rsa.RSAPrivateKey:
    dice = random.Random(f"sample key of {name}")
    p, q = _prime(dice), _prime(dice)
    d = pow(_EXPONENT, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(_EXPONENT, p * q)
    return rsa.RSAPrivateNumbers(p, q, d, d % (p - 1), d % (q - 1), pow(q, -1, p), public).private_key()


def _prime(dice: random.Random, bits: int = 1024) -> int:
    while True:
        number = dice.getrandbits(bits) | (3 << (bits - 2)) | 1
        if number % _EXPONENT != 1 and all(number % small for small in (3, 5, 7, 11, 13)) and _likely(number, dice):
            return number


def _likely(number: int, dice: random.Random, rounds: int = 24) -> bool:
    """Miller and Rabin's test."""
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(rounds):
        value = pow(dice.randrange(2, number - 1), odd, number)
        if value in (1, number - 1):
            continue
        for _ in range(twos - 1):
            value = value * value % number
            if value == number - 1:
                break
        else:
            return False
    return True
