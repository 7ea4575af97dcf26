import math
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import lexical
from evidence.lexical import Bm25, Postings, Ranking, analyse
from tests.support.archives import document, open_archive, put, ranked


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("R-14", ["r-14", "14"]),
        ("A.5.1", ["a.5.1", "5.1", "5", "1"]),
        ("ISO/IEC 27001:2022", ["iso/iec", "iso", "iec", "27001:2022", "27001", "2022"]),
        ("The Policies", ["the", "polici"]),
        ("organisation's organizations", ["organis", "organis"]),
        ("1,250.50 and 12,345,678", ["1250.50", "1250", "50", "and", "12345678"]),
        ("café NAÏVE", ["cafe", "naiv"]),
        ("end.", ["end"]),
        ("risk_register.xlsx", ["risk_register.xlsx", "risk", "regist", "xlsx"]),
        ("ﬁ\u00adnal non\u2011conformity", ["final", "non-conformity", "non", "conform"]),
        ("policy² (draft)", ["polici", "draft"]),
        ("管理", ["管", "理"]),
        ("--- '' ...", []),
        ("x" * 100, ["x" * 64]),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert analyse(text) == terms


def test_compounds_that_are_too_long_are_found_by_their_parts() -> None:
    assert analyse("/".join(["folder"] * 20)) == ["folder"] * 20


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_terms_have_no_spaces_and_keep_their_case_folded_form(text: str) -> None:
    for term in analyse(text):
        assert term
        assert not term.isspace()
        assert " " not in term
        assert len(term) <= 64
    assert analyse(text.upper().lower()) == analyse(text.upper().lower() + " ")


_texts = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    ["R-14 r-14 R14", "a.b@c.org/x_y#z+q&s:t", "Straße ŁÓDŹ ½ №5", "don't o’brien's", "\ud800 \x00 \x1f x"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(_texts, _texts), max_size=6))
def test_the_index_finds_every_term_where_it_stands_as_often_as_it_stands(rows: list[tuple[str, str]]) -> None:
    engine = sa.create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            for statement in lexical.CREATE:
                connection.exec_driver_sql(statement)
            entries = [(n, context, body) for n, (context, body) in enumerate(rows, 1)]
            lengths = lexical.add(connection, entries)
            counts = {n: (Counter(analyse(context)), Counter(analyse(body))) for n, context, body in entries}
            assert lengths == [(n, context.total(), body.total()) for n, (context, body) in counts.items()]
            for term in {term for pair in counts.values() for side in pair for term in side}:
                found = lexical.postings(connection, term)
                expected = [(n, c[term], b[term]) for n, (c, b) in counts.items() if term in c or term in b]
                assert list(zip(found.rowids, found.context, found.body, strict=True)) == expected
            lexical.remove(connection, entries)
            assert connection.exec_driver_sql("SELECT count(*) FROM word_places").scalar() == 0
    finally:
        engine.dispose()


def test_scores_are_bm25_over_weighted_fields() -> None:
    context = [Counter("a b".split()), Counter("a".split()), Counter(), Counter("c c d".split())]
    body = [Counter("x y a".split()), Counter("a a z".split()), Counter("q q q q q".split()), Counter("x x".split())]
    p = Bm25(k1=1.5, b_context=0.3, b_body=0.6, context=0.7, body=1.1)
    sizes = [np.array([side.total() for side in field], dtype=np.int64) for field in (context, body)]
    ranking = Ranking(np.array([40, 10, 30, 20], dtype=np.int64), sizes[0], sizes[1], p)

    def lookup(term: str) -> Postings:
        places = sorted((rowid, n) for n, rowid in enumerate([40, 10, 30, 20]) if term in context[n] or term in body[n])
        columns = ([float(side[n][term]) for _, n in places] for side in (context, body))
        outside = 99  # a passage of another view
        ids = np.array([rowid for rowid, _ in places] + [outside], dtype=np.int64)
        return Postings(ids, *(np.array([*column, 5.0]) for column in columns))

    def expected(n: int, terms: dict[str, float]) -> float:
        total = 0.0
        for term, weight in terms.items():
            holding = sum(term in c or term in b for c, b in zip(context, body, strict=True))
            tf = p.context * context[n][term] / (1 - p.b_context + p.b_context * context[n].total() / sizes[0].mean())
            tf += p.body * body[n][term] / (1 - p.b_body + p.b_body * body[n].total() / sizes[1].mean())
            total += weight * math.log(1 + (4 - holding + 0.5) / (holding + 0.5)) * tf * (p.k1 + 1) / (p.k1 + tf)
        return total

    for terms in ({"a": 1.0}, {"a": 2.0, "x": 0.5, "none": 1.0}, {"q": 1.0, "c": 1.0}):
        for _ in range(2):  # computed, then remembered
            places, scores = ranking.score(terms, lookup)
            holding = [n for n in range(4) if any(term in context[n] or term in body[n] for term in terms)]
            assert places.tolist() == holding
            assert scores.tolist() == pytest.approx([expected(n, terms) for n in holding])


def test_identifiers_are_found_whole_and_in_part(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(tmp_path)
        put(archive, source, document("a", "Risk R-14 is open"), document("b", "item 14 of R"), document("c", "14-R"))
        view = archive.view()
        assert len(ranked(view, {"r-14": 1.0})) == 1
        assert len(ranked(view, {"14": 1.0})) == 3
        best = max(ranked(view, {term: 1.0 for term in analyse("r-14")}), key=lambda pair: pair[1])
        assert best[0] == view.passages(view.document("a").rowid)[0].passage_id
        assert ranked(view, {}) == ranked(view, {'"': 1.0, "r*": 1.0, "OR": 1.0}) == []


def test_the_context_is_searched_too(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        put(archive, archive.add_source(tmp_path), document("a", "open", context="Risk register 2026"))
        assert len(ranked(archive.view(), {"2026": 1.0})) == 1


def test_terms_that_nothing_holds_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexical, "_CACHED_POSTINGS", 300)
    nobody = np.empty(0, dtype=np.int64)
    ranking = Ranking(np.arange(3), np.ones(3, dtype=np.int64), np.ones(3, dtype=np.int64))
    empty = Postings(nobody, nobody.astype(np.float64), nobody.astype(np.float64))
    assert sum(ranking.frequency(f"term{n}", lambda _: empty) for n in range(1_000)) == 0
    assert 0 < len(ranking._cache) <= 10
