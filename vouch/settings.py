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

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from evidence.errors import SettingsError

_PREFIX = "VOUCH_"
_OUTSIDE = {"VOUCH_CONFIG", "VOUCH_TOKEN"}  # read elsewhere, not fields


RoleName = Literal["reader", "auditor", "editor", "admin"]


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
    reads: Literal["accepted", "nearest"] = Field(
        "nearest",
        description="What a model is given: statements sure enough to be shown, or also the places that come nearest.",
    )
    evidence_tokens: int = Field(360, ge=80, description="Budget of the evidence sent, in tokens.")
    keep_alive: str = Field("10m", description="How long the server keeps the model loaded.")


class FactsSettings(_Section):
    """Which Ollama model completes the facts that rules find in documents; none by default."""

    model: str = Field("", description="Ollama model that proposes further facts while ingesting; empty for none.")
    context_tokens: int = Field(8_192, ge=4_096, description="Context asked of the server, in tokens.")
    reply_tokens: int = Field(1_024, ge=128, description="Longest reply, in tokens.")
    characters: int = Field(4_000, ge=500, le=40_000, description="Characters of a document sent at a time.")
    pieces: int = Field(12, ge=1, le=1_000, description="Most pieces of one document that are sent.")


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


class OidcSettings(_Section):
    """Sign-in through an OpenID Connect provider (`serve.auth = "oidc"`)."""

    issuer: str = Field("", description="The provider's address, exactly as it names itself; https, or this machine.")
    client_id: str = Field("", description="The name under which the provider knows this server.")
    client_secret: SecretStr = Field(SecretStr(""), description="The provider's secret for this server, if it has one.")
    scopes: tuple[str, ...] = Field(("openid", "profile", "email"), description="What is asked of the provider.")
    person_claim: str = Field("sub", description="The claim that names a person for good.")
    name_claim: str = Field("name", description="The claim that has the name to show.")
    groups_claim: str = Field("groups", description="The claim that has the groups.")
    role_claim: str = Field("groups", description="The claim whose values `roles` maps.")
    roles: dict[str, RoleName] = Field({}, description="Roles by values of the role claim; the highest wins.")
    frameworks_claim: str = Field("", description="A claim that limits an auditor to these frameworks; empty: none.")
    label: str = Field("Single sign-on", description="The words of the link on the sign-in page.")


class HeaderSettings(_Section):
    """People as a proxy in front names them (`serve.auth = "header"`)."""

    proxies: tuple[str, ...] = Field((), description="Addresses or networks whose headers are believed.")
    person: str = Field("x-forwarded-user", description="The header that names the person.")
    groups: str = Field("x-forwarded-groups", description="The header with the groups, comma-separated.")
    name: str = Field("", description="The header with the name to show; empty: none.")
    roles: dict[str, RoleName] = Field({}, description="Roles by group; the highest wins.")


class ServeSettings(_Section):
    """The server: where it listens, who may come in, and how much at once."""

    host: str = Field("127.0.0.1", description="Address to listen on; another than loopback needs `auth`.")
    port: int = Field(8321, ge=0, le=65_535, description="Port to listen on; 0 takes a free one.")
    auth: Literal["none", "token", "oidc", "header"] = Field(
        "none", description="How people are known. `none` is for this machine alone; tokens work in every mode."
    )
    public_url: str = Field("", description="Where people reach it, such as https://vouch.example; empty: as asked.")
    hosts: tuple[str, ...] = Field((), description="Further names it answers to; with accounts, empty means any.")
    session_hours: float = Field(8.0, gt=0, le=720, description="How long a browser stays signed in.")
    workers: int = Field(2, ge=1, le=64, description="Questions answered at once.")
    queue: int = Field(64, ge=0, le=10_000, description="Questions that may wait; beyond, the answer is 429.")
    rate_per_minute: float = Field(120.0, gt=0, description="Questions a minute and person, in the long run.")
    rate_burst: int = Field(40, ge=1, description="Questions at once by one person.")
    max_body_bytes: int = Field(1_000_000, ge=1_000, description="Longest request body, in bytes.")
    max_question: int = Field(4_000, ge=16, le=100_000, description="Longest question, in characters.")
    request_seconds: float = Field(120.0, gt=0, description="Time limit of one answer, in seconds.")
    stop_seconds: float = Field(20.0, ge=0, le=600, description="Time for work in hand when the server is stopped.")
    ingest_roots: tuple[Path, ...] = Field(
        (), description="Folders below which administrators may have documents ingested; known sources always may be."
    )
    reports: Path | None = Field(None, description="Folder of evaluation reports that the web page shows.")
    oidc: OidcSettings = OidcSettings()
    header: HeaderSettings = HeaderSettings()


