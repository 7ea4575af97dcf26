"""Structured logging to standard error: for people on a terminal, as JSON lines for machines."""

from __future__ import annotations

import logging
import sys

import structlog

from vouch.settings import LogSettings


def configure_logging(settings: LogSettings) -> None:
    """Send structlog's events to standard error at the level and in the format asked for."""
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=_to_standard_error,
        cache_logger_on_first_use=False,
    )


def _to_standard_error(*_: object) -> structlog.PrintLogger:
    """Standard error as it is when something is said: what it was at the start may be closed by now."""
    return structlog.PrintLogger(sys.stderr)
