"""What the application is built from. The program that serves it fills ``Parts`` in; nothing here reads settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from assistant.service.identity import Role

if TYPE_CHECKING:
    from assistant.originals import Originals, Pictures
    from assistant.packs import Packer
    from assistant.service.service import Service

AuthMode = Literal["none", "token", "oidc", "header"]


@dataclass(frozen=True, slots=True)
class IngestState:
    """An ingestion as it stands. ``state``: ``idle``, ``running``, ``stopping``, ``done``, ``cancelled``, ``failed``.

    ``files`` of ``total`` are done; ``report`` counts what the last run did (added, replaced, withdrawn, failed …).
    """

    id: str = ""
    state: str = "idle"
    paths: tuple[str, ...] = ()
    prune: bool = False
    by: str = ""
    started: str = ""
    ended: str = ""
    current: str = ""
    files: int = 0
    total: int = 0
    passages: int = 0
    seconds_left: float | None = None
    error: str = ""
    report: Mapping[str, int] = field(default_factory=dict)
    detail: Mapping[str, Any] = field(default_factory=dict)
    """What `vouch ingest --json` prints of the run, once it is over; the longest lists cut."""

    @property
    def running(self) -> bool:
        """Whether it still goes on."""
        return self.state in ("running", "stopping")


class AdminDoor(Protocol):
    """What administrators do to the archive itself. The program implements it, because ingesting is its work."""

    def ingest(self, paths: Sequence[str], prune: bool, by: str, *, anywhere: bool = False) -> IngestState:
        """Begin an ingestion of folders and files of this machine, or (no paths) of all sources again.

        ``anywhere``: also of folders that the settings do not open to administrators, for the operator at the machine.
        Raises ``Busy`` while one goes on and ``SettingsError`` for a path that is not there, or not open.
        """
        ...

    def progress(self) -> IngestState:
        """The running ingestion, else the last."""
        ...

    def cancel(self) -> IngestState:
        """Stop the running ingestion after the document in hand; harmless when none runs."""
        ...

    def sources(self) -> Mapping[str, str]:
        """Every source by name with the folder it is read from."""
        ...

    def status(self) -> Mapping[str, Any]:
        """What ``vouch status --json`` prints: sources, counts, failures with reason and remedy, warnings."""
        ...

    def folders(self, path: str | None = None) -> Sequence[str]:
        """Folders that may be ingested, below ``path``, for choosing one; empty where choosing is not allowed."""
        ...


@dataclass(frozen=True, slots=True)
class Oidc:
    """An OpenID Connect provider. ``roles`` and ``frameworks`` map values of claims; the highest role named wins."""

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    person_claim: str = "sub"
    name_claim: str = "name"
    groups_claim: str = "groups"
    role_claim: str = "groups"
    roles: Mapping[str, Role] = field(default_factory=dict)
    frameworks_claim: str = ""
    name: str = "Single sign-on"


@dataclass(frozen=True, slots=True)
class TrustedHeader:
    """Headers that a proxy in front sets, believed only from its addresses (an address or a network each)."""

    proxies: tuple[str, ...]
    person: str = "x-forwarded-user"
    groups: str = "x-forwarded-groups"
    name: str = ""
    roles: Mapping[str, Role] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Auth:
    """How people are known. ``none``: everyone is the operator (loopback only). Tokens are accepted in every mode."""

    mode: AuthMode = "none"
    oidc: Oidc | None = None
    header: TrustedHeader | None = None
    session_seconds: int = 8 * 3600
    secure_cookies: bool = False
    """Set where people come by https: cookies are then never sent in the clear."""
    operator_secret: str = field(default="", repr=False)
    """A bearer token that means the operator: the command line of the same person on the same machine sends it."""


@dataclass(frozen=True, slots=True)
class ApiLimits:
    """Bounds on one request and on all of them."""

    body_bytes: int = 1_000_000
    body_seconds: float = 15.0
    question_characters: int = 4_000
    request_seconds: float = 120.0
    workers: int = 2
    queue: int = 64
    rate_per_minute: float = 120.0
    rate_burst: int = 40
    keep_answers_seconds: int = 600
    page: int = 200
    """Most items that one page of a list holds."""


def _pictures() -> Pictures:
    from assistant.originals import Pictures

    return Pictures()


@dataclass(frozen=True)
class Parts:
    """Everything that the application needs."""

    service: Service
    admin: AdminDoor
    originals: Originals
    pictures: Pictures = field(default_factory=_pictures)
    """Draws pages; closed with the application."""
    packer: Packer | None = None
    """Makes evidence packs; ``None``: none are made here."""
    auth: Auth = field(default_factory=Auth)
    limits: ApiLimits = field(default_factory=ApiLimits)
    title: str = "Vouch"
    version: str = "0"
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    """Names this server answers to, without ports. Empty: any (only with accounts)."""
    default_groups: Callable[[], tuple[str, ...]] = lambda: ()
    """The groups that everybody has: the ``default`` of the access files in force."""
    stop_seconds: float = 20.0
    """How long work in hand may take when the server stops."""
    public_url: str = ""
    """Where people reach it, such as ``https://vouch.example``; empty: as the request says."""
    model: str = ""
    """The language model that composes answers; empty: none."""
    reports: str = ""
    """Folder of evaluation reports (``vouch eval --output``) that the web page may show; empty: none."""
