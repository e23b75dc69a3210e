"""The chore that breaks the program on purpose: it must tell a change from none."""

from __future__ import annotations

import ast
import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MONEY = ROOT / "jiebei_desktop" / "domain" / "money.py"


@pytest.fixture(scope="module")
def mutate():
    spec = importlib.util.spec_from_file_location("mutate", ROOT / "packaging" / "mutate.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


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
def test_one_thing_is_turned_round(mutate, before, after):
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


def test_a_change_is_noticed_and_none_is_not(mutate, tmp_path):
    tests = [ROOT / "tests" / "unit" / "test_money.py"]
    broken = next(place for place in mutate.places(MONEY) if place.function == "parse_yuan")
    source = MONEY.read_bytes()[broken.start : broken.end].decode()
    copy = mutate.Copy(tmp_path)
    assert copy.tried(broken, tests)
    assert not copy.tried(broken._replace(new=f"({source})"), tests)
    assert (tmp_path / "jiebei_desktop" / "domain" / "money.py").read_bytes() == MONEY.read_bytes()


def test_the_nearest_test_file_comes_first(mutate):
    place = next(mutate.places(MONEY))
    assert mutate.Tests().near(place)[0] == ROOT / "tests" / "unit" / "test_money.py"
