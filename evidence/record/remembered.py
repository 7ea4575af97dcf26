"""Responses to requests that came with a key, so that a request that is repeated is not carried out twice."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from evidence.record.chain import canonical
from evidence.record.failures import Conflict
from evidence.record.store import Store, written

_KEPT = timedelta(hours=24)
_QUERY = 'SELECT fingerprint, response FROM remembered WHERE person = ? AND "key" = ? AND "at" > ?'


class Remembered:
    """Responses by person and key, for 24 hours. ``fingerprint`` is a hash of the request that the caller chooses."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, person: str, key: str, fingerprint: str) -> Any | None:
        """The response that was given (JSON), or ``None``. Raises ``Conflict`` when the key was another request's."""
        with self._store.read() as connection:
            return self._stored(connection, person, key, fingerprint)

    def put(self, person: str, key: str, fingerprint: str, response: Any) -> Any:
        """Keep a response (JSON, not null); what is then kept: of two at a time, the first. Raises ``Conflict``."""
        text = canonical(response)

        def work(connection: sa.Connection) -> Any:
            past = written(self._store.now() - _KEPT)
            connection.exec_driver_sql('DELETE FROM remembered WHERE "at" <= ?', (past,))
            stored = self._stored(connection, person, key, fingerprint)
            if stored is not None:
                return stored
            values = (person, key, fingerprint, text, self._store.moment())
            connection.exec_driver_sql("INSERT INTO remembered VALUES (?, ?, ?, ?, ?)", values)
            return json.loads(text)

        return self._store.write(work)

    def _stored(self, connection: sa.Connection, person: str, key: str, fingerprint: str) -> Any | None:
        past = written(self._store.now() - _KEPT)
        row = connection.exec_driver_sql(_QUERY, (person, key, past)).first()
        if row is None:
            return None
        if row.fingerprint != fingerprint:
            raise Conflict("this key came with another request before")
        return json.loads(row.response)
