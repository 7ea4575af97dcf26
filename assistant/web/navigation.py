"""The pages of the site. A page is one module of ``assistant.web.pages`` and one template, and adds itself.

A page module has ``PAGE`` (its place in the navigation; ``None`` for a page that is only linked to) and
``routes(site) -> APIRouter``. It may have ``on_answer(site, who, sequence) -> list[Action]``: what it offers beside an
answer.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from fastapi import APIRouter

    from assistant.service import Identity
    from assistant.web.site import Site


@dataclass(frozen=True, slots=True)
class Page:
    """A page's entry in the navigation.

    ``order`` places it (tens, so that others fit between); ``act`` is what a reader must be permitted to see it
    (``Identity.may``).
    """

    name: str
    title: str
    path: str
    order: int
    act: str = "read"


@dataclass(frozen=True, slots=True)
class Action:
    """A button beside an answer: a form that posts ``fields`` to ``path``."""

    label: str
    path: str
    fields: tuple[tuple[str, str], ...] = ()


class PageModule(Protocol):
    """What every module of ``assistant.web.pages`` provides."""

    PAGE: Page | None

    def routes(self, site: Site) -> APIRouter:
        """The page's routes; made with ``site.router()``."""
        ...


def modules() -> Iterator[PageModule]:
    """Every page module that there is, by name."""
    from assistant.web import pages

    for found in sorted(pkgutil.iter_modules(pages.__path__), key=lambda each: each.name):
        yield cast(PageModule, importlib.import_module(f"{pages.__name__}.{found.name}"))


class Navigation:
    """The entries of the navigation, in order."""

    def __init__(self, pages: list[Page]) -> None:
        self.pages = sorted(pages, key=lambda page: (page.order, page.title))

    def of(self, who: Identity) -> list[Page]:
        """The pages that ``who`` may open."""
        return [page for page in self.pages if who.may(page.act)]