class LedgerSettings(_Section):
    """Checkpoints of the ledger that `vouch serve` signs by itself."""

    checkpoints: Path | None = Field(
        None,
        description="Folder that checkpoints are written to, out of reach of this home's writers.",
    )
    checkpoint_entries: int = Field(500, ge=0, description="Entries after which one is signed; 0: by the day alone.")
    checkpoint_daily: bool = Field(True, description="Whether one is signed on each day with entries (UTC).")


class SlackSettings(_Section):
    """The assistant in Slack; off unless a token or a client is set. docs/slack.md tells of each."""

    bot_token: SecretStr = Field(SecretStr(""), description="Bot token (xoxb-…) of a single workspace.")
    app_token: SecretStr = Field(SecretStr(""), description="App-level token (xapp-…) for Socket Mode.")
    signing_secret: SecretStr = Field(SecretStr(""), description="Signing secret that verifies HTTP requests.")
    client_id: str = Field("", description="Client id, for installation in several workspaces by OAuth.")
    client_secret: SecretStr = Field(SecretStr(""), description="Client secret; it also encrypts installations.")
    workspaces: tuple[str, ...] = Field((), description="Workspaces (T…) and organisations (E…) that may install it.")
    mode: Literal["socket", "http"] = Field("socket", description="How Slack's requests come in.")
    api_url: str = Field("https://slack.com/api/", description="Base address of Slack's Web API.")
    server: str = Field("", description="Address of the `vouch serve` that `vouch slack` asks; empty: the home's own.")
    server_token: SecretStr = Field(SecretStr(""), description="Token for that server; empty: the home's own secret.")
    groups: dict[str, tuple[str, ...]] = Field({}, description="Slack user group (handle) to groups of the archive.")
    people: dict[str, tuple[str, ...]] = Field({}, description="E-mail address to groups of the archive.")
    email_domains: tuple[str, ...] = Field((), description="Domains whose members are answered; empty: any.")
    channels: dict[str, tuple[str, ...]] = Field(
        {}, description="Channel id to the groups whose evidence may be shown there; else the default groups."
    )
    owners: dict[str, str] = Field({}, description="Clause to the e-mail of who answers for it.")
    leaders: tuple[str, ...] = Field((), description="E-mails that get the monthly leadership summary.")
    digest_channel: str = Field("", description="Channel id of the weekly digest; empty: none.")
    digest_channels: dict[str, str] = Field(
        {}, description="Workspace (T…) to the channel of its weekly digest, where there are several."
    )
    digest_weekday: int = Field(0, ge=0, le=6, description="Day of the weekly digest; 0 is Monday.")
    digest_hour: int = Field(8, ge=0, le=23, description="Hour of the digests.")
    digest_month_day: int = Field(1, ge=1, le=28, description="Day of the month of the leadership summary.")
    timezone: str = Field("UTC", description="Time zone of the digests, such as Europe/Copenhagen.")
    workers: int = Field(4, ge=1, le=64, description="Questions from Slack answered at once.")
    keep_days: int = Field(90, ge=1, le=3_650, description="Days that questions stay in slack.db.")


class Settings(BaseSettings):
    """Everything that can be configured. Building anything from it is the composition root's work."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True)

    home: Path = Field(Path(".vouch"), description="The folder that holds the archive.")
    today: date | None = Field(None, description="The date to answer as of, instead of the clock's.")
    embedding: EmbeddingSettings = EmbeddingSettings()
    ollama: OllamaSettings = OllamaSettings()
    llm: LLMSettings = LLMSettings()
    facts: FactsSettings = FactsSettings()
    ingest: IngestSettings = IngestSettings()
    search: SearchSettings = SearchSettings()
    log: LogSettings = LogSettings()
    serve: ServeSettings = ServeSettings()
    ledger: LedgerSettings = LedgerSettings()
    slack: SlackSettings = SlackSettings()

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
