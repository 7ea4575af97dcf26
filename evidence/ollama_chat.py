"""A language model served by Ollama: one prompt in, one reply out; and which models it has.

With ``evidence/embedders.py`` the only place that imports the ``ollama`` client. Ollama truncates a prompt silently
when it does not fit: half of the context is kept and the rest is dropped. So the context is always named in the
request, a prompt that may not fit is refused before it is sent, and the tokens that the server says it read are
compared with the least that the prompt can have.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from evidence.errors import ServiceError

_BYTES_PER_TOKEN = 2.5  # UTF-8; English prose has about 4.5, identifiers and figures about 2.5, Chinese 3 to 4
_TEMPLATE_TOKENS = 64  # what a model's chat template adds around a prompt
_LEAST_TOKENS_PER_WORD = 0.7  # a token may span a word and its space, hardly ever two words
_UNREACHABLE = "Start it with `ollama serve`, or correct its address in the settings."


class PromptTooLong(ServiceError):
    """A prompt does not fit the model's context, or was cut by the server. Not retried."""

    code = "prompt_too_long"
    retry = False
    remedy = "Raise the context length in the settings, or use a model with a longer context."


class ReplyCut(ServiceError):
    """A reply was longer than it may be. The same prompt would be cut again: not retried."""

    code = "reply_cut"
    retry = False
    remedy = "Allow longer replies, or use a model that is briefer."


@dataclass(frozen=True, slots=True)
class Reply:
    """A model's whole reply. Token counts are the server's, ``None`` where it gives none (a cached prompt)."""

    text: str
    prompt_tokens: int | None = None
    reply_tokens: int | None = None


@dataclass(frozen=True, slots=True)
class Pulled:
    """How far the download of a model has come: what is being done, and bytes (0 where not known)."""

    status: str
    completed: int = 0
    total: int = 0


class _Server:
    """One Ollama server: its client, and its failures as ``ServiceError`` with a remedy."""

    def __init__(self, base_url: str, model: str, timeout: float) -> None:
        self._base_url, self._model, self._timeout = base_url, model, timeout

    def _digest(self) -> str:
        """The digest of the model, "" when the server does not have it."""
        wanted = self._model if ":" in self._model else f"{self._model}:latest"
        listed = self._ask(lambda client: client.list()).models
        return next((entry.digest or "unknown" for entry in listed if entry.model == wanted), "")

    @cached_property
    def _client(self) -> Any:
        import ollama

        # No proxy from the environment and no redirect: only the address in the settings is ever called.
        return ollama.Client(host=self._base_url, timeout=self._timeout, trust_env=False, follow_redirects=False)

    def _ask(self, call: Callable[[Any], Any]) -> Any:
        """What ``call`` returns when given the client; what it raises is translated."""
        import httpx
        import ollama
        import pydantic

        try:
            return call(self._client)
        except ollama.ResponseError as exc:
            raise self._refused(exc.error, exc.status_code) from exc
        except httpx.TimeoutException as exc:
            raise self._slow(self._timeout) from exc
        except (ConnectionError, httpx.HTTPError, httpx.InvalidURL) as exc:
            raise ServiceError(f"{self._at} cannot be reached.", remedy=_UNREACHABLE) from exc
        except (ValueError, TypeError, AttributeError, pydantic.ValidationError) as exc:
            remedy = "Check that the address in the settings is Ollama's."
            message = f"{self._at} sent something that is not Ollama's protocol."
            raise ServiceError(message, remedy=remedy, retry=False) from exc

    @property
    def _at(self) -> str:
        return f"Ollama at {self._base_url}"

    def _refused(self, message: str, status: int) -> ServiceError:
        if status == 404:
            return self._absent()
        if "context" in message and ("length" in message or "exceed" in message):
            return PromptTooLong(f"{self._at}: {message}")
        # An error inside a stream comes without a status (-1): the server had begun, so trying again may help.
        return ServiceError(f"{self._at} refused: {message}", remedy="See Ollama's log.", retry=not 200 <= status < 500)

    def _absent(self) -> ServiceError:
        ways = f"`vouch models pull {self._model}` or `ollama pull {self._model}`"
        remedy = f"Run {ways}, or name another model in the settings."
        return ServiceError(f"{self._at} has no model {self._model!r}.", remedy=remedy, retry=False)

    def _slow(self, seconds: float) -> ServiceError:
        remedy = "Raise the time limit in the settings, or use a smaller model."
        return ServiceError(f"{self._at} did not answer within {seconds:g} s.", remedy=remedy)


class OllamaModel(_Server):
    """One model of a server at ``base_url``: is it there, and have it fetched."""

    def __init__(self, base_url: str, model: str, *, timeout: float = 60.0) -> None:
        """``timeout`` bounds the wait for the next sign of life. Nothing is asked of the server yet."""
        super().__init__(base_url, model, timeout)

    def digest(self) -> str:
        """The first letters of the digest, "" when the server does not have the model. Raises ``ServiceError``."""
        return self._digest().removeprefix("sha256:")[:12]

    def pull(self) -> Iterator[Pulled]:
        """Have the server fetch the model, and tell how far it has come. Raises ``ServiceError`` when it does not.

        It is the server that opens a connection; leaving the iterator leaves the download, which a later one takes up.
        """
        parts = self._ask(lambda client: client.pull(self._model, stream=True))
        last = ""
        with closing(parts):
            while (part := self._ask(lambda _: next(parts, None))) is not None:
                last = part.status or ""
                yield Pulled(last, part.completed or 0, part.total or 0)
        if last != "success":
            raise ServiceError(
                f"{self._at} broke off the download of {self._model!r}.", remedy="Run it again to go on."
            )


