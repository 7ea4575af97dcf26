"""PDFs signed with keys made here: a certificate authority, its signers, and what goes wrong with signatures."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import cache

from asn1crypto import keys, x509  # type: ignore[import-untyped]
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from fpdf import FPDF
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

_FROM, _UNTIL = datetime(2020, 1, 1, tzinfo=UTC), datetime(2090, 1, 1, tzinfo=UTC)


def page(*lines: str) -> bytes:
    """A PDF of one page whose words stand in the file uncompressed."""
    pdf = FPDF()
    pdf.set_compression(False)
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    for line in lines:
        pdf.cell(0, 10, line, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def with_field(data: bytes, name: str) -> bytes:
    """``data`` with an empty signature field."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    fields.append_signature_field(writer, fields.SigFieldSpec(name, on_page=0, box=(60, 60, 260, 100)))
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def signed(data: bytes, field: str, name: str, authority: str = "Test Root") -> bytes:
    """``data`` signed in ``field`` by ``name``, whose certificate ``authority`` has issued."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    store = SimpleCertificateStore()
    store.register(_loaded(_certificate(authority, authority)))
    key = _key(name).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    signer = signers.SimpleSigner(
        signing_cert=_loaded(_certificate(name, authority)),
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=store,
    )
    meta = signers.PdfSignatureMetadata(field_name=field, name=name, md_algorithm="sha256")
    out = signers.sign_pdf(writer, meta, signer=signer)
    return bytes(out.getbuffer())


def authority_pem(authority: str = "Test Root") -> bytes:
    """The certificate of the authority."""
    return _certificate(authority, authority).public_bytes(serialization.Encoding.PEM)


def authority_der(authority: str = "Test Root") -> bytes:
    """The same in DER."""
    return _certificate(authority, authority).public_bytes(serialization.Encoding.DER)


def _loaded(certificate: certificates.Certificate) -> x509.Certificate:
    return x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER))


@cache
def _key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@cache
def _certificate(name: str, authority: str) -> certificates.Certificate:
    root = name == authority
    usage = certificates.KeyUsage(not root, not root, False, False, False, root, root, False, False)
    return (
        certificates.CertificateBuilder()
        .subject_name(certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(certificates.Name([certificates.NameAttribute(NameOID.COMMON_NAME, authority)]))
        .public_key(_key(name).public_key())
        .serial_number(certificates.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(certificates.BasicConstraints(ca=root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(_key(authority), hashes.SHA256())
    )
