from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from evidence.errors import ArchiveError
from evidence.signing import PRIVATE, PUBLIC, Signer, key_id, read_public, verify


def test_a_home_has_one_key_and_signs_the_same_after_a_restart(tmp_path: Path) -> None:
    signer = Signer.at(tmp_path / "home")
    again = Signer.at(tmp_path / "home")
    signature = signer.sign(b"words")
    assert again.sign(b"words") == signature and again.public == signer.public
    assert sorted(os.listdir(tmp_path / "home")) == [PRIVATE, PUBLIC]
    assert stat.S_IMODE((tmp_path / "home" / PRIVATE).stat().st_mode) == 0o600
    assert (tmp_path / "home" / PUBLIC).read_text() == signer.public_pem
    other = Signer.at(tmp_path / "other")
    assert other.key_id != signer.key_id == key_id(signer.public_pem)
    assert len(signer.key_id) == 16
    assert verify(signer.public, b"words", signature)
    for public, message, made in (
        (other.public, b"words", signature),
        (signer.public, b"word", signature),
        (signer.public, b"words", signature[:-1]),
        (signer.public, b"words", b""),
    ):
        assert not verify(public, message, made)


def test_a_public_key_is_read_in_every_form_and_nothing_else_is(tmp_path: Path) -> None:
    import base64

    signer = Signer.at(tmp_path)
    raw = signer.public
    text = base64.b64encode(raw).decode()
    for form in (raw, text, text + "\n", text.encode(), signer.public_pem, signer.public_pem.encode()):
        assert read_public(form) == raw
    pem = signer.public_pem
    wrong = (b"", "", "short", text + "AAAA", "é", b"\xff" * 31, pem[:60], pem.replace("MCow", "MCoz"))
    for form in (*wrong, (tmp_path / PRIVATE).read_bytes(), rsa_public()):
        with pytest.raises(ArchiveError, match="public key"):
            read_public(form)


def rsa_private() -> bytes:
    key = rsa.generate_private_key(65537, 2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def rsa_public() -> bytes:
    from cryptography.hazmat.primitives.serialization import PublicFormat

    key = rsa.generate_private_key(65537, 2048).public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def encrypted() -> bytes:
    from cryptography.hazmat.primitives.serialization import BestAvailableEncryption

    key = ed25519.Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"pw"))


@pytest.mark.parametrize("broken", [lambda _: b"", lambda key: key[:60], lambda _: b"\0" * 100, rsa_private, encrypted])
def test_a_damaged_key_is_told_and_left_as_it_is(tmp_path: Path, broken: object) -> None:
    Signer.at(tmp_path)
    path = tmp_path / PRIVATE
    assert callable(broken)
    data = broken() if broken in (rsa_private, encrypted) else broken(path.read_bytes())
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match=r"signing\.key") as caught:
        Signer.at(tmp_path)
    assert "backup" in caught.value.remedy
    assert path.read_bytes() == data


def test_halves_that_do_not_belong_together_are_told(tmp_path: Path) -> None:
    Signer.at(tmp_path)
    Signer.at(tmp_path / "other")
    (tmp_path / PUBLIC).write_bytes((tmp_path / "other" / PUBLIC).read_bytes())
    with pytest.raises(ArchiveError, match="not the public half"):
        Signer.at(tmp_path)
    (tmp_path / PRIVATE).unlink()
    with pytest.raises(ArchiveError, match="missing"):  # no new key in silence
        Signer.at(tmp_path)
    (tmp_path / PUBLIC).unlink()
    assert Signer.at(tmp_path).public


def test_a_lost_public_half_is_written_again_and_a_wide_mode_narrowed(tmp_path: Path) -> None:
    signer = Signer.at(tmp_path)
    (tmp_path / PUBLIC).unlink()
    (tmp_path / PRIVATE).chmod(0o644)
    assert Signer.at(tmp_path).public == signer.public
    assert (tmp_path / PUBLIC).read_text() == signer.public_pem
    assert stat.S_IMODE((tmp_path / PRIVATE).stat().st_mode) == 0o600


def test_of_several_that_make_a_key_at_once_all_have_the_same(tmp_path: Path) -> None:
    found: list[bytes] = []
    threads = [threading.Thread(target=lambda: found.append(Signer.at(tmp_path).public)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8 and len(set(found)) == 1
    assert sorted(os.listdir(tmp_path)) == [PRIVATE, PUBLIC]


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ArchiveError, match="cannot be used"):
        Signer.at(tmp_path / "file")
