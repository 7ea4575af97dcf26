"""Reading an archive that is being written to: what was replaced meanwhile is read anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from evidence.errors import ArchiveError

_T = TypeVar("_T")
_TRIES = 4


def steady(function: Callable[[], _T]) -> _T:
    """The result of ``function``, which takes its own view; tried again when a document was replaced under it.

    Nothing is written before everything is read, so that trying again does nothing twice.
    """
    for _ in range(_TRIES - 1):
        try:
            return function()
        except ArchiveError as error:
            if not error.retry:
                raise
    return function()
