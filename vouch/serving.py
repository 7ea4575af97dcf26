"""The server put together and run: one process that owns the archive, and says so beside it."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from assistant.api.parts import ApiLimits, Auth, Oidc, Parts, TrustedHeader
from evidence.cross_encoder import shared_entailing
from evidence.errors import SettingsError
from vouch import __version__
from vouch.remote import ADDRESS_FILE, SECRET_FILE
from vouch.settings import ServeSettings

if TYPE_CHECKING:
    from assistant.api.core import Core
    from assistant.service import Service
    from evidence.archive import Archive
    from evidence.record import Record
    from vouch.app import App
    from vouch.checkpointing import Checkpointing
    from vouch.door import Door

_LOCAL = ("localhost", "127.0.0.1", "[::1]")
_BACKLOG = 256
_SWITCH = 0.001  # seconds until a thread that answers lets the one in that listens: refusals are quick under load
_TELEMETRY = "OTEL_EXPORTER_OTLP_ENDPOINT"


def serve(app: App, host: str, port: int, tell: Callable[[str], None]) -> None:
    """Serve until SIGTERM or Ctrl-C; ``tell`` is given the address once questions are answered there.

    Raises ``SettingsError`` for an address that is taken, or that needs accounts, and ``ArchiveLocked``.
    """
    settings = app.settings.serve
    check(settings, host)
    with app.archive() as archive, app.record() as record, _listening(host, port) as listener:
        address = _address(host, listener.getsockname()[1])
        secret = secrets.token_urlsafe(32)
        with _door(app, archive) as door:
            parts = parts_of(app, archive, record, door, host, secret)
            application = _application(parts)
            _load(app)
            with (
                _beside_slack(app, parts.service, application, address) as entrance,
                _announced(app.settings.home, address, secret),
                _warmed(parts.service, door, application.state.core),
                _checkpointed(app, record),
            ):
                tell(address)
                _run(entrance, application.state.core.stop, listener, settings)


def parts_of(app: App, archive: Archive, record: Record, door: Any, host: str, secret: str) -> Parts:
    """What the application is built from, by the settings."""
    from assistant.originals import FolderOriginals, Pictures
    from assistant.packs import Packer
    from assistant.service import Service
    from evidence.signing import Signer

    settings = app.settings.serve
    service = Service(archive, app.assistant(), app.embedder, record, app.today, app.default_groups, app.composer())
    originals, pictures = FolderOriginals(archive), Pictures()
    return Parts(
        service=service,
        admin=door,
        originals=originals,
        pictures=pictures,
        packer=Packer(service, originals, pictures, Signer.at(app.settings.home), __version__),
        auth=auth_of(settings, secret),
        limits=ApiLimits(
            body_bytes=settings.max_body_bytes,
            question_characters=settings.max_question,
            request_seconds=settings.request_seconds,
            workers=settings.workers,
            queue=settings.queue,
            rate_per_minute=settings.rate_per_minute,
            rate_burst=settings.rate_burst,
        ),
        version=__version__,
        hosts=_hosts(settings, host),
        default_groups=app.default_groups,
        public_url=settings.public_url,
        model=app.settings.llm.model,
        reports=str(settings.reports or ""),
        stop_seconds=settings.stop_seconds,
    )


def auth_of(settings: ServeSettings, secret: str) -> Auth:
    """How people are known, by the settings. Raises ``SettingsError`` for what is missing or cannot be."""
    from assistant.api.auth.oidc import is_safe

    oidc, header = settings.oidc, settings.header
    if settings.auth == "oidc" and not (oidc.client_id and is_safe(oidc.issuer)):
        raise SettingsError("serve.auth is oidc: serve.oidc needs a client_id and an issuer by https")
    if settings.auth == "header":
        if not header.proxies:
            raise SettingsError("serve.auth is header: serve.header.proxies must name the proxy's address")
        for network in header.proxies:
            _network(network)
    provider = Oidc(
        issuer=oidc.issuer,
        client_id=oidc.client_id,
        client_secret=oidc.client_secret.get_secret_value(),
        scopes=oidc.scopes,
        person_claim=oidc.person_claim,
        name_claim=oidc.name_claim,
        groups_claim=oidc.groups_claim,
        role_claim=oidc.role_claim,
        roles=oidc.roles,
        frameworks_claim=oidc.frameworks_claim,
        name=oidc.label,
    )
    trusted = TrustedHeader(header.proxies, header.person, header.groups, header.name, header.roles)
    return Auth(
        mode=settings.auth,
        oidc=provider if settings.auth == "oidc" else None,
        header=trusted if settings.auth == "header" else None,
        session_seconds=int(settings.session_hours * 3_600),
        secure_cookies=settings.public_url.lower().startswith("https://"),
        operator_secret=secret,
    )


def check(settings: ServeSettings, host: str) -> None:
    """Refuse to listen where strangers come by without accounts. Raises ``SettingsError``."""
    if settings.auth == "none" and not _is_loopback(host):
        raise SettingsError(
            f"{host} can be reached from other machines, and nobody would have to sign in",
            remedy="Set `serve.auth` to token, oidc or header, or listen on 127.0.0.1.",
        )
    url = settings.public_url
    if url and urlsplit(url).scheme not in ("http", "https"):
        raise SettingsError(f"serve.public_url: {url!r} is no http or https address")


def _hosts(settings: ServeSettings, host: str) -> tuple[str, ...]:
    """Names that the server answers to; none means any, which only accounts allow."""
    named = [each.lower() for each in settings.hosts]
    if settings.public_url:
        public = urlsplit(settings.public_url).hostname or ""
        named.append(f"[{public}]" if ":" in public else public)
    if settings.auth != "none" and not named:
        return ()
    own = f"[{host}]" if ":" in host else host.lower()
    return tuple(dict.fromkeys([*_LOCAL, own, *named]))


def _is_loopback(host: str) -> bool:
    if host.lower() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _network(text: str) -> None:
    try:
        ip_network(text, strict=False)
    except ValueError as error:
        raise SettingsError(f"serve.header.proxies: {text!r} is no address or network") from error


def _address(host: str, port: int) -> str:
    """Where this machine reaches the server."""
    everywhere = host in ("0.0.0.0", "")
    name = "127.0.0.1" if everywhere else "[::1]" if host == "::" else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """The socket, bound before anything is built, so that a port that is taken is told at once."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host, port))
            listener.listen(_BACKLOG)
        except OSError as error:
            taken = error.errno == errno.EADDRINUSE
            what = "is taken by another program" if taken else f"cannot be listened on: {error.strerror}"
            remedy = "Stop that program, or give another port: --port 8322." if taken else "Give another --host."
            raise SettingsError(f"{host}:{port} {what}", remedy=remedy) from error
        except OverflowError as error:
            raise SettingsError(f"{port} is no port", remedy="Give one from 0 to 65535.") from error
        yield listener


