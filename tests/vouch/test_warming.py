"""Warming the assistant beside a server that answers."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.service import OPERATOR, Asked
from evidence.cross_encoder import CrossEncoder
from evidence.embedders import MiniLM
from evidence.errors import ArchiveError
from tests.support.api_server import DAY, make_home, served
from vouch import serving
from vouch.app import App
from vouch.settings import Settings
from vouch.warming import Warming

_PATIENCE = 60
_model, _embed = CrossEncoder._model, MiniLM.embed_query


class _Told:
    """An assistant that notes what it is to warm, and does what it is told to."""

    def __init__(self, *does: Callable[[Callable[[], bool]], None]) -> None:
        self._does = list(does)
        self.views: list[Any] = []
        self.called = threading.Semaphore(0)

    def warm(self, view: Any, today: Any, stop: Callable[[], bool]) -> int:
        assert today == DAY
        self.views.append(view)
        does = self._does.pop(0) if self._does else (lambda stop: None)
        self.called.release()
        does(stop)
        return 0

    def wait(self) -> None:
        assert self.called.acquire(timeout=_PATIENCE)


def _service(assistant: _Told) -> Any:
    numbers = iter(range(100))
    return SimpleNamespace(warm=lambda stop: assistant.warm(next(numbers), DAY, stop))


def _changed(stop: Callable[[], bool]) -> None:
    raise ArchiveError("the archive changed meanwhile", retry=True)


def _broken(stop: Callable[[], bool]) -> None:
    raise RuntimeError("something inside")


def _until_told(stop: Callable[[], bool]) -> None:
    while not stop():
        pass


def test_it_warms_at_the_start_and_again_after_every_change() -> None:
    assistant = _Told()
    with Warming(_service(assistant)) as warming:
        assistant.wait()
        warming.again()
        assistant.wait()
    assert assistant.views == [0, 1]


@pytest.mark.parametrize("first", [_changed, _broken], ids=["changed", "broken"])
def test_what_goes_wrong_ends_nothing(first: Callable[[Callable[[], bool]], None]) -> None:
    assistant = _Told(first)
    with Warming(_service(assistant)) as warming:
        assistant.wait()
        if first is _broken:
            warming.again()
        assistant.wait()
    assert assistant.views == [0, 1]


def test_it_stops_in_the_middle_with_the_server_and_for_a_newer_archive() -> None:
    assistant = _Told(_until_told, _until_told)
    with Warming(_service(assistant)) as warming:
        assistant.wait()
        warming.again()
        assistant.wait()
    assert len(assistant.views) == 2


def test_questions_come_first() -> None:
    asking = threading.Event()
    asking.set()
    ended = threading.Event()

    def once(stop: Callable[[], bool]) -> None:
        stop()
        ended.set()

    assistant = _Told(once)
    with Warming(_service(assistant), asking.is_set):
        assistant.wait()
        assert not ended.is_set()
        asking.clear()
        assert ended.wait(_PATIENCE)


def test_a_warmed_assistant_answers_the_same(tmp_path: Path) -> None:
    with served(make_home(tmp_path)) as server:
        service, asked = server.parts.service, Asked("Who approved the AI policy?", keep=False)
        cold = service.ask(OPERATOR, asked).answer
        service.warm()
        warm = service.ask(OPERATOR, asked).answer
    assert warm.model_copy(update={"timings_ms": {}}) == cold.model_copy(update={"timings_ms": {}})


def test_models_are_loaded_before_the_address_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app, loaded = App(Settings(home=tmp_path)), []
    monkeypatch.setattr(serving, "_run", lambda *_: None)
    monkeypatch.setattr(CrossEncoder, "_model", lambda self: loaded.append("cross-encoder") or _model(self))
    monkeypatch.setattr(MiniLM, "embed_query", lambda self, text: loaded.append("embedder") or _embed(self, text))
    serving.serve(app, "127.0.0.1", 0, lambda address: loaded.append("told"))
    assert loaded == ["embedder", "cross-encoder", "cross-encoder", "told"]  # one reads, one tells what is borne out
