"""Erasing contents: the entry's own, and every copy of it that the record keeps for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from evidence.record.store import written

ERASED = "(erased)"
"""What stands for a conversation's title when its first question was erased."""
_REMEMBERED = timedelta(hours=25)  # responses are remembered for a day, and an answer takes a while

# A temporary table rather than a loop: a retention erases a hundred thousand entries while others wait to write.
_FEEDBACK = """INSERT OR IGNORE INTO erasing SELECT f.entry FROM feedback f JOIN entry e ON e.sequence = f.entry
    WHERE f.about IN (SELECT sequence FROM erasing) AND e.body IS NOT NULL"""
_RESPONSES = """DELETE FROM remembered WHERE EXISTS (SELECT 1 FROM entry e WHERE e.asker = remembered.person
    AND e.sequence IN (SELECT sequence FROM erasing) AND e."at" > ? AND e."at" <= remembered."at")"""
_TITLES = """UPDATE conversation SET title = ? WHERE number IN (SELECT t.conversation FROM turn t
    WHERE t.sequence IN (SELECT sequence FROM erasing)
    AND t.number = (SELECT min(number) FROM turn WHERE conversation = t.conversation))"""
_TURNS = "UPDATE turn SET question = '', answer = NULL WHERE sequence IN (SELECT sequence FROM erasing)"
_ENTRIES = """UPDATE entry SET asker = NULL, salt = NULL, body = NULL
    WHERE sequence IN (SELECT sequence FROM erasing)"""


def erase(connection: sa.Connection, sequences: Sequence[int], now: datetime) -> list[int]:
    """Empty these entries and the feedback about them (it repeats the question); all that were emptied, in order.

    Turns of conversations that show them lose their words. Responses remembered for the same people since are
    forgotten, so that a request repeated within a day is carried out again.
    """
    run = connection.exec_driver_sql
    run("CREATE TEMP TABLE IF NOT EXISTS erasing (sequence INTEGER PRIMARY KEY)")
    run("DELETE FROM erasing")
    if sequences:
        run("INSERT INTO erasing VALUES (?)", [(each,) for each in sequences])
    run(_FEEDBACK)
    run(_RESPONSES, (written(now - _REMEMBERED),))
    run(_TITLES, (ERASED,))
    run(_TURNS)
    run(_ENTRIES)
    return [row.sequence for row in run("SELECT sequence FROM erasing ORDER BY sequence")]


def ranges(sequences: Sequence[int]) -> list[list[int]]:
    """Ascending numbers as [first, last] stretches."""
    found: list[list[int]] = []
    for each in sequences:
        if found and each == found[-1][1] + 1:
            found[-1][1] = each
        else:
            found.append([each, each])
    return found
