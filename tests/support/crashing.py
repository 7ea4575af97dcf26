"""A writer that dies: ``python -m tests.support.crashing``, one job a line on standard input.

A job is JSON: the home, the point at which the process kills itself, and how often the point is passed
before. Each job runs in a child forked after the heavy imports, so that many kills cost little. One line
answers each: the child's wait status.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from evidence import lexical, upkeep, writing
from evidence.archive import Archive
from evidence.vectors import Vectors
from tests.support.archives import corpus, open_archive, put

DOCUMENTS = corpus(11, 6, [("a",), ("a", "b")])
CHANGED = corpus(12, 3, [("a",), ("a", "b")])

_POINTS: dict[str, tuple[Any, str, bool]] = {  # where, which function, and whether before it
    "vectors written": (Vectors, "upsert", False),
    "words written": (lexical, "add", False),
    "rows written": (writing, "write", False),
    "document live": (Archive, "replace", False),
    "rows removed": (writing, "remove", False),
    "garbage forgotten": (Vectors, "delete", True),
    "garbage deleted": (Vectors, "delete", False),
    "index filled": (upkeep, "reconcile", False),
    "index switched": (Vectors, "move_to", True),
}
POINTS = tuple(_POINTS)


def work(folder: Path) -> None:
    """Write, write other versions, withdraw, collect and reindex: the same end however often it is begun again."""
    with open_archive(folder) as archive:
        source = archive.add_source(folder.parent / "docs")
        put(archive, source, *DOCUMENTS)
        put(archive, source, *CHANGED)
        archive.withdraw(source, [each.path for each in DOCUMENTS[4:]])
        archive.collect_garbage()
        archive.reindex()


def _die_at(point: str, count: int) -> None:
    if point == "timer":
        threading.Timer(count / 1_000, os.kill, (os.getpid(), signal.SIGKILL)).start()
        return
    owner, name, before = _POINTS[point]
    original: Callable[..., Any] = getattr(owner, name)
    left = count

    def dying(*arguments: Any, **named: Any) -> Any:
        nonlocal left
        left -= 1
        if left <= 0 and before:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **named)
        if left <= 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, dying)


def main() -> None:
    """Run the jobs."""
    import chromadb  # noqa: F401

    for line in sys.stdin:
        folder, point, count = json.loads(line)
        child = os.fork()
        if child == 0:
            _die_at(point, count)
            work(Path(folder))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(status, flush=True)


if __name__ == "__main__":
    main()
