"""The chore that breaks the program on purpose: it must tell a change from none."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MONEY = ROOT / "jiebei_desktop" / "domain" / "money.py"


@pytest.fixture(scope="module")
def mutate():
    pytest.importorskip("resource", reason="places are tried in forked children: not on Windows")
    sys.path.insert(0, str(ROOT / "packaging"))
    spec = importlib.util.spec_from_file_location("mutate", ROOT / "packaging" / "mutate.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(ROOT / "packaging"))
    for name in (spec.name, "mutate_run", "mutate_reach"):
        del sys.modules[name]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a < b", "a <= b"),
        ("a == b", "a != b"),
        ("a + b", "a - b"),
        ("a and b", "a or b"),
        ("not a", "a"),
        ("True", "False"),
        ("7", "8"),
        ("min(a, b)", "max(a, b)"),
    ],
)
def test_a_mutant_changes_one_thing(mutate, before, after):
    node = ast.parse(before, mode="eval").body
    assert ast.unparse(mutate.changed(node)) == after
    assert ast.unparse(node) == before


@pytest.mark.parametrize("left_alone", ["'text'", "f'{a}' + b", "a < b < c", "call(a)", "None"])
def test_what_has_no_other_side_is_left_alone(mutate, left_alone):
    assert mutate.changed(ast.parse(left_alone, mode="eval").body) is None


def test_each_place_changes_just_itself_and_the_module_still_parses(mutate):
    whole = MONEY.read_bytes()
    found = list(mutate.places(MONEY))
    assert len(found) >= 10
    for place in found:
        new = whole[: place.start] + place.new.encode() + whole[place.end :]
        assert ast.dump(ast.parse(new)) != ast.dump(ast.parse(whole))


def test_the_same_seed_draws_the_same_places_and_another_seed_others(mutate):
    first = mutate.drawn("domain", 20, 1)
    assert first == mutate.drawn("domain", 20, 1)
    assert first != mutate.drawn("domain", 20, 2)


NOTICED = (
    ("magnitude if above >= 0", "magnitude if above < 0"),
    ("+ below) // (2", "- below) // (2"),
    ('["whole"]) * 100', '["whole"]) * 101'),
    ("if fen < 0 else", "if fen <= 0 else"),
    ("scale == 0", "scale != 0"),
)
"""Changes of the module of money that its own tests must notice."""
EQUAL = (
    ("magnitude if above >= 0", "magnitude if above > 0"),  # nothing is nothing on either side
    ("2 * abs(above) + below", "below + 2 * abs(above)"),
)
"""Changes that change nothing."""


@pytest.mark.usefixtures("mutate")
def test_known_changes_are_noticed_and_equal_programs_are_not(tmp_path):
    """Both ways to choose the tests, in a process of its own: pytest does not run inside pytest."""
    script = f"""
import sys
sys.path.insert(0, {str(ROOT / "packaging")!r})
import mutate, mutate_run
money = mutate.ROOT / "jiebei_desktop/domain/money.py"
source, changes = money.read_text(encoding="utf-8"), []
for old, new in {(*NOTICED, *EQUAL)!r}:
    before, found, after = source.partition(old)
    assert found, old
    changes.append(mutate_run.Change(money, before.count(chr(10)) + 1, before + new + after))
for near in (False, True):
    folder = mutate.Path({str(tmp_path)!r}, str(near))
    loop = mutate_run.Loop(changes, folder, workers=2)
    test = mutate.ROOT / "tests/unit/test_money.py"
    if near:
        loop.nearest = lambda _: [test]
    else:
        loop.reach = mutate_run.Reach(folder / "store")
    mutate_run.run(loop, [test], folder)
    print("told", [bool(told.by) for _, told in sorted(loop.told.items())])
    print("asked", all(told.tried for told in loop.told.values()))
"""
    source = MONEY.read_bytes()
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    told = [line for line in ran.stdout.splitlines() if line.startswith(("told", "asked"))]
    expected = [*[True] * len(NOTICED), *[False] * len(EQUAL)]
    assert told == [f"told {expected}", "asked True"] * 2, ran.stdout
    assert MONEY.read_bytes() == source


def test_each_test_is_followed_by_the_next_and_the_last_by_none(mutate):
    pairs = sys.modules["mutate_run"].pairs
    assert list(pairs(["a", "b"])) == [("a", "b"), ("b", None)]
    assert list(pairs([])) == []


def test_a_change_keeps_every_line_in_its_place(mutate):
    for path in (MONEY, MONEY.parent / "standing" / "schedules.py"):
        lines = path.read_text(encoding="utf-8").count("\n")
        assert all(each.changed_source().count("\n") == lines for each in mutate.places(path))


def test_the_nearest_test_file_comes_first(mutate):
    place = next(mutate.places(MONEY))
    assert mutate.Tests().near(place)[0] == ROOT / "tests" / "unit" / "test_money.py"


def test_what_noticed_a_change_of_a_function_or_its_module_before_is_asked_first(mutate, tmp_path):
    parts = sys.modules["mutate_reach"]
    reach, file = parts.Reach(tmp_path), ROOT / "tests" / "unit" / "test_money.py"
    lines = {"jiebei_desktop/domain/money.py": frozenset({50})}
    took = {"cheap": 0.1, "dear": 5.0, "dearest": 50.0}
    seen = {test: parts.Seen(seconds, lines) for test, seconds in took.items()}
    reach.learn(file, seen | {"beside": parts.Seen(0.1, {})})
    assert reach.tests(MONEY, 50, "yuan") == ["cheap", "dear", "dearest", "beside"]
    reach.noticed("dearest", MONEY, "yuan")
    reach.noticed("dear", MONEY, "parse_yuan")
    again = parts.Reach(tmp_path)
    assert again.stale([file]) == []
    assert again.tests(MONEY, 50, "yuan") == ["dearest", "dear", "cheap", "beside"]
    assert again.tests(MONEY, 50, "parse_yuan") == ["dear", "dearest", "cheap", "beside"]
    assert again.tests(MONEY, 50, "half_up") == ["dear", "dearest", "cheap", "beside"]
