"""Small things that a part of the program must remember over a restart."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from evidence.record.chain import canonical
from evidence.record.store import Store


class Settings:
    """JSON values by key."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: str, default: Any = None) -> Any:
        """The value last put, or ``default``."""
        with self._store.read() as connection:
            text = connection.exec_driver_sql('SELECT value FROM setting WHERE "key" = ?', (key,)).scalar()
        return default if text is None else json.loads(text)

    def put(self, key: str, value: Any) -> None:
        """Keep ``value``; the one before is forgotten."""
        text = canonical(value)

        def work(connection: sa.Connection) -> None:
            query = 'INSERT INTO setting VALUES (?, ?) ON CONFLICT ("key") DO UPDATE SET value = excluded.value'
            connection.exec_driver_sql(query, (key, text))

        self._store.write(work)
