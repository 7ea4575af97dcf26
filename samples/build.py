"""Builds the sample organisation: ``python -m samples.build`` (needs the dev requirements).

Brightwater Lending is fictional, as are its people. Its documents are text under ``samples/source`` (words, sheets,
slides), rendered into their natural formats, and some built piece by piece in ``samples/builders``. The outputs are
committed, so that nothing has to be built to use them; building again gives the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from samples.builders import mail, office, pages, plain
from samples.render.formats import render
from samples.render.signing import authority_pem
from samples.render.source import sources

_HERE = Path(__file__).resolve().parent
TARGET = _HERE / "organisation"
SOURCE = _HERE / "source"


def handmade() -> Iterator[tuple[str, bytes]]:
    """Path below ``docs`` -> bytes of the documents built piece by piece: two dozen, every format among them."""
    for builder in (plain, office, pages, mail):
        yield from builder.files().items()


def documents() -> Iterator[tuple[str, bytes]]:
    """Path below ``docs`` -> bytes, for every document of the organisation."""
    yield from handmade()
    for source in sources(SOURCE):
        yield source.file, render(source)


def main() -> int:
    """Write every document, and remove those that no source makes any longer."""
    docs = TARGET / "docs"
    made = {"access.json"}
    for name, data in documents():
        if name in made and name != "access.json":
            raise ValueError(f"two documents are named {name}")
        made.add(name)
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    for path in [path for path in docs.rglob("*") if path.is_file()]:
        if path.relative_to(docs).as_posix() not in made:
            path.unlink()
    (TARGET / "trust.pem").write_bytes(authority_pem())
    size = sum(path.stat().st_size for path in docs.rglob("*") if path.is_file())
    print(f"{len(made)} files, {size / 1e6:.1f} MB in {docs}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
