from __future__ import annotations

from pathlib import Path

import pytest

AS_OF = ("--as-of", "2026-11-22")


@pytest.fixture
def ledger(tmp_path, answer):
    path = tmp_path / "a.jiebei"
    answer("new", path)
    return path


def by_id(document):
    return {row["id"]: row for row in document["rules"]}


def test_the_rules_in_force_are_shown_with_source_grade_and_day(ledger, answer, run):
    document = answer("rules", ledger, *AS_OF)
    rows = by_id(document)
    assert rows["lpr_1y"]["value"] == "0.03"
    assert rows["lpr_1y"]["from"] == "2026-06-22"
    assert rows["cc_art70"]["grade"] == "A-"
    assert "cc_rate_band_old" not in rows  # ended in 2020
    assert [(each["kind"], each["since"]) for each in document["stale"]] == [("lpr", "2026-06-22")]
    words = run("rules", ledger, *AS_OF, "--lang", "en").stdout
    assert "LPR, 1 year: 3.00%" in words
    assert "add the published figure with --lpr" in words


def test_a_fixing_added_from_the_command_is_marked_and_undoable(ledger, answer, run):
    document = answer("rules", ledger, *AS_OF, "--lpr", "2026-11-20=2.90,3.40")
    assert by_id(document)["lpr_1y"] == {
        "id": "lpr_1y",
        "value": "0.029",
        "from": "2026-11-20",
        "source": "本人录入",
        "grade": "C",
    }
    assert document["stale"] == []
    assert by_id(answer("rules", ledger, "--as-of", "2026-11-19"))["lpr_1y"]["value"] == "0.03"


def test_a_local_standard_is_set_and_shown(ledger, answer, run):
    document = answer("rules", ledger, *AS_OF, "--dibao", "成都=1005@2026-07-01")
    row = by_id(document)["dibao"]
    assert (row["value"], row["from"]) == ("1005", "2026-07-01")
    assert "成都" in row["source"]
    assert "1005" in run("rules", ledger, *AS_OF, "--lang", "en").stdout


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--lpr", "2026-11-20=9.00,9.50"), "看公布的通知|核对公布的通知"),
        (("--lpr", "2026-11-20=30,35"), "1%到15%"),
        (("--lpr", "2026-12-21=3.00,3.50"), "还没有到"),
        (("--dibao", "成都=1@2026-07-01"), "100到5,000"),
    ],
)
def test_a_figure_nobody_published_is_refused_in_one_line(ledger, run, answer, option, said):
    done = run("rules", ledger, *AS_OF, *option)
    assert done.exit_code == 1
    assert any(words in done.stderr for words in said.split("|"))
    assert len(done.stderr.strip().splitlines()) == 1
    assert by_id(answer("rules", ledger, *AS_OF))["lpr_1y"]["value"] == "0.03"


@pytest.mark.parametrize(
    "option",
    [("--lpr", "soon"), ("--lpr", "2026-11-20=three,four"), ("--lpr", "2026-13-20=3.00,3.50"),
     ("--dibao", "=1005@2026-07-01"), ("--dibao", "成都=much@2026-07-01"),
     ("--dibao", "成都=1005@soon")],
)  # fmt: skip
def test_what_cannot_be_read_is_wrong_usage(ledger, run, option):
    assert run("rules", ledger, *AS_OF, *option).exit_code == 2


RESTATED = Path(__file__).resolve().parents[1] / "services" / "reference" / "restated.rules"


def test_a_signed_file_is_opened_once_and_dated(ledger, answer, run):
    assert answer("rules", ledger, *AS_OF)["edition"] == "2026-11-22"
    done = run("rules", ledger, "--as-of", "2026-11-23", "--open", RESTATED, "--lang", "en")
    assert done.stdout.splitlines()[0] == "Rule data of 23 November 2026: 1 LPR, 0 rules"
    assert answer("rules", ledger, "--as-of", "2026-11-23")["edition"] == "2026-11-23"
    again = run("rules", ledger, "--as-of", "2026-11-23", "--open", RESTATED, "--lang", "en")
    assert (again.exit_code, "not newer" in again.stderr) == (1, True)


@pytest.mark.parametrize(
    ("content", "day", "said"),
    [
        (None, "2026-11-22", "has not come yet"),
        (b"changed", "2026-11-23", "signature is not good"),
        (b"", "2026-11-23", "no rules file"),
    ],
)
def test_a_file_that_is_not_taken_is_told_in_one_line(ledger, run, answer, content, day, said):
    file = ledger.parent / "x.rules"
    file.write_bytes(b"" if content == b"" else RESTATED.read_bytes() + (content or b""))
    done = run("rules", ledger, "--as-of", day, "--open", file, "--lang", "en")
    assert (done.exit_code, said in done.stderr) == (1, True)
    assert len(done.stderr.strip().splitlines()) == 1
    assert answer("rules", ledger, "--as-of", day)["edition"] == "2026-11-22"
