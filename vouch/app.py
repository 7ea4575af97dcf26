"""The composition root: the only place that turns settings into working parts."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from evidence.errors import SettingsError
from vouch.settings import Settings

if TYPE_CHECKING:
    from assistant.ask import Assistant
    from assistant.composer import Composer
    from evidence.archive import Archive
    from evidence.cross_encoder import CrossEncoder
    from evidence.embedders import Embedder
    from evidence.record import Record
    from ingest.facts.completing import Completer
    from ingest.limits import Limits


#: Libraries that would otherwise report to their makers or fetch what they lack.
_QUIET = {
    "SCARF_NO_ANALYTICS": "1",
    "DO_NOT_TRACK": "1",
    "HF_HUB_OFFLINE": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "ANONYMIZED_TELEMETRY": "False",
    "ORT_DISABLE_TELEMETRY": "1",
}


def silence_libraries() -> None:
    """Set the variables that keep libraries from opening connections. Call before importing them."""
    for name, value in _QUIET.items():
        os.environ.setdefault(name, value)


class App:
    """The parts, built on first use from one ``Settings``."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._embedder: Embedder | None = None
        self._cross_encoder: CrossEncoder | None = None
        silence_libraries()

    @property
    def embedder(self) -> Embedder:
        """The model that turns text into vectors; loading it takes about half a second."""
        if self._embedder is None:
            self._embedder = self.embedder_factory()()
        return self._embedder

    @contextmanager
    def archive(self, *, adopt: bool = False) -> Iterator[Archive]:
        """The archive of the home folder, owned by this process until the block ends.

        With ``adopt`` an archive of another embedder is taken over: its vectors are dropped, and the next
        synchronisation embeds again. Raises ``ArchiveLocked`` while another process owns it.
        """
        from evidence.archive import Archive

        embedder_id, dimensions = self._embedder_identity()
        archive = Archive.open(
            self.settings.home, embedder_id, dimensions, exact_limit=self.settings.search.exact_limit, adopt=adopt
        )
        try:
            yield archive
        finally:
            archive.close()

    def record(self) -> Record:
        """What people decided, kept beside the archive; close it, or use it as a context."""
        from evidence.record import Record

        return Record(self.settings.home)

    def default_groups(self) -> tuple[str, ...]:
        """The groups of an asker who names none: the ``default`` of the access files in force."""
        from ingest.remember import default_groups

        return default_groups(self.settings.home)

    def assistant(self) -> Assistant:
        """Question answering: from the register, with the documents' words, and through a model where one is set."""
        from assistant.ask import Assistant
        from assistant.retrieve import Retriever

        return Assistant(self.embedder, Retriever(), composer=self.composer(), cross_encoder=self.cross_encoder)

    @property
    def cross_encoder(self) -> CrossEncoder:
        """The model that reads a question and a statement together; loaded when first asked (0.3 s)."""
        if self._cross_encoder is None:
            from evidence.cross_encoder import CrossEncoder

            self._cross_encoder = CrossEncoder(self.settings.embedding.threads or None)
        return self._cross_encoder

    def composer(self) -> Composer | None:
        """What has a language model compose answers; none unless the settings name a model."""
        llm, ollama = self.settings.llm, self.settings.ollama
        if not llm.model:
            return None
        import structlog

        from assistant.composer import Composer
        from assistant.llm.checker import Checker
        from assistant.llm.compose import Budget
        from evidence.cross_encoder import shared_entailing
        from evidence.ollama_chat import OllamaChat
        from ingest.tokens import count_tokens

        def note(words: str) -> None:
            structlog.get_logger("llm").warning(words)

        def chat(name: str) -> OllamaChat:
            return OllamaChat(
                ollama.url,
                name,
                timeout=ollama.seconds,
                context_tokens=llm.context_tokens,
                reply_tokens=llm.reply_tokens,
                keep_alive=llm.keep_alive,
            )

        checker = Checker.named(chat(llm.checker), llm.checker) if llm.checker else None
        return Composer(
            chat(llm.model),
            Budget(count_tokens, llm.evidence_tokens),
            checker,
            note,
            llm.reads == "nearest",
            shared_entailing(),
        )

    def completer(self) -> Completer | None:
        """What has a language model complete the facts of documents; none unless the settings name a model."""
        facts, ollama = self.settings.facts, self.settings.ollama
        if not facts.model:
            return None
        from evidence.ollama_chat import OllamaChat
        from ingest.facts.completing import Completer
        from prompts import load

        model = OllamaChat(
            ollama.url,
            facts.model,
            timeout=ollama.seconds,
            context_tokens=facts.context_tokens,
            reply_tokens=facts.reply_tokens,
            keep_alive=self.settings.llm.keep_alive,
        )
        return Completer(model, facts.model, load("facts"), facts.pieces, facts.characters)

    def today(self) -> date:
        """The date to answer as of when nothing else is said: ``VOUCH_TODAY``, else the clock's."""
        return self.settings.today or date.today()

    def limits(self) -> Limits:
        """Bounds on one file, from the settings."""
        from ingest.limits import Limits

        s = self.settings.ingest
        return Limits(
            bytes=s.max_bytes,
            expanded_bytes=s.max_expanded_bytes,
            characters=s.max_characters,
            pages=s.max_pages,
            cells=s.max_cells,
            seconds=s.seconds_per_file,
            memory=s.memory_per_file,
            ocr_pages=s.ocr_pages,
            ocr_dpi=s.ocr_dpi,
            ocr_languages=s.ocr_languages,
            signature_roots=tuple(_certificate(file) for file in s.signature_roots),
        )

    def _embedder_identity(self) -> tuple[str, int]:
        """Identity and width of the vectors, without loading the embedded model."""
        if self.settings.embedding.provider == "minilm":
            from evidence.embedders import MiniLM

            return MiniLM.id, MiniLM.dimensions
        return self.embedder.id, self.embedder.dimensions

    def embedder_factory(self) -> Callable[[], Embedder]:
        """Builds the embedder of the settings; picklable, so that other processes can build theirs."""
        from evidence.embedders import MiniLM, OllamaEmbedder

        embedding, ollama = self.settings.embedding, self.settings.ollama
        if embedding.provider == "ollama":
            return partial(OllamaEmbedder, ollama.url, embedding.model, timeout=ollama.seconds)
        return partial(MiniLM, threads=embedding.threads or None)


def _certificate(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        message = f"the certificate {file} of ingest.signature_roots cannot be read: {error.strerror}"
        raise SettingsError(message, remedy="Give the path of a PEM or DER file.") from error
