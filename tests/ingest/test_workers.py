"""Parser processes: whatever happens to one costs its file, or only the attachment, and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from evidence.errors import TooLarge, Unreadable
from ingest.chunk import ChunkOptions
from ingest.limits import Limits
from ingest.serve import memory_limit, read_file, work
from ingest.workers import Batch, Failed, Job, Pool, Result
from tests.support import nasty_worker

NASTY = "tests.support.nasty_worker"
LIMITS = Limits(seconds=20, memory=1_000_000_000)


def job(number: int, folder: Path, content: str, limits: Limits = LIMITS) -> Job:
    file = folder / f"{number}.txt"
    file.write_text(content)
    return Job(number, str(file), file.name, limits, ChunkOptions())


def drain(pool: Pool) -> list[Result]:
    results = []
    while not pool.finished:
        result = pool.take(0.2)
        if result is not None:
            results.append(result)
    return results


def outcome(folder: Path, *contents: str, limits: Limits = LIMITS, count: int = 2) -> dict[int, Result]:
    jobs = [job(number, folder, content, limits) for number, content in enumerate(contents)]
    with Pool(jobs, count, entry=NASTY) as pool:
        return {result.number: result for result in drain(pool)}


def paths(result: Result) -> list[str]:
    assert isinstance(result, Batch)
    return [document.path for document in result.documents]


def test_every_accident_costs_its_own_file_only(tmp_path: Path) -> None:
    accidents = ["segfault", "exit", "killed", "abort", "memory", "recursion", "bug", "locked"]
    contents = [word for accident in accidents for word in (accident, f"good neighbour of {accident}")]
    found = outcome(tmp_path, *contents, "chatter and words")
    assert sorted(found) == list(range(len(contents) + 1))
    for number, content in enumerate(contents):
        result = found[number]
        if content.startswith("good"):
            assert isinstance(result, Batch) and result.documents[0].parsed.text == content
    failed = {contents[n]: result.error for n, result in found.items() if isinstance(result, Failed)}
    assert {word: error.code for word, error in failed.items()} == {
        "segfault": "crashed",
        "exit": "crashed",
        "killed": "crashed",
        "abort": "crashed",
        "memory": "too_large",
        "recursion": "too_large",
        "bug": "corrupt",
        "locked": "encrypted",
    }
    assert "SIGSEGV" in str(failed["segfault"]) and "lack of memory" in str(failed["killed"])
    assert "exit status 3" in str(failed["exit"])
    assert all(error.remedy and "Traceback" not in str(error) for error in failed.values())


def test_a_file_beyond_its_time_is_given_up(tmp_path: Path) -> None:
    found = outcome(tmp_path, "loop", "good", limits=Limits(seconds=0.5), count=1)
    failed = found[0]
    assert isinstance(failed, Failed) and failed.error.code == "too_slow" and "0.5 seconds" in str(failed.error)
    assert isinstance(found[1], Batch)


def test_the_time_a_library_takes_to_load_is_not_the_files(tmp_path: Path) -> None:
    """Only the first file pays for the import of a library, so it is held against none."""
    found = outcome(tmp_path, "loads first", "loads again", limits=Limits(seconds=2), count=1)
    assert isinstance(found[0], Batch) and isinstance(found[1], Batch)
    assert found[0].seconds > 2 > found[1].seconds


def test_a_bad_attachment_does_not_cost_its_message(tmp_path: Path) -> None:
    content = "with a.txt=words crash.bin=segfault b.txt=more locked.pdf=locked slow.bin=loop a.txt=again"
    [result] = outcome(tmp_path, content, limits=Limits(seconds=2), count=1).values()
    assert isinstance(result, Batch) and result.final
    assert paths(result) == ["0.txt", "0.txt#a.txt", "0.txt#b.txt", "0.txt#a.txt~2"]
    assert [document.parent for document in result.documents] == [None, "0.txt", "0.txt", "0.txt"]
    lost = " | ".join(result.warnings)
    assert "0.txt#crash.bin: the parser process died" in lost
    assert "0.txt#locked.pdf: it has a password" in lost
    assert "0.txt#slow.bin: reading it takes more than 2 seconds" in lost


def test_a_file_with_too_many_deadly_attachments_is_given_up(tmp_path: Path) -> None:
    content = "with " + " ".join(f"{i}.bin=segfault" for i in range(8))
    [result] = outcome(tmp_path, content, count=1).values()
    assert isinstance(result, Failed) and result.error.code == "crashed"


def test_files_of_many_parts_come_in_batches(tmp_path: Path) -> None:
    with Pool([job(0, tmp_path, "many 100")], 1, entry=NASTY) as pool:
        batches = drain(pool)
    assert all(isinstance(batch, Batch) for batch in batches)
    got = [batch for batch in batches if isinstance(batch, Batch)]
    assert [batch.first for batch in got] == [True, False, False]
    assert [batch.final for batch in got] == [False, False, True]
    assert sum(len(batch.documents) for batch in got) == 100
    assert len({batch.read.sha256 for batch in got}) == 1 and got[0].read.sha256


def test_waiting_for_room_is_not_held_against_a_file(tmp_path: Path) -> None:
    """The consumer is slower than the limit of a file; no file is too slow for that."""
    jobs = [job(number, tmp_path, "many 50", Limits(seconds=8.0)) for number in range(6)]
    with Pool(jobs, 1, entry=NASTY) as pool:
        pool.take(5)
        time.sleep(8.5)
        assert all(isinstance(result, Batch) for result in drain(pool))


def test_closing_early_ends_every_process(tmp_path: Path) -> None:
    jobs = [job(number, tmp_path, "loop") for number in range(4)]
    before = {process.pid for process in psutil.Process().children()}
    with Pool(jobs, 2, entry=NASTY) as pool:
        pool.take(0.5)
        workers = [process for process in psutil.Process().children() if process.pid not in before]
        assert workers
    assert not any(process.is_running() for process in workers)


def test_without_jobs_nothing_is_started() -> None:
    before = len(psutil.Process().children())
    with Pool([], 2) as pool:
        assert pool.finished and pool.take(1) is None
        assert len(psutil.Process().children()) == before


def test_a_worker_ignores_ctrl_c_and_dies_with_its_parent(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    (tmp_path / "f.txt").write_text(f"loop {begun}")
    script = f"""
