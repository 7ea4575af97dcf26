"""What is kept is made once, bounded and safe from several threads."""

import threading
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.memo import Memo

THREADS = 8


def together(work: Callable[[], object]) -> list[object]:
    """The results of ``work`` begun by eight threads at the same moment."""
    results: list[object] = []
    start = threading.Barrier(THREADS)

    def run() -> None:
        start.wait()
        results.append(work())

    threads = [threading.Thread(target=run) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_eight_threads_that_want_a_value_make_it_once() -> None:
    memo, made = Memo(10), []
    release = threading.Event()

    def make() -> object:
        made.append(1)
        release.wait(0.05)  # long enough for the others to come
        return object()

    results = together(lambda: memo.get("a", make))
    assert len(made) == 1
    assert len(results) == THREADS
    assert len({id(each) for each in results}) == 1


def test_an_error_is_not_kept() -> None:
    memo = Memo(10)
    with pytest.raises(ZeroDivisionError):
        memo.get("a", lambda: 1 // 0)
    assert memo.get("a", lambda: 2) == 2


def test_a_value_may_be_made_of_others() -> None:
    memo = Memo(10)
    assert memo.get("whole", lambda: memo.get("part", lambda: 1) + 1) == 2
    assert memo.known(["whole", "part", "none"]) == {"whole": 2, "part": 1}


def test_nothing_is_also_a_value() -> None:
    memo = Memo(10)
    assert memo.get("a", lambda: None) is None
    assert memo.get("a", lambda: 1) is None


def test_the_least_recently_wanted_goes_first() -> None:
    memo = Memo(2)
    memo.keep({"a": 1, "b": 2})
    assert memo.known(["a"]) == {"a": 1}
    memo.keep({"c": 3})
    assert memo.known(["a", "b", "c"]) == {"a": 1, "c": 3}


def test_what_is_unwanted_is_given_up() -> None:
    memo = Memo(100)
    memo.keep({(1, "x"): "abc", (2, "x"): "de"}, len)
    memo.discard(lambda key: key[0] == 1)
    assert (memo.known([(1, "x"), (2, "x")]), memo.weight) == ({(2, "x"): "de"}, 2)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 12)), max_size=60))
def test_the_bound_holds_but_for_one_value(entries: list[tuple[int, int]]) -> None:
    memo = Memo(20)
    for key, weight in entries:
        memo.keep({key: "x" * weight}, len)
        assert memo.weight <= 20 or len(memo) == 1
        kept = memo.known(range(10))
        assert memo.weight == sum(map(len, kept.values()))
        assert key in kept


def test_the_bound_holds_under_eight_threads() -> None:
    memo = Memo(50)

    def work() -> bool:
        return all(
            memo.get(n % 37, lambda n=n: "x" * (n % 37), len) == "x" * (n % 37)  # type: ignore[misc]
            for n in range(2_000)
        )

    assert all(together(work))
    assert memo.weight <= 50
    assert memo.weight == sum(map(len, memo.known(range(37)).values()))
