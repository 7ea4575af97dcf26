"""Secrets out of whatever is logged or shown."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from contextlib import suppress

import structlog

_SECRET = re.compile(
    r"xox[a-z]?[.-][\w.-]+|xapp-[\w-]+|xoxe\.[\w.-]+|v0=[0-9a-f]{64}"
    r"|(?<=client_secret=)[^&\s'\"]+|(?<=[?&]code=)[^&\s'\"]+"
    r"|(?:hooks\.slack\.com|/response)/[\w/.-]+|wss?://\S+"
)


def redacted(text: str) -> str:
    """``text`` without tokens, signatures, secrets of an installation, response URLs and socket tickets."""
    return _SECRET.sub("[secret]", text)


class _ToStructlog(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        _log(record.levelno, record.getMessage(), {"error": kind} if kind else {})


def library_logger() -> logging.Logger:
    """The logger that Slack's libraries are given: warnings and worse, redacted, without bodies of requests."""
    logger = logging.Logger("slack.library", logging.WARNING)
    logger.addHandler(_ToStructlog())
    return logger


def note(event: str, **values: object) -> None:
    """Log an event of ours, redacted."""
    _log(logging.INFO, event, values)


def warn(event: str, **values: object) -> None:
    """Log something that somebody should look at, redacted."""
    _log(logging.WARNING, event, values)


def _log(level: int, event: str, values: Mapping[str, object]) -> None:
    """A log that cannot be written to (a full disk, a closed terminal) stops no work."""
    with suppress(OSError, ValueError):
        shown = {key: redacted(str(value)) for key, value in values.items()}
        structlog.get_logger("slack").log(level, redacted(event), **shown)
