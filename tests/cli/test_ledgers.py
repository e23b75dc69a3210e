from __future__ import annotations

import io
import json
import re
import sys
from datetime import date

import pytest

from jiebei_desktop.cli.group import COMMANDS, main
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.services.files import household_file
from jiebei_desktop.storage.ledger import Ledger

DAY = ("--as-of", "2026-11-22")


@pytest.fixture
def ledger(answer, tmp_path):
    path = tmp_path / "a.jiebei"
    answer("new", path, "--demo", "employee", *DAY)
    return path


@pytest.mark.parametrize("example", ["employee", "shop"])
def test_a_new_ledger_can_start_from_an_example(answer, tmp_path, example):
    path = tmp_path / "new.jiebei"
    document = answer("new", path, "--demo", example, *DAY)
    assert document == {"ledger": str(path), "schema": document["schema"]}
    assert document["schema"]
    assert answer("dump", path)["debts"]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def on_a_terminal(monkeypatch, *arguments):
    """Run a command whose standard error is a terminal, and return what that shows."""
    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    main([str(each) for each in arguments], standalone_mode=False)
    return shown.getvalue()


def test_a_terminal_shows_how_far_a_long_file_is_and_that_ways_are_looked_for(
    answer, ledger, tmp_path, monkeypatch
):
    day = {"date": "2026-11-01", "kind": "expense", "amount": "1.00", "category": "C1"}
    long = {"format": "jiebei.household/1", "entries": [day] * 20_000}
    (tmp_path / "long.json").write_text(json.dumps(long), encoding="utf-8")
    answer("new", tmp_path / "new.jiebei")
    shown = on_a_terminal(monkeypatch, "load", tmp_path / "new.jiebei", tmp_path / "long.json")
    shares = re.findall("([0-9]+)%", shown)
    assert (shares[-1], len(set(shares)) > 3) == ("100", True)
    for command in (("load", ledger, "-"), ("dump", ledger)):
        monkeypatch.setattr(
            sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"format":"jiebei.household/1"}'))
        )
        assert on_a_terminal(monkeypatch, *command) == ""
    shown = on_a_terminal(monkeypatch, "compare", tmp_path / "new.jiebei", "--budget", "1")
    assert "100%" in shown


def test_a_file_that_is_there_is_not_overwritten(run, ledger):
    before = ledger.read_bytes()
    done = run("new", ledger)
    assert done.exit_code == 1
    assert str(ledger) in done.stderr
    assert done.stderr.count("\n") == 1
    assert ledger.read_bytes() == before


def test_loading_a_dump_into_a_new_ledger_gives_the_same_dump(answer, ledger, tmp_path):
    dumped = answer("dump", ledger)
    file, other = tmp_path / "household.json", tmp_path / "b.jiebei"
    file.write_text(json.dumps(dumped), encoding="utf-8")
    answer("new", other)
    counts = answer("load", other, file)
    assert counts["debts"] == 5
    assert counts["entries"] == len(dumped["entries"])
    assert answer("dump", other) == dumped


def test_loading_twice_adds_nothing(answer, run, ledger, tmp_path):
    file = tmp_path / "household.json"
    file.write_text(run("dump", ledger).stdout, encoding="utf-8")
    nothing = dict.fromkeys(
        ("debts", "entries", "read_already", "recurring", "assets", "events"), 0
    )
    assert answer("load", ledger, file) == {**nothing, "questions": []}


def test_a_cost_that_looks_like_a_repayment_is_told(run, ledger, tmp_path):
    file = tmp_path / "household.json"
    item = {
        "name": "借呗还款", "kind": "expense", "amount": "1100.00", "category": "C9", "day": 20,
        "from": "2026-01-01",
    }  # fmt: skip
    debts = json.loads(run("dump", ledger).stdout)["debts"]
    document = {"format": "jiebei.household/1", "recurring": [item], "debts": debts}
    file.write_text(json.dumps(document), encoding="utf-8")
    done = run("load", ledger, file, "--lang", "en")
    assert "looks like the repayment of" in done.stderr


