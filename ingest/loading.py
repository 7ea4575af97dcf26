"""Libraries that only some files need take seconds to import; that time is not the file's which happens to be first."""

from __future__ import annotations

import sys
from collections.abc import Callable
from importlib import import_module
from types import ModuleType


class _Told:
    """Who wants to know when loading begins (``True``) and ends (``False``), and how deep one is in another."""

    def __init__(self) -> None:
        self.listener: Callable[[bool], None] = lambda _: None
        self.depth = 0


_told = _Told()


def on_loading(listener: Callable[[bool], None]) -> None:
    """Have ``listener`` told of every library that ``load`` imports in this process, before and after."""
    _told.listener = listener


def load(name: str) -> ModuleType:
    """The module called ``name``, imported on the first call."""
    if name in sys.modules:
        return import_module(name)
    _told.depth += 1
    try:
        if _told.depth == 1:
            _told.listener(True)
        return import_module(name)
    finally:
        _told.depth -= 1
        if _told.depth == 0:
            _told.listener(False)
