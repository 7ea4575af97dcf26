"""How long the stages of one answer took."""

from __future__ import annotations

import time


class Laps:
    """Milliseconds a stage, in the order in which stages were first ended. A stage may come more than once."""

    def __init__(self) -> None:
        self.ms: dict[str, float] = {}
        self._last = time.perf_counter()

    def end(self, stage: str) -> None:
        """The time since the last end was ``stage``'s."""
        now = time.perf_counter()
        self._add(stage, now - self._last)
        self._last = now

    def within(self, stage: str, seconds: float) -> None:
        """Of the time since the last end, ``seconds`` were ``stage``'s and not that of the stage that ends next."""
        self._add(stage, seconds)
        self._last += seconds

    def _add(self, stage: str, seconds: float) -> None:
        self.ms[stage] = round(self.ms.get(stage, 0.0) + 1000 * seconds, 1)
