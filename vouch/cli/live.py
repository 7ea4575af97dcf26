"""An answer on a terminal while a model composes it."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType
from typing import Any

from rich.console import Console, Group
from rich.live import Live as Region
from rich.text import Text

from assistant.answer import Claim
from vouch.cli.render import locator, visible


class Live:
    """A listener that shows each claim with its source as it comes.

    What it showed goes when the whole answer takes its place, and stays when the answer never comes.
    """

    def __init__(self, console: Console) -> None:
        self._console = console
        self._lines: list[Text] = []
        self._region = Region(console=console, transient=True, auto_refresh=False)

    def __enter__(self) -> Live:
        self._region.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._region.stop()
        if error is not None:
            for line in self._lines:
                self._console.print(line)

    def __call__(self, event: str, data: Mapping[str, Any]) -> None:
        """Show a claim."""
        if event != "claim":
            return
        claim = Claim.model_validate({name: data[name] for name in data if name != "number"})
        self._lines.append(Text(f"{visible(claim.text)} [{data['number']}]", style="bold"))
        self._lines += [Text(f"    {locator(each)}", style="dim") for each in claim.citations]
        self._region.update(Group(*self._lines), refresh=True)