@contextmanager
def _announced(home: Path, address: str, secret: str) -> Iterator[None]:
    """Tell programs of the same person where the archive's owner answers, while it does."""
    told = {"address": address, "pid": os.getpid(), "version": __version__}
    files = ((home / SECRET_FILE, secret), (home / ADDRESS_FILE, json.dumps(told)))
    try:
        for file, text in files:
            _write_private(file, text)
        yield
    finally:
        for file, _ in files:
            file.unlink(missing_ok=True)


def _write_private(file: Path, text: str) -> None:
    new = file.with_name(f"{file.name}.{os.getpid()}.new")
    new.unlink(missing_ok=True)
    try:
        descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        with open(descriptor, "w", encoding="utf-8") as stream:
            stream.write(text)
        new.replace(file)
    except OSError as error:
        raise SettingsError(f"{file} cannot be written: {error.strerror}") from error


def _door(app: App, archive: Archive) -> contextlib.closing[Door]:
    from vouch.door import Door

    return contextlib.closing(Door(app, archive))


@contextmanager
def _beside_slack(app: App, service: Service, application: Any, address: str) -> Iterator[Any]:
    """The application, with Slack's requests beside it where a Slack app is set."""
    from vouch.slacking import beside_service, is_set

    if not is_set(app.settings):
        yield application
        return
    from integrations.slack.asgi import beside

    with beside_service(app, service, address) as part:
        yield beside(part, application) if app.settings.slack.mode == "http" else application


def _load(app: App) -> None:
    """Load the models and run them once, so that the first asker does not wait for them. Raises ``ServiceError``."""
    app.embedder.embed_query("ready")
    app.cross_encoder.scores("ready", ["ready"])
    shared_entailing().scores("ready", ["ready"])


@contextmanager
def _warmed(service: Service, door: Door, core: Core) -> Iterator[None]:
    """Work out ahead what questions will ask for, at the start and after every ingestion."""
    from vouch.warming import Warming

    with Warming(service, busy=lambda: core.workers.running > 0) as warming:
        door.on_end(warming.again)
        yield


def _checkpointed(app: App, record: Record) -> Checkpointing:
    """Sign where the ledger stands, as the settings say. Raises ``SettingsError`` for a folder that cannot be used."""
    from evidence.signing import Signer
    from vouch.checkpointing import Checkpointing

    return Checkpointing(record, Signer.at(app.settings.home), app.settings.ledger)


def _application(parts: Parts) -> Any:
    from assistant.api.app import create_app

    _trace()
    return create_app(parts)


def _trace() -> None:
    """Send traces where the usual variable says, if it says so and an exporter is installed."""
    if not os.environ.get(_TELEMETRY):
        return
    try:
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
    except ImportError as error:
        remedy = f"Install opentelemetry-exporter-otlp, or unset {_TELEMETRY}."
        raise SettingsError("traces are asked for, but no exporter is installed", remedy=remedy) from error
    from opentelemetry import trace
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    provider = TracerProvider(resource=Resource.create({"service.name": "vouch", "service.version": __version__}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    trace.set_tracer_provider(provider)


def _run(application: Any, stop: Callable[[], None], listener: socket.socket, settings: ServeSettings) -> None:
    from vouch.patience import Orderly, configured

    sys.setswitchinterval(_SWITCH)
    config = configured(application, settings.stop_seconds)
    Orderly(config, stop).run(sockets=[listener])
