"""Several workspaces and whole organisations: installations kept with their tokens encrypted, and OAuth's states."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from slack_sdk.oauth.installation_store import Bot, Installation, InstallationStore
from slack_sdk.oauth.state_store import OAuthStateStore

from integrations.slack.redact import note, warn

_PREFIX = "slack.installation."
_STATE_SECONDS = 600


class Keep(Protocol):
    """Small values by name: ``record.settings``, or the Slack part's own file."""

    def get(self, name: str, /) -> Any:
        """A value, ``None`` when there is none."""

    def put(self, name: str, value: str | None, /) -> None:
        """Keep a value; ``None`` forgets it."""


def is_organisation(identity: str) -> bool:
    """Whether an id of Slack's is that of an Enterprise Grid organisation (E…), not of a workspace (T…)."""
    return identity.startswith("E")


class Installations(InstallationStore):  # type: ignore[misc, unused-ignore]
    """Bot installations that the settings allow: of workspaces, and of whole organisations under the organisation's id.

    Tokens are encrypted under the client secret. ``saved`` is told of each new one, which may replace another.
    """

    def __init__(
        self, keep: Keep, client_secret: str, allowed: Sequence[str], saved: Callable[[str], None] = lambda _: None
    ) -> None:
        self._keep, self._allowed, self._saved = keep, frozenset(allowed), saved
        self._cipher = Fernet(base64.urlsafe_b64encode(_derived(client_secret, b"vouch slack installations")))

    def allows(self, identity: str | None) -> bool:
        """Whether the settings name the workspace or organisation; evidence goes to no other."""
        return identity in self._allowed

    def save(self, installation: Installation) -> None:
        """Keep an installation. Raises ``ValueError`` for one that the settings do not name."""
        bot = installation.to_bot()
        if not self.allows(_identity(bot.enterprise_id, bot.team_id, bot.is_enterprise_install)):
            warn("an installation was refused", team=bot.team_id, organisation=bot.enterprise_id)
            raise ValueError("this workspace is not among slack.workspaces")
        self.save_bot(bot)

    def save_bot(self, bot: Bot) -> None:
        """Keep what belongs to the bot; a person's token is never kept."""
        identity = _identity(bot.enterprise_id, bot.team_id, bot.is_enterprise_install)
        body = json.dumps(
            {
                "app_id": bot.app_id, "team_id": bot.team_id, "team_name": bot.team_name, "bot_token": bot.bot_token,
                "bot_id": bot.bot_id, "bot_user_id": bot.bot_user_id, "bot_scopes": list(bot.bot_scopes or ()),
                "enterprise_id": bot.enterprise_id, "enterprise_name": bot.enterprise_name,
                "is_enterprise_install": bool(bot.is_enterprise_install), "installed_at": bot.installed_at,
            }
        )  # fmt: skip
        self._keep.put(f"{_PREFIX}{identity}", self._cipher.encrypt(body.encode()).decode())
        self._saved(identity)
        note("installed", where=identity)

    def find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The installation of a workspace, or with ``is_enterprise_install`` of an organisation."""
        identity = _identity(enterprise_id, team_id, is_enterprise_install)
        kept = self._keep.get(f"{_PREFIX}{identity}") if self.allows(identity) else None
        if kept is None:
            return None
        try:
            body: dict[str, Any] = json.loads(self._cipher.decrypt(kept.encode()))
        except InvalidToken:
            warn("an installation cannot be read; install the app again", where=identity)
            return None
        return Bot(**body)

    def delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget a workspace, or (without one) an organisation."""
        self._keep.put(f"{_PREFIX}{_identity(enterprise_id, team_id, not team_id)}", None)

    def delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """As ``delete_bot``: there is nothing of single people."""
        self.delete_bot(enterprise_id=enterprise_id, team_id=team_id)


class States(OAuthStateStore):  # type: ignore[misc, unused-ignore]
    """The states of installations that are under way: good for ten minutes, and once.

    A state carries its end and a signature under the client secret. Anybody may begin an installation, so that nothing
    is kept for one that was begun: only the few that come back are remembered, until they would have ended anyway.
    """

    def __init__(self, client_secret: str, now: Callable[[], float] = time.time) -> None:
        self._key, self._now = _derived(client_secret, b"vouch slack states"), now
        self._lock = threading.Lock()
        self._used: dict[str, int] = {}

    def issue(self, *args: Any, **kwargs: Any) -> str:
        """A new state."""
        body = f"{secrets.token_urlsafe(24)}.{int(self._now()) + _STATE_SECONDS}"
        return f"{body}.{self._signature(body)}"

    def consume(self, state: str) -> bool:
        """Whether a state was issued here, is not too old and was not used yet."""
        body, _, signature = state.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(body).encode()):
            return False
        end, now = int(body.rpartition(".")[2]), self._now()
        with self._lock:
            self._used = {used: until for used, until in self._used.items() if until > now}
            if end <= now or body in self._used:
                return False
            self._used[body] = end
            return True

    def _signature(self, body: str) -> str:
        return hmac.new(self._key, body.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def _derived(client_secret: str, purpose: bytes) -> bytes:
    """A key of 32 bytes for one purpose."""
    return HKDF(hashes.SHA256(), 32, None, purpose).derive(client_secret.encode())


def _identity(enterprise: str | None, team: str | None, whole: bool | None) -> str:
    """The id that an installation is kept under."""
    return str((enterprise if whole else team) or "")
