"""access.json to labels: what is understood, what is refused, and that narrowing never widens."""

from __future__ import annotations

import json
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.errors import SettingsError
from ingest.access import CLOSED, AccessPolicy, load_access, parse_access, wishes
from ingest.remember import Memory, Remembered, default_groups, policy_for

GROUPS = st.lists(st.sampled_from(["public", "staff", "legal", "hr", "board"]), max_size=3, unique=True)


def policy(*rules: tuple[str, list[str]], default: list[str] | None = None, closed: bool = False) -> AccessPolicy:
    value = {"rules": [{"path": path, "groups": groups} for path, groups in rules], "default_closed": closed}
    return parse_access(value | ({} if default is None else {"default": default}))


def test_no_rule_means_the_default() -> None:
    assert AccessPolicy().labels("a.md") == ("public",)
    assert policy(default=["staff", "auditors"]).labels("a.md") == ("auditors", "staff")


def test_default_closed_hides_what_no_rule_matches() -> None:
    closed = policy(("open/**", ["staff"]), default=["staff"], closed=True)
    assert closed.labels("open/a.md") == ("staff",)
    assert closed.labels("a.md") == (CLOSED,)


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("restricted/**", "restricted/a.md", True),
        ("restricted/**", "restricted/deep/er/a.md", True),
        ("restricted/**", "restricted-not/a.md", False),
        ("restricted/**", "other/restricted/a.md", False),
        ("restricted", "restricted/a.md", True),
        ("restricted/", "other/restricted/a.md", True),
        ("/restricted", "other/restricted/a.md", False),
        ("*.xlsx", "hr/pay/salaries.xlsx", True),
        ("*.xlsx", "hr/pay/salaries.xlsx.md", False),
        ("hr/*", "hr/a.md", True),
        ("hr/*", "hr/deep/a.md", True),
        ("hr/*.md", "hr/deep/a.md", False),
        ("**/minutes/*.md", "minutes/a.md", True),
        ("**/minutes/*.md", "board/2026/minutes/a.md", True),
        ("a/**/b.md", "a/b.md", True),
        ("a/**/b.md", "a/x/y/b.md", True),
        ("report-202[56].pdf", "report-2025.pdf", True),
        ("report-202[!56].pdf", "report-2025.pdf", False),
        ("a?.md", "ab.md", True),
        ("a?b", "a/b", False),
        ("c++ (draft).md", "c++ (draft).md", True),
        ("a.md", "line\nbreak/a.md", True),
        ("./hr/a.md", "hr/a.md", True),
    ],
)
def test_patterns(pattern: str, path: str, matches: bool) -> None:
    assert bool(policy((pattern, ["legal"])).matching(path)) is matches


@pytest.mark.parametrize(
    ("weaker", "stronger", "path"),
    [
        ("**", "hr/**", "hr/a.md"),
        ("hr/**", "hr/pay/**", "hr/pay/a.md"),
        ("**/*.md", "hr/**", "hr/a.md"),
        ("hr/**", "hr/*.md", "hr/a.md"),
        ("hr/*.md", "hr/a.md", "hr/a.md"),
        ("*.md", "hr", "hr/a.md"),
    ],
)
def test_the_most_specific_rule_wins_whatever_the_order(weaker: str, stronger: str, path: str) -> None:
    rules = [(weaker, ["weak"]), (stronger, ["strong"])]
    assert policy(*rules).labels(path) == ("strong",)
    assert policy(*reversed(rules)).labels(path) == ("strong",)


def test_equally_specific_rules_hold_together() -> None:
    same = policy(("hr/*", ["hr", "legal"]), ("hr/?", ["legal", "board"]))
    assert same.labels("hr/a") == ("legal",)
    assert policy(("hr/*", ["hr"]), ("hr/?", ["board"])).labels("hr/a") == (CLOSED,)
    assert policy(("hr/**", [])).labels("hr/a") == (CLOSED,)


def test_front_matter_may_only_narrow() -> None:
    rules = policy(default=["staff"])
    assert rules.narrow(("staff",), ["board"]) == ("board",)
    assert rules.narrow(("staff",), ["public"]) == ("staff",)
    assert rules.narrow(("legal",), ["public"]) == ("legal",)
    assert rules.narrow(("legal",), ["staff"]) == ("legal",)
    assert rules.narrow(("hr", "legal"), ["legal", "board"]) == ("legal",)
    assert rules.narrow(("legal",), ["board"]) == (CLOSED,)
    assert rules.narrow((CLOSED,), ["legal"]) == (CLOSED,)


@given(GROUPS, GROUPS, GROUPS, GROUPS)
def test_narrowing_never_admits_a_reader(
    default: list[str], label: list[str], wanted: list[str], asker: list[str]
) -> None:
    """A reader who could not see a document cannot see it narrowed. Everybody has the default groups."""
    rules = policy(default=default)
    before = set(label) or {CLOSED}
    after = set(rules.narrow(tuple(sorted(before)), wanted))
    reader = {*asker, *default, "public"}
    assert after
    if not before & reader:
        assert not after & reader


