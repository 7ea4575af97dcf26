"""Packing: what was asked, what it rests on, and what a third party needs to check it, in one ZIP."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.resources import files as resources
from typing import Any

from assistant.originals import Originals, Pictures
from assistant.packs.matter import Matter, Wanted, gather, said
from assistant.packs.sources import Collector, Files, Source, safe
from assistant.packs.zipping import write_zip
from assistant.service.identity import Identity
from assistant.service.service import Service
from evidence.model import content_sha256
from evidence.record import Checkpoint, Entry
from evidence.record.chain import GENESIS
from evidence.signing import Signer

FORMAT = "vouch-pack/1"
PURPOSE = b"vouch-pack-1\n"
"""Stands before the manifest in what is signed: a signature of this key under something else is no pack's."""

LIMIT = 250_000_000
"""Bytes that a pack holds at most."""
_LINKS = 5_000  # entries between an answer and the checkpoint that proves it


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack as a file: ``name`` proposes a file name; ``files`` counts what is in it."""

    name: str
    data: bytes
    sha256: str
    title: str
    files: int
    sources: int


class Packer:
    """Makes packs. ``version`` is the program's; ``limit`` bounds the bytes of one pack."""

    def __init__(
        self,
        service: Service,
        originals: Originals,
        pictures: Pictures,
        signer: Signer,
        version: str,
        *,
        limit: int = LIMIT,
    ) -> None:
        self._service = service
        self._originals = originals
        self._pictures = pictures
        self._signer = signer
        self._version = version
        self._limit = limit

    @property
    def key_id(self) -> str:
        """The short name of the key that signs."""
        return self._signer.key_id

    @property
    def public_pem(self) -> str:
        """The public key that packs are checked with, PEM."""
        return self._signer.public_pem

    def export(self, who: Identity, wanted: Wanted) -> Pack:
        """A pack for ``who``, entered in the ledger before it is handed out.

        The same request against the same archive and ledger gives the same bytes. Raises ``Refused``, ``Missing``,
        ``QuestionError`` and ``TooLarge``.
        """
        pack = self.pack(who, wanted)
        told = {"pack": pack.sha256, "title": pack.title, "wanted": said(wanted), "bytes": len(pack.data)}
        self._service.record.ledger.append("export", who.person, who.groups, told)
        return pack

    def pack(self, who: Identity, wanted: Wanted) -> Pack:
        """As ``export``, without the ledger's knowing."""
        from assistant.packs.index_html import index_html
        from assistant.packs.index_pdf import index_pdf

        who.require("export")
        matter = gather(self._service, who, wanted)
        held = Files(self._limit)
        view = self._service.view(who, matter.as_of)
        sources = Collector(view, self._originals, self._pictures, held).sources(matter.citations)
        ledger = self._ledger(who, matter.entries)
        shown = {
            "kind": matter.kind,
            "request": dict(matter.request),
            "answers": list(matter.answers),
            "report": matter.report,
        }
        held.add("answers.json", as_bytes(shown))
        held.add("evidence.json", as_bytes([source.as_json() for source in sources]))
        held.add("ledger.json", as_bytes(ledger))
        held.add("index.html", index_html(matter, sources, self._signer.key_id))
        held.add("index.pdf", index_pdf(matter, sources, self._signer.key_id))
        held.add("verify.py", (resources("assistant.packs") / "standalone.py").read_bytes())
        held.add("public.key", self._signer.public_pem.encode("ascii"))
        return self._closed(matter, sources, held.held)

    def _closed(self, matter: Matter, sources: Sequence[Source], held: dict[str, bytes]) -> Pack:
        manifest = as_bytes(
            {
                "format": FORMAT,
                "program": f"vouch {self._version}",
                "kind": matter.kind,
                "title": matter.title,
                "as_of": matter.as_of.isoformat(),
                "key_id": self._signer.key_id,
                "files": [
                    {"path": path, "bytes": len(held[path]), "sha256": content_sha256(held[path])}
                    for path in sorted(held)
                ],
            }
        )
        signature = self._signer.sign(PURPOSE + manifest)
        data = write_zip({**held, "manifest.json": manifest, "manifest.sig": signature}, matter.as_of)
        name = f"pack-{matter.kind}-{safe(matter.title).lower()}-{matter.as_of.isoformat()}.zip"
        return Pack(name, data, content_sha256(data), matter.title, len(held) + 2, len(sources))

    # The ledger's proof ----------------------------------------------------------------------------

    def _ledger(self, who: Identity, entries: Sequence[Entry]) -> dict[str, Any]:
        """The entries with what is needed to compute their digests and chains again, and a checkpoint to end at.

        Links between them tell nothing of what others asked but its kind and time; they are for who may audit.
        """
        if not entries:
            return {"entries": [], "links": [], "checkpoint": None}
        ledger = self._service.record.ledger
        ordered = sorted(entries, key=lambda entry: entry.sequence)
        rows = [{**entry.as_json(), "previous": self._before(entry)} for entry in ordered]
        first, last = ordered[0].sequence, ordered[-1].sequence
        checkpoint = self._checkpoint(last, who.may("audit"))
        links: list[dict[str, Any]] = []
        if checkpoint is not None:
            between = ledger.entries(after=first - 1, limit=_LINKS + 1, before=checkpoint.sequence + 1)
            own = {entry.sequence for entry in ordered}
            whole = bool(between) and between[-1].sequence == checkpoint.sequence
            if whole and (who.may("audit") or all(each.sequence in own for each in between)):
                links = [_link(each) for each in between]
            else:
                checkpoint = None
        return {"entries": rows, "links": links, "checkpoint": asdict(checkpoint) if checkpoint else None}

    def _before(self, entry: Entry) -> str:
        return self._service.record.ledger.entry(entry.sequence - 1).chain if entry.sequence > 1 else GENESIS

    def _checkpoint(self, last: int, audits: bool) -> Checkpoint | None:
        """The first checkpoint at or after an entry; one is made where there is none and it can be shown."""
        ledger = self._service.record.ledger
        held = [each for each in ledger.checkpoints() if each.sequence >= last and each.holds()]
        if not held and (audits or ledger.head()[0] == last):
            held = [ledger.checkpoint(self._signer)]
        return min(held, key=lambda each: each.sequence, default=None)


def as_bytes(value: Any) -> bytes:
    """JSON in one spelling, to be read by people too."""
    return json.dumps(value, ensure_ascii=True, indent=1, sort_keys=True).encode("ascii") + b"\n"


def _link(entry: Entry) -> dict[str, Any]:
    whole = entry.as_json()
    return {name: whole[name] for name in ("sequence", "at", "kind", "groups", "digest", "chain")}