import time, sys
from ingest.workers import Job, Pool
from ingest.limits import Limits
from ingest.chunk import ChunkOptions
with Pool([Job(0, {str(tmp_path / "f.txt")!r}, "f.txt", Limits(), ChunkOptions())], 1, entry={NASTY!r}) as pool:
    pool.take(0.1)
    time.sleep(60)
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    with subprocess.Popen([sys.executable, "-c", script], env=environment) as parent:
        try:
            wait_for(begun.exists)
            [worker] = psutil.Process(parent.pid).children()
            worker.send_signal(signal.SIGINT)
            time.sleep(0.3)
            assert alive(worker)
        finally:
            parent.kill()
    wait_for(lambda: not alive(worker))


def alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(400):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


def test_a_worker_inherits_no_open_file(tmp_path: Path) -> None:
    before = psutil.Process().children()
    with (tmp_path / "lock").open("w") as lock, Pool([job(0, tmp_path, "loop")], 1, entry=NASTY) as pool:
        os.set_inheritable(lock.fileno(), True)
        pool.take(0.5)
        [worker] = [p for p in psutil.Process().children() if p not in before and "serve" in " ".join(p.cmdline())]
        assert str(tmp_path / "lock") not in [opened.path for opened in worker.open_files()]


# ------------------------------------------------------------------------------ in this process


def test_reading_refuses_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "real").write_bytes(b"12345")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    for name, words in [("pipe", "no longer a file"), ("link", "cannot be opened"), ("gone", "No such file")]:
        with pytest.raises(Unreadable, match=words):
            read_file(str(tmp_path / name), Limits())
    with pytest.raises(TooLarge, match="5 bytes; the limit is 4"):
        read_file(str(tmp_path / "real"), Limits(bytes=4))
    data, read = read_file(str(tmp_path / "real"), Limits())
    assert data == b"12345" and read.size == 5 and read.mtime_ns == (tmp_path / "real").stat().st_mtime_ns


def test_reading_without_permission_is_unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(Unreadable, match="Permission denied"):
        read_file(str(tmp_path / "x"), Limits())


def test_a_file_that_changes_while_it_is_read_is_read_again_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "growing.txt"
    file.write_text("some")
    real = os.fstat
    calls = []

    def growing(descriptor: int) -> os.stat_result:
        calls.append(descriptor)
        if len(calls) == 2:
            file.write_text("some more")
        return real(descriptor)

    monkeypatch.setattr(os, "fstat", growing)
    with pytest.raises(Unreadable, match="changed while it was read") as caught:
        read_file(str(file), Limits())
    assert caught.value.retry


def test_the_memory_limit_is_lifted_afterwards() -> None:
    with pytest.raises(MemoryError), memory_limit(50_000_000):
        bytearray(500_000_000)
    assert len(bytearray(500_000_000)) == 500_000_000


def test_warnings_are_bounded(tmp_path: Path) -> None:
    sent: list[object] = []
    lost = " ".join(f"{i}.bin=locked" for i in range(150))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.parse.parse", nasty_worker.parse)
        work(job(1, tmp_path, f"with {lost}"), sent.append)
    batch = sent[-1]
    assert isinstance(batch, Batch) and len(batch.warnings) == 101 and batch.warnings[-1] == "and 50 more"


def test_work_sends_results_in_process(tmp_path: Path) -> None:
    sent: list[object] = []
    work(job(7, tmp_path, "plain words"), sent.append)
    [batch] = sent
    assert isinstance(batch, Batch) and batch.number == 7 and batch.first and batch.final
    assert paths(batch) == ["7.txt"]
