"""Values kept by key within a bound: made once however many threads ask, the least recently used given up first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class _Turn:
    """Who makes a value; the others wait for it."""

    lock: threading.RLock = field(default_factory=threading.RLock)
    waiting: int = 0


class Memo:
    """At most ``limit`` of weight is kept (one value may be heavier: then it alone). Safe from several threads."""

    def __init__(self, limit: int) -> None:
        """``limit`` in whatever unit the weights are given; a value weighs 1 where nothing else is said."""
        self.limit = limit
        self._kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._turns: dict[Hashable, _Turn] = {}
        self._weight = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many values are kept."""
        return len(self._kept)

    @property
    def weight(self) -> int:
        """What all that is kept weighs."""
        return self._weight

    def get(self, key: Hashable, make: Callable[[], T], weigh: Callable[[T], int] | None = None) -> T:
        """The value of ``key``: kept, else made by one thread while others that want it wait. Errors are not kept.

        ``make`` may ask for other keys, as long as no two values need each other.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key][0]  # type: ignore[no-any-return]
            turn = self._turns.setdefault(key, _Turn())
            turn.waiting += 1
        try:
            with turn.lock:
                known = self.known((key,))
                if key in known:
                    return known[key]  # type: ignore[no-any-return]
                value = make()
                self.keep({key: value}, weigh)
                return value
        finally:
            with self._lock:
                turn.waiting -= 1
                if not turn.waiting:
                    del self._turns[key]

    def known(self, keys: Iterable[Hashable]) -> dict[Any, Any]:
        """The values kept among ``keys``."""
        with self._lock:
            found = {}
            for key in keys:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    found[key] = self._kept[key][0]
            return found

    def keep(self, values: Mapping[Any, T], weigh: Callable[[T], int] | None = None) -> None:
        """Keep values, and give up what has not been wanted for longest where the bound is passed."""
        with self._lock:
            for key, value in values.items():
                self._weight -= self._kept.pop(key, (None, 0))[1]
                weight = weigh(value) if weigh else 1
                self._kept[key] = (value, weight)
                self._weight += weight
            while self._weight > self.limit and len(self._kept) > 1:
                _, (_, weight) = self._kept.popitem(last=False)
                self._weight -= weight

    def discard(self, unwanted: Callable[[Any], bool]) -> None:
        """Give up every value whose key is ``unwanted``."""
        with self._lock:
            for key in [key for key in self._kept if unwanted(key)]:
                self._weight -= self._kept.pop(key)[1]
