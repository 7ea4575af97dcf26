"""Settings: inert data, described field by field; unknown keys are refused.

Sources, strongest first: command-line flags, environment (``VOUCH_…``, nested with ``__`` as in
``VOUCH_INGEST__SECONDS_PER_FILE``), the TOML file (``VOUCH_CONFIG``, else ``vouch.toml`` in the home
folder, else ``vouch.toml`` in the working folder), defaults.
"""

from __future__ import annotations

import os
import tomllib
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from evidence.errors import SettingsError

_PREFIX = "VOUCH_"
_OUTSIDE = {"VOUCH_CONFIG"}  # read here, not a field


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EmbeddingSettings(_Section):
    """Which model turns text into vectors."""

    provider: Literal["minilm", "ollama"] = Field(
        "minilm", description="`minilm` is embedded; `ollama` needs a server."
    )
    model: str = Field("nomic-embed-text", description="The Ollama model's name; ignored by `minilm`.")
    threads: int = Field(0, ge=0, le=256, description="Threads for the embedded model; 0 means all cores.")


class OllamaSettings(_Section):
    """Where the local Ollama server listens."""

    url: str = Field("http://127.0.0.1:11434", description="Base address of the Ollama server.")
    seconds: float = Field(60.0, gt=0, description="Time limit of one request, in seconds.")


class LLMSettings(_Section):
    """Which Ollama models compose and check answers; none by default."""

    model: str = Field("", description="Ollama model that composes answers; empty for none.")
    checker: str = Field("", description="Ollama model that may lower verdicts (bespoke-minicheck); empty for none.")
    context_tokens: int = Field(4_096, ge=1_024, description="Context asked of the server, in tokens.")
    reply_tokens: int = Field(512, ge=64, description="Longest reply, in tokens.")
    evidence_tokens: int = Field(360, ge=80, description="Budget of the evidence sent, in tokens.")
    keep_alive: str = Field("10m", description="How long the server keeps the model loaded.")


class IngestSettings(_Section):
    """Bounds on one file, and how much runs at once."""

    workers: int = Field(0, ge=0, le=64, description="Parser processes; 0 means one less than the cores, at least one.")
    seconds_per_file: float = Field(300.0, gt=0, description="Time limit for parsing one file, in seconds.")
    memory_per_file: int = Field(2_000_000_000, gt=0, description="Memory one file may take to parse, in bytes.")
    max_bytes: int = Field(100_000_000, gt=0, description="Largest file, in bytes.")
    max_expanded_bytes: int = Field(
        500_000_000, gt=0, description="Largest content of a compressed container, in bytes."
    )
    max_characters: int = Field(20_000_000, gt=0, description="Most characters of one document.")
    max_pages: int = Field(5_000, gt=0, description="Most pages of one PDF.")
    max_cells: int = Field(2_000_000, gt=0, description="Most filled cells of one workbook.")
    ocr_pages: int = Field(200, ge=0, description="Most scanned pages of one file that are read by OCR.")
    ocr_dpi: int = Field(200, ge=72, le=600, description="Resolution at which scanned pages are read.")
    ocr_languages: str = Field("eng", pattern=r"^[A-Za-z_+]+$", description="Tesseract languages, joined by `+`.")
    signature_roots: tuple[Path, ...] = Field(
        (), description="Certificates (PEM or DER files) of the authorities whose PDF signatures count as valid."
    )
    passage_tokens: int = Field(180, ge=40, le=1_000, description="Token budget of one passage.")


class SearchSettings(_Section):
    """How passages are searched."""

    exact_limit: int = Field(
        20_000, ge=0, description="Vectors up to which a view is scanned exactly; above, Chroma proposes candidates."
    )


class LogSettings(_Section):
    """What is written to standard error."""

    level: Literal["debug", "info", "warning", "error"] = Field("warning", description="Least severity shown.")
    format: Literal["console", "json"] = Field("console", description="`json` writes one object a line.")


class Settings(BaseSettings):
    """Everything that can be configured. Building anything from it is the composition root's work."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True)

    home: Path = Field(Path(".vouch"), description="The folder that holds the archive.")
    today: date | None = Field(None, description="The date to answer as of, instead of the clock's.")
    embedding: EmbeddingSettings = EmbeddingSettings()
    ollama: OllamaSettings = OllamaSettings()
    llm: LLMSettings = LLMSettings()
    ingest: IngestSettings = IngestSettings()
    search: SearchSettings = SearchSettings()
    log: LogSettings = LogSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment over the values passed in, which come from the TOML file."""
        return env_settings, init_settings


def load_settings(home: Path | None = None) -> Settings:
    """Read the settings in force; ``home`` is the ``--home`` flag, which wins over everything.

    Raises ``SettingsError`` naming the key for anything unknown or unusable.
    """
    _refuse_unknown_environment()
    folder = home or Path(os.environ.get(f"{_PREFIX}HOME") or ".vouch")
    file = _config_file(folder)
    try:
        values: dict[str, Any] = tomllib.loads(file.read_text("utf-8")) if file else {}
        settings = Settings(**values)
    except ValidationError as error:
        raise SettingsError(_explain(error, file)) from error
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file} cannot be read: {error}") from error
    except Exception as error:  # pydantic-settings wraps an unparsable variable in its own error
        raise SettingsError(f"the environment's {_PREFIX}… variables cannot be read: {error}") from error
    return settings.model_copy(update={"home": home}) if home else settings


def _config_file(home: Path) -> Path | None:
    named = os.environ.get("VOUCH_CONFIG")
    if named:
        return Path(named)
    return next((file for file in (home / "vouch.toml", Path("vouch.toml")) if file.is_file()), None)


def _refuse_unknown_environment() -> None:
    known = set(Settings.model_fields)
    for name in sorted(os.environ):
        if name.startswith(_PREFIX) and name not in _OUTSIDE:
            field = name.removeprefix(_PREFIX).lower().split("__")[0]
            if field not in known:
                raise SettingsError(f"{name} is not a setting; the settings are {', '.join(sorted(known))}")


def _explain(error: ValidationError, file: Path | None) -> str:
    first = error.errors()[0]
    key = ".".join(str(part) for part in first["loc"])
    return f"{key}: {first['msg']} (in the environment or {file or 'the defaults'})"
