"""How much one person may ask for: a bucket of tokens each, refilled steadily."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

from assistant.api.errors import RateLimited

_MOST = 10_000  # people remembered; the one unseen longest is forgotten first, and so has a full bucket


class Rates:
    """``per_minute`` requests a person in the long run, ``burst`` at once."""

    def __init__(self, per_minute: float, burst: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._burst, self._clock = per_minute / 60, float(burst), clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, person: str, cost: float = 1.0) -> None:
        """Take ``cost`` out of a person's bucket. Raises ``RateLimited`` with the time until it would hold it."""
        now = self._clock()
        with self._lock:
            held, since = self._buckets.pop(person, (self._burst, now))
            held = min(self._burst, held + (now - since) * self._rate)
            enough = held >= cost
            self._buckets[person] = (held - cost if enough else held, now)
            while len(self._buckets) > _MOST:
                self._buckets.popitem(last=False)
        if not enough:
            raise RateLimited("too many requests in a short time", (cost - held) / self._rate)
