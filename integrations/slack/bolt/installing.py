"""Several workspaces: installations kept with their tokens encrypted, and Slack's OAuth flow over them."""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Sequence
from typing import Any, Protocol

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from slack_sdk.oauth.installation_store import Bot, Installation, InstallationStore
from slack_sdk.oauth.state_store import OAuthStateStore

from integrations.slack.redact import note, warn

_PREFIX = "slack.installation."
_STATE = "slack.state."
_STATE_SECONDS = 600.0


class Keep(Protocol):
    """Small values by name: ``record.settings``, or the Slack part's own file."""

    def get(self, name: str, /) -> Any:
        """A value, ``None`` when there is none."""

    def put(self, name: str, value: str | None, /) -> None:
        """Keep a value; ``None`` forgets it."""


class Installations(InstallationStore):  # type: ignore[misc, unused-ignore]
    """Bot installations of the workspaces that the settings allow. Tokens are encrypted under the client secret."""

    def __init__(self, keep: Keep, client_secret: str, allowed: Sequence[str]) -> None:
        self._keep, self._allowed = keep, frozenset(allowed)
        derived = HKDF(hashes.SHA256(), 32, None, b"vouch slack installations").derive(client_secret.encode())
        self._cipher = Fernet(base64.urlsafe_b64encode(derived))

    def allows(self, team: str | None) -> bool:
        """Whether the settings name the workspace; evidence goes to no other."""
        return team in self._allowed

    def save(self, installation: Installation) -> None:
        """Keep an installation. Raises ``ValueError`` for a workspace that the settings do not name."""
        if not self.allows(installation.team_id):
            warn("an installation was refused", team=installation.team_id)
            raise ValueError("this workspace is not among slack.workspaces")
        self.save_bot(installation.to_bot())

    def save_bot(self, bot: Bot) -> None:
        """Keep what belongs to the bot; a person's token is never kept."""
        body = json.dumps(
            {
                "app_id": bot.app_id, "team_id": bot.team_id, "team_name": bot.team_name, "bot_token": bot.bot_token,
                "bot_id": bot.bot_id, "bot_user_id": bot.bot_user_id, "bot_scopes": list(bot.bot_scopes or ()),
                "installed_at": bot.installed_at,
            }
        )  # fmt: skip
        self._keep.put(f"{_PREFIX}{bot.team_id}", self._cipher.encrypt(body.encode()).decode())
        note("installed", team=bot.team_id)

    def find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        """The installation of a workspace."""
        kept = self._keep.get(f"{_PREFIX}{team_id}") if self.allows(team_id) else None
        if kept is None:
            return None
        try:
            body: dict[str, Any] = json.loads(self._cipher.decrypt(kept.encode()))
        except InvalidToken:
            warn("an installation cannot be read; install the app again", team=team_id)
            return None
        return Bot(**body)

    def delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        """Forget a workspace."""
        self._keep.put(f"{_PREFIX}{team_id}", None)

    def delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """As ``delete_bot``: there is nothing of single people."""
        self.delete_bot(enterprise_id=enterprise_id, team_id=team_id)


class States(OAuthStateStore):  # type: ignore[misc, unused-ignore]
    """The one-time states of installations that are under way: good for ten minutes, and once."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep

    def issue(self, *args: Any, **kwargs: Any) -> str:
        """A new state."""
        state = secrets.token_urlsafe(32)
        self._keep.put(f"{_STATE}{state}", str(time.time() + _STATE_SECONDS))
        return state

    def consume(self, state: str) -> bool:
        """Whether a state was issued and not used yet."""
        until = self._keep.get(f"{_STATE}{state}")
        self._keep.put(f"{_STATE}{state}", None)
        return until is not None and float(until) > time.time()