def test_an_unknown_key_is_told_and_left_out(run, ledger, tmp_path):
    file = tmp_path / "household.json"
    file.write_text('{"format": "jiebei.household/1", "colour": "red"}', encoding="utf-8")
    done = run("load", ledger, file, "--json", "--lang", "en")
    assert json.loads(done.stdout)["debts"] == 0
    assert "colour is not known" in done.stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'{"format": "other"}', "format"),
        (b'{"format": "jiebei.household/1",\n "debts": [{]}', "line 2"),
        (b'{"format": "jiebei.household/1", "debts": 3}', "debts must be a list"),
        (b'{"format": "jiebei.household/1", "debts": [{"name": "x"}]}', "debts[0]."),
        (b"\xff\xfe\x00", "UTF-8"),
        (b'{"format": "jiebei.household/1", "cash": [{"name": "\\ud800"}]}', "UTF-8"),
        (
            b'{"format": "jiebei.household/1", "household": {"dibao_as_of": "0001-01-01"}}',
            "household.dibao_as_of must lie between 1900-01-01 and 2199-12-31",
        ),
        (b"[" * 100_000, "brackets are nested too deeply"),
        (
            b'{"format": "jiebei.household/1", "entries": [], "entries": []}',
            "entries is given twice",
        ),
        (
            b'{"format": "jiebei.household/1", "debts": [{"id": "a", "id": "b"}]}',
            "household.json: debts[0].id is given twice",
        ),
        (b'{"format": ' + b"1" * 5000 + b"}", '"format" must be jiebei.household/1'),
    ],
)
def test_a_wrong_household_file_changes_nothing_and_says_where(
    answer, run, ledger, tmp_path, content, words
):
    file = tmp_path / "household.json"
    file.write_bytes(content)
    before = answer("dump", ledger)
    done = run("load", ledger, file, "--lang", "en")
    assert done.exit_code == 1
    assert words in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.output
    assert answer("dump", ledger) == before


DEBT = {
    "id": "d1", "contract_date": "2026-01-15", "principal": "12000.00",
    "rate": {"value": "0.0005", "per": "day"}, "method": "equal_payment", "periods": 12,
    "first_due": "2026-02-15",
}  # fmt: skip
SHOWN = {"as_of": "2026-06-01", "principal": "9000.00"}


@pytest.fixture
def load(run, ledger, tmp_path):
    """Return a function that loads a file with one debt, some of its values changed."""

    def command(*options, **values):
        file = tmp_path / "one.json"
        document = {"format": "jiebei.household/1", "debts": [{**DEBT, **values}]}
        file.write_text(json.dumps(document), encoding="utf-8")
        return run("load", ledger, file, "--json", "--lang", "en", *options)

    return command


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"first_due": "2025-02-15"}, "first_due must not be before the day of the contract"),
        (
            {"balance": {**SHOWN, "overdue_since": "2026-06-02"}},
            "balance.overdue_since must not be after the day of the balance",
        ),
        (
            {"balance": {**SHOWN, "overdue_principal": "9000.01"}},
            "balance.overdue_principal must not be more than the principal",
        ),
        (
            {"payments": [{"date": "2026-02-15", "amount": "1.00", "parts": {"fees": "1.01"}}]},
            "payments[0].parts must not be more than the whole",
        ),
        ({"principal": "9" * 20}, "principal is more than a ledger holds (10000000000.00)"),
        ({"principal": "10000000000.01"}, "principal is more than a ledger holds (10000000000.00)"),
        ({"principal": "-1.00"}, "principal must not be negative"),
        ({"contract_date": "2026-02-30"}, "contract_date must be a day"),
        ({"confirmed": "rate.value"}, "confirmed must be a list"),
    ],
)
def test_what_cannot_be_true_of_a_debt_is_refused_by_file_and_place(
    load, answer, ledger, values, words
):
    before = answer("dump", ledger)
    done = load(**values)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert f"one.json: debts[0].{words}" in done.stderr
    assert answer("dump", ledger) == before


