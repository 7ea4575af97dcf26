"""The anomalies in the navigation: a report that people look for beside the findings, not among the files."""

from __future__ import annotations

from fastapi import APIRouter

from assistant.web.navigation import Page
from assistant.web.site import Site

PAGE = Page("anomalies", "Anomalies", "/reports/anomalies", 52)


def routes(site: Site) -> APIRouter:
    """None of its own: ``assistant.web.pages.reports`` shows it."""
    return site.router()
