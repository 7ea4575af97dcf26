from datetime import date
from pathlib import Path

import pytest

from evidence.errors import SettingsError
from vouch.app import App
from vouch.settings import IngestSettings, Settings, load_settings


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("VOUCH_HOME", "VOUCH_TODAY", "VOUCH_CONFIG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_flag_beats_the_environment_and_the_environment_the_file(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "vouch.toml").write_text('home = "from-file"\n[ingest]\nseconds_per_file = 7\nworkers = 3\n')
    monkeypatch.setenv("VOUCH_INGEST__WORKERS", "5")
    settings = load_settings()
    assert (settings.home, settings.ingest.seconds_per_file, settings.ingest.workers) == (Path("from-file"), 7, 5)
    monkeypatch.setenv("VOUCH_HOME", "from-environment")
    assert load_settings().home == Path("from-environment")
    assert load_settings(Path("from-flag")).home == Path("from-flag")


def test_today_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOUCH_TODAY", "2026-06-30")
    assert load_settings().today == date(2026, 6, 30)


def test_unknown_keys_are_refused_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VOUCH_HOEM", "x")
    with pytest.raises(SettingsError, match="VOUCH_HOEM"):
        load_settings()
    monkeypatch.delenv("VOUCH_HOEM")
    (tmp_path / "vouch.toml").write_text("[ingest]\nwrokers = 3\n")
    with pytest.raises(SettingsError, match="wrokers"):
        load_settings()


@pytest.mark.parametrize("text", ["[ingest", '[ingest]\nworkers = "many"\n', "[ingest]\nworkers = -1\n"])
def test_an_unusable_file_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "vouch.toml").write_text(text)
    with pytest.raises(SettingsError):
        load_settings()


def test_the_certificates_that_signatures_are_checked_against_are_read_or_named(tmp_path: Path) -> None:
    root = tmp_path / "root.pem"
    root.write_bytes(b"-----BEGIN CERTIFICATE-----")
    app = App(Settings(ingest=IngestSettings(signature_roots=(root,))))
    assert app.limits().signature_roots == (b"-----BEGIN CERTIFICATE-----",)
    root.unlink()
    with pytest.raises(SettingsError, match=r"root\.pem .*cannot be read"):
        app.limits()