@pytest.mark.parametrize(
    ("document", "words"),
    [
        (
            {"events": [{"kind": "business_closed", "from": "2026-10-01", "category": "A1"}]},
            "events[0].category is not used with business_closed; leave it out",
        ),
        (
            {"household": {"members": 1, "children_born": [2017]}},
            "household.children_born must name fewer children than household.members",
        ),
    ],
)
def test_a_refusal_says_what_to_do(run, ledger, tmp_path, document, words):
    file = tmp_path / "odd.json"
    file.write_text(json.dumps({"format": "jiebei.household/1", **document}), encoding="utf-8")
    done = run("load", ledger, file, "--lang", "en")
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert words in done.stderr


def test_brackets_without_an_end_are_refused_in_words(run, ledger, tmp_path):
    file = tmp_path / "deep.json"
    file.write_text(100_000 * "[", encoding="utf-8")
    done = run("load", ledger, file, "--lang", "en")
    assert "brackets are nested too deeply" in done.stderr
    assert "RecursionError" not in done.stderr


def test_a_rate_beyond_belief_is_held_back_until_it_is_confirmed(load, answer, ledger, tmp_path):
    thousand = {"value": "10", "per": "day"}
    refused = load(rate=thousand)
    assert refused.exit_code == 1
    assert "debts[0].rate.value is 365,000.00% a year" in refused.stderr
    assert "--accept" in refused.stderr
    assert load(rate=thousand, confirmed=["rate.value"]).stderr == ""
    accepted = load("--accept", id="d2", rate=thousand)
    assert json.loads(accepted.stdout)["debts"] == 1
    assert "365,000.00% a year and was taken in as confirmed" in accepted.stderr
    document = answer("dump", ledger)
    assert [debt["confirmed"] for debt in document["debts"][-2:]] == [["rate.value"]] * 2
    (tmp_path / "dump.json").write_text(json.dumps(document), encoding="utf-8")
    again = tmp_path / "again.jiebei"
    answer("new", again)
    assert answer("load", again, tmp_path / "dump.json")["questions"] == []
    assert answer("dump", again) == document


def test_money_that_is_unusual_is_taken_in_and_asked_about(load, answer, ledger):
    paid = [("2026-01-15", "20000.00"), ("2025-12-01", "500.00")]
    done = load(payments=[{"date": day, "amount": amount} for day, amount in paid])
    assert json.loads(done.stdout)["questions"] == [
        {"path": "debts[0].payments[1].date", "code": "payment-before-contract"},
        {"path": "debts[0].payments", "code": "overpaid"},
    ]
    assert "500.00 was paid before the contract" in done.stderr
    assert "8,000.00 more was paid than was owed" in done.stderr
    assert len(answer("dump", ledger)["debts"][-1]["payments"]) == 2


def test_a_payment_a_few_yuan_off_asks_for_the_lenders_instalment(load):
    done = load(payments=[{"date": "2026-02-15", "amount": "1100.00"}])
    assert "1,100.00 was paid where ¥1,101.15 is reckoned" in done.stderr


def test_an_event_with_the_name_of_no_item_is_asked_about(run, ledger, tmp_path):
    wages = [
        {
            "name": name,
            "kind": "income",
            "amount": "4200.00",
            "category": "A1",
            "from": "2026-01-01",
        }
        for name in ("His wage", "Her wage")
    ]
    ends = {"kind": "income_ends", "category": "A1", "from": "2026-12-31"}
    for name, asked in (("Her wage", False), ("Wage of hers", True)):
        file = tmp_path / "wages.json"
        document = {
            "format": "jiebei.household/1", "recurring": wages, "events": [{**ends, "name": name}],
        }  # fmt: skip
        file.write_text(json.dumps(document), encoding="utf-8")
        done = run("load", ledger, file, "--json", "--lang", "en")
        assert done.exit_code == 0, done.stderr
        assert ('is called "Wage of hers": it counts for all of' in done.stderr) is asked
        assert ("give it its name: His wage, Her wage" in done.stderr) is asked


def test_a_missing_household_file_is_told(run, ledger, tmp_path):
    done = run("load", ledger, tmp_path / "none.json", "--lang", "en")
    assert done.exit_code == 1
    assert "none.json" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("owed",),
        ("nothing",),
        ("owed", "x.jiebei", "--as-of", "22.11.2026"),
        ("owed", "x.jiebei", "--as-of", "0001-01-01"),
        ("offers", "x.jiebei", "--amount", "-3"),
        ("offers", "x.jiebei", "--amount", "1.234"),
        ("owed", "x.jiebei", "--lang", "fr"),
    ],
)
def test_wrong_usage_ends_with_code_two(run, arguments):
    assert run(*arguments).exit_code == 2