class OllamaChat(_Server):
    """A chat model at ``base_url``, asked one prompt at a time, without history.

    Temperature is 0 and the seed fixed, which makes replies repeatable on one machine and server version, not beyond.
    Every failure is a ``ServiceError`` with a remedy. The server is first asked when something is needed.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        *,
        timeout: float = 60.0,
        total_seconds: float = 300.0,
        context_tokens: int = 8_192,
        reply_tokens: int = 512,
        seed: int = 0,
        keep_alive: str = "10m",
    ) -> None:
        """``timeout`` bounds the wait for the next words, ``total_seconds`` the whole reply.

        ``context_tokens`` is asked for; a model's own, when shorter, holds. ``reply_tokens`` of it are kept free.
        ``keep_alive`` is how long the server keeps the model in memory after a reply.
        """
        super().__init__(base_url, model, timeout)
        self._total, self._keep_alive = total_seconds, keep_alive
        self._wanted_context, self._reply_tokens, self._seed = context_tokens, reply_tokens, seed

    @cached_property
    def id(self) -> str:
        """``ollama/<model>@<digest>``. Raises ``ServiceError`` when the server does not have the model."""
        digest = self._digest()
        if not digest:
            raise self._absent()
        return f"ollama/{self._model}@{digest.removeprefix('sha256:')[:12]}"

    def describe(self) -> Mapping[str, Any]:
        """What decides a reply, for a record: model with digest, context, seed and temperature."""
        return {
            "model": self.id,
            "context_tokens": self._context,
            "reply_tokens": self._reply_tokens,
            "seed": self._seed,
            "temperature": 0,
        }

    def complete(self, prompt: str, schema: Mapping[str, Any] | None = None) -> str:
        """The reply's text; see ``ask``."""
        return self.ask(prompt, schema).text

    def ask(
        self, prompt: str, schema: Mapping[str, Any] | None = None, on_text: Callable[[str], None] | None = None
    ) -> Reply:
        """The reply to ``prompt``; ``on_text`` is given its pieces as they come.

        With a JSON ``schema`` the server is told to reply in that form; the caller still has to check it.
        Raises ``PromptTooLong`` rather than have words dropped, and ``ServiceError`` for everything else.
        """
        most = int(len(prompt.encode("utf-8", "replace")) / _BYTES_PER_TOKEN) + _TEMPLATE_TOKENS + self._reply_tokens
        if most > self._context:
            raise PromptTooLong(f"The prompt may need {most:,} tokens; {self._model} has {self._context:,}.")
        reply: Reply = self._ask(lambda client: self._read(self._send(client, prompt, schema), on_text))
        least = int(len(prompt.split()) * _LEAST_TOKENS_PER_WORD)
        # An absent or zero count says nothing: servers leave it out for a cached prompt.
        if reply.prompt_tokens and reply.prompt_tokens < least:
            raise PromptTooLong(f"Ollama read {reply.prompt_tokens:,} tokens of a prompt of at least {least:,}.")
        return reply

    def _send(self, client: Any, prompt: str, schema: Mapping[str, Any] | None) -> Generator[Any, None, None]:
        parts: Generator[Any, None, None] = client.chat(
            model=self._model,
            messages=[{"role": "user", "content": prompt}],
            stream=True,
            format=dict(schema) if schema is not None else None,
            keep_alive=self._keep_alive,
            options={
                "num_ctx": self._context,
                "num_predict": self._reply_tokens,
                "temperature": 0,
                "seed": self._seed,
            },
        )
        return parts

    def _read(self, parts: Generator[Any, None, None], on_text: Callable[[str], None] | None) -> Reply:
        """The whole reply, or an error: a stream that ends without its last part is not a reply."""
        deadline = time.monotonic() + self._total
        pieces: list[str] = []
        with closing(parts):  # the connection is given back at once, whatever ends the reading
            for part in parts:
                piece = part.message.content or ""
                pieces.append(piece)
                if on_text is not None and piece:
                    on_text(piece)
                if part.done:
                    return self._finished("".join(pieces), part)
                if time.monotonic() > deadline:
                    raise self._slow(self._total)
        raise ServiceError(f"{self._at} broke off in the middle of a reply.", remedy="See Ollama's log.")

    def _finished(self, text: str, last: Any) -> Reply:
        if last.done_reason == "length":
            raise ReplyCut(f"The reply of {self._model} was cut at its length limit.")
        return Reply(text, last.prompt_eval_count, last.eval_count)

    @cached_property
    def _context(self) -> int:
        """Tokens of context to ask for: what is wanted, or what the model has if that is less."""
        described = self._ask(lambda client: client.show(self._model)).modelinfo or {}
        lengths = [int(value) for key, value in described.items() if key.endswith(".context_length")]
        return min([self._wanted_context, *lengths])