@given(st.lists(GROUPS, min_size=1, max_size=3), GROUPS)
def test_the_strictest_label_is_within_each_and_has_no_order(several: list[list[str]], asker: list[str]) -> None:
    rules = policy(default=["staff"])
    labels = [tuple(sorted(groups)) or (CLOSED,) for groups in several]
    strictest = rules.strictest(labels)
    assert all(rules.strictest(order) == strictest for order in permutations(labels))
    reader = {*asker, "staff", "public"}
    if set(strictest) & reader:
        assert all(set(label) & reader for label in labels)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("board", {"board"}),
        ("board, legal", {"board", "legal"}),
        ("['board', \"legal\"]", {"board", "legal"}),
        ("- board\n- legal", {"board", "legal"}),
        ("[]", set()),
    ],
)
def test_wishes_in_front_matter(value: str, found: set[str]) -> None:
    assert wishes({"Access": value, "title": "x"}) == (tuple(sorted(found)),)
    assert wishes({"groups": " ", "title": "x"}) == ()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('{"rules": [,]}', "line 1"),
        ('{"rules":\n [{"path": "a"}]}', "rules[0].groups"),
        ('{"rules": [{"path": "a", "groups": "legal"}]}', "rules[0].groups"),
        ('{"rules": [{"path": "a", "groups": [1]}]}', "rules[0].groups"),
        ('{"rules": [{"path": "a", "groups": ["!nobody"]}]}', "!nobody"),
        ('{"rules": [{"path": "a", "groups": [""]}]}', "rules[0].groups"),
        ('{"rules": [{"path": "../a", "groups": []}]}', "rules[0].path"),
        ('{"rules": [{"path": "", "groups": []}]}', "rules[0].path"),
        ('{"rules": [{"path": 3, "groups": []}]}', "rules[0].path"),
        ('{"rules": [{"path": "a[z-a]", "groups": []}]}', "rules[0].path"),
        ('{"rules": [{"path": "a", "groups": [], "grups": []}]}', "rules[0].grups"),
        ('{"rules": {}}', "rules"),
        ('{"rules": ["a"]}', "rules[0]"),
        ('{"defaults": ["a"]}', "defaults"),
        ('{"default": "staff"}', "default"),
        ('{"default_closed": "yes"}', "default_closed"),
        ('{"rules": [], "rules": []}', "twice"),
        ("[]", "object"),
        ("", "line 1"),
        ("\xff", "UTF-8"),
        ("[" * 100_000, "JSON"),
    ],
)
def test_a_malformed_file_is_refused_and_its_fault_named(tmp_path: Path, text: str, named: str) -> None:
    file = tmp_path / "access.json"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(SettingsError) as caught:
        load_access(file)
    assert named in str(caught.value) and str(file) in str(caught.value)
    assert caught.value.remedy


def test_rules_that_match_nothing_are_named(tmp_path: Path) -> None:
    rules = policy(("restricted/**", ["legal"]), ("Restricted/**", ["legal"]))
    assert [warning for warning in rules.unused(["restricted/a.md"]) if "'Restricted/**'" in warning]
    assert len(rules.unused(["restricted/a.md"])) == 1


def test_an_access_file_that_was_there_is_never_forgotten(tmp_path: Path) -> None:
    root, home = tmp_path / "docs", tmp_path / "home"
    root.mkdir()
    access = root / "access.json"
    access.write_text('{"default": ["staff"], "rules": []}')
    memory = Memory(home)
    found, file = policy_for(root, None, memory, {})
    assert found.default == ("staff",) and file == str(access)
    memory.keep(root, Remembered(access=file, default=found.default))
    access.unlink()
    with pytest.raises(SettingsError, match="is not there"):
        policy_for(root, None, Memory(home), {})
    assert default_groups(home) == ("staff",)


def test_access_given_once_holds_for_later_runs(tmp_path: Path) -> None:
    root, home, other = tmp_path / "docs", tmp_path / "home", tmp_path / "rules.json"
    root.mkdir()
    (root / "access.json").write_text("{}")
    other.write_text('{"rules": [{"path": "a", "groups": ["legal"]}]}')
    memory = Memory(home)
    _, file = policy_for(root, other, memory, {})
    memory.keep(root, Remembered(access=file))
    assert policy_for(root, None, Memory(home), {})[0].labels("a") == ("legal",)


def test_a_source_inside_another_is_under_its_access_file(tmp_path: Path) -> None:
    root = tmp_path / "docs"
    (root / "restricted").mkdir(parents=True)
    (root / "access.json").write_text('{"rules": [{"path": "restricted/**", "groups": ["legal"]}]}')
    holding = {root: str(root / "access.json")}
    inner, file = policy_for(root / "restricted", None, Memory(None), holding)
    assert inner.labels("a.md") == ("legal",) and file == ""


def test_a_folder_in_place_of_the_access_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "access.json").mkdir()
    with pytest.raises(SettingsError, match="is no file"):
        policy_for(tmp_path, None, Memory(None), {})


def test_sources_that_disagree_share_only_common_defaults(tmp_path: Path) -> None:
    memory = Memory(tmp_path)
    memory.keep(Path("/a"), Remembered(default=("public", "staff")))
    memory.keep(Path("/b"), Remembered(default=("staff",)))
    assert default_groups(tmp_path) == ("staff",)
    assert default_groups(tmp_path / "new") == ("public",)


def test_a_broken_memory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sources.json").write_text(json.dumps({"/a": {"access": 1}}))
    with pytest.raises(SettingsError, match=r"sources\.json"):
        Memory(tmp_path)