def test_a_missing_ledger_and_a_strange_file_are_told_in_both_languages(run, tmp_path):
    strange = tmp_path / "strange.jiebei"
    strange.write_bytes(b"hello, this is no ledger at all" * 100)
    for path in (tmp_path / "none.jiebei", strange):
        said = {lang: run("owed", path, "--lang", lang) for lang in ("en", "zh_CN")}
        assert {done.exit_code for done in said.values()} == {1}
        assert all(str(path) in done.stderr for done in said.values())
        assert said["en"].stderr != said["zh_CN"].stderr


def test_an_open_ledger_is_not_opened_twice(run, ledger):
    held = Ledger.open(ledger)
    try:
        done = run("owed", ledger, "--lang", "en")
    finally:
        held.close()
    assert done.exit_code == 1
    assert "another window or command" in done.stderr


def test_a_mistake_of_the_program_is_one_line_without_a_traceback(run, ledger, monkeypatch):
    def fail(_book):
        raise RuntimeError

    monkeypatch.setattr(household_file, "dump", fail)
    done = run("dump", ledger, "--lang", "en")
    assert done.exit_code == 1
    assert done.stderr == "The program made a mistake (RuntimeError); nothing was changed\n"


def test_the_version_and_the_help_name_every_command(run):
    assert run("--version").stdout.startswith("jiebei")
    text = run("--help").stdout
    assert all(f"\n  {name} " in text for name in COMMANDS)


def test_a_protected_ledger_takes_its_password_from_the_environment(run, tmp_path):
    path, secret = tmp_path / "safe.jiebei", {"JIEBEI_PASSWORD": "松树与河"}
    assert run("new", path, "--demo", "shop", *DAY, env=secret).exit_code == 0
    assert path.read_bytes()[:6] != b"SQLite"
    assert run("owed", path, env=secret).exit_code == 0
    refused = run("owed", path, "--lang", "en")
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
    assert "--password-fd" in refused.stderr
    wrong = run("owed", path, "--lang", "en", env={"JIEBEI_PASSWORD": "else"})
    assert wrong.exit_code == 1
    assert "password" in wrong.stderr


def test_a_password_can_come_from_a_file_descriptor(run, tmp_path):
    path, secret = tmp_path / "safe.jiebei", tmp_path / "secret"
    secret.write_text("松树与河\n", encoding="utf-8")
    with secret.open() as stream:
        assert run("new", path, "--password-fd", stream.fileno()).exit_code == 0
    with secret.open() as stream:
        assert run("owed", path, "--password-fd", stream.fileno()).exit_code == 0


def test_the_answer_depends_on_nothing_but_ledger_and_day(answer, run, ledger):
    first = run("owed", ledger, *DAY, "--json").stdout
    assert run("owed", ledger, *DAY, "--json").stdout == first
    later = answer("owed", ledger, "--as-of", "2026-11-23")
    assert later["total"]["total"] != json.loads(first)["total"]["total"]
    first_debt = household_file.read_asking(answer("dump", ledger)).book.debts[0]
    assert owed(first_debt, date(2026, 11, 22)).parts.total == 3_898_800


def test_a_pipe_carries_utf8_whatever_the_code_page_of_the_system():
    from io import BytesIO, TextIOWrapper

    from jiebei_desktop.cli.group import write_utf8

    raw = BytesIO()
    stream = TextIOWrapper(raw, encoding="cp936")
    write_utf8(stream, None)
    stream.write("花呗 ¥")
    stream.flush()
    assert raw.getvalue().decode("utf-8") == "花呗 ¥"


def test_a_folder_that_is_not_there_is_named(run, ledger, tmp_path):
    done = run("plan", ledger, "--pdf", tmp_path / "no" / "x.pdf", *DAY, "--lang", "en")
    assert done.exit_code == 1
    assert f"{tmp_path / 'no'}: there is no such folder; make it first" in done.stderr
