"""A clock that stands until a test moves it."""

from datetime import UTC, datetime


class Clock:
    """Stands at 1 March 2026, 09:00."""

    def __init__(self) -> None:
        """Set ``now`` to move it."""
        self.now = datetime(2026, 3, 1, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time that it shows."""
        return self.now
