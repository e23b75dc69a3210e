from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from jiebei_desktop.cli.group import COMMANDS
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.standing import owed, schedule
from jiebei_desktop.services.files import demo
from jiebei_desktop.services.keeping.session import Session

AS_OF = date(2026, 11, 22)
DAY = ("--as-of", AS_OF.isoformat())


@pytest.fixture(scope="module")
def ledgers(answer, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ledgers")
    for name in ("employee", "shop"):
        answer("new", folder / f"{name}.jiebei", "--demo", name, *DAY)
    answer("new", folder / "empty.jiebei")
    return folder


def test_owed_names_every_part_of_every_debt(answer, ledgers):
    document = answer("owed", ledgers / "employee.jiebei", *DAY)
    late = document["debts"][0]
    assert document["as_of"] == "2026-11-22"
    assert document["total"] == {
        "principal": "77816.60",
        "interest": "1268.77",
        "penalty": "57.00",
        "fees": "0.00",
        "total": "79142.37",
        "per_day": "30.11",
    }
    assert (late["id"], late["total"], late["overdue_days"]) == ("jiebei", "38988.00", 20)
    assert late["apr_nominal"].startswith("0.18")
    assert float(late["apr_effective"]) > float(late["apr_nominal"])


def test_owed_on_a_day_is_the_same_as_owed_as_of_it(answer, ledgers):
    ledger = ledgers / "employee.jiebei"
    later = (AS_OF + timedelta(days=30)).isoformat()
    assert answer("owed", ledger, "--on", later) == answer("owed", ledger, "--as-of", later)


def test_owed_shows_the_other_order_where_the_contract_does_not_say(answer, ledgers, tmp_path):
    household = answer("dump", ledgers / "employee.jiebei")
    household["debts"] = household["debts"][:1]
    household["debts"][0]["allocation"] = "unknown"
    household["debts"][0]["payments"].append({"date": "2026-11-20", "amount": "1000.00"})
    file, ledger = tmp_path / "h.json", tmp_path / "u.jiebei"
    file.write_text(json.dumps(household), encoding="utf-8")
    answer("new", ledger)
    answer("load", ledger, file)
    (one,) = answer("owed", ledger, *DAY)["debts"]
    assert one["other_order"]["principal"] < one["principal"]


def test_a_schedule_lists_the_contract_and_sums_its_interest(answer, ledgers):
    debt = demo.employee(AS_OF).debts[0]
    document = answer("schedule", ledgers / "employee.jiebei", "jiebei", *DAY)
    rows = schedule(debt.principal, debt.terms, debt.contract_date)
    assert [row["due"] for row in document["rows"]] == [row.due.isoformat() for row in rows]
    assert document["rows"][0]["payment"] == "4506.80"
    assert document["total_interest"] == "4510.60"


def test_a_schedule_of_a_typed_debt_is_what_remains(answer, ledgers, tmp_path):
    household = answer("dump", ledgers / "employee.jiebei")
    debt = household["debts"][0]
    debt.update(method="equal_payment", periods=10, first_due="2026-12-22", due_day=22, payments=[])
    debt["balance"] = {
        "as_of": "2026-11-22", "principal": "38000.00", "interest": "589.00", "penalty": "57.00",
        "fees": "0.00", "overdue_since": "2026-11-02", "overdue_principal": "3800.00",
    }  # fmt: skip
    file, ledger = tmp_path / "h.json", tmp_path / "f.jiebei"
    file.write_text(json.dumps({**household, "debts": [debt]}), encoding="utf-8")
    answer("new", ledger)
    answer("load", ledger, file)
    document = answer("schedule", ledger, "jiebei", *DAY)
    assert document["arrears"] == "4446.00"
    first = document["rows"][0]
    assert (first["n"], first["due"], first["days"]) == (1, "2026-12-22", 30)
    assert (first["interest"], first["payment"]) == ("513.00", "3711.30")
    assert sum(Decimal(row["principal"]) for row in document["rows"]) == 34200
    assert document["rows"][-1]["balance"] == "0.00"
    known = answer("owed", ledger, *DAY)["debts"][0]
    assert (known["next_due"], known["next_amount"]) == ("2026-12-22", "3711.30")
    assert known["apr_nominal"] == "0.1825"


def test_what_was_paid_beyond_all_that_was_owed_is_shown(answer, run, ledgers, tmp_path):
    household = answer("dump", ledgers / "employee.jiebei")
    debt = household["debts"][0]
    debt["payments"] = [{"date": debt["contract_date"], "amount": "53600.00"}]
    file, ledger = tmp_path / "h.json", tmp_path / "f.jiebei"
    file.write_text(json.dumps({**household, "debts": [debt]}), encoding="utf-8")
    answer("new", ledger)
    answer("load", ledger, file)
    document = answer("owed", ledger, *DAY)
    assert (document["debts"][0]["overpaid"], document["overpaid"]) == ("8000.00", "8000.00")
    assert "8,000.00 paid beyond" in run("owed", ledger, *DAY, "--lang", "en").stdout


def test_a_schedule_follows_the_agreement_in_force(answer, ledgers):
    ledger = ledgers / "shop.jiebei"
    now = answer("schedule", ledger, "shop-loan", *DAY)["rows"]
    before = answer("schedule", ledger, "shop-loan", "--as-of", "2025-06-01")["rows"]
    assert len(now) == 36
    assert now[0]["due"] != before[0]["due"]
    assert answer("owed", ledger, *DAY)["debts"][0]["apr_nominal"].startswith("0.048")
    old = answer("owed", ledger, "--on", "2025-06-01")["debts"][0]["apr_nominal"]
    assert float(old) == pytest.approx(0.126, abs=1e-4)


def test_an_unknown_debt_is_told_with_the_known_ones(run, ledgers):
    done = run("schedule", ledgers / "employee.jiebei", "nobody", "--lang", "en")
    assert done.exit_code == 1
    assert "jiebei, card, weilidai, huabei, sister" in done.stderr
    assert run("schedule", ledgers / "empty.jiebei", "nobody").exit_code == 1


def test_a_debt_without_a_plan_says_so(answer, run, ledgers, tmp_path):
    household = answer("dump", ledgers / "employee.jiebei")
    household["debts"] = household["debts"][-1:]
    household["debts"][0].update(method="free", periods=None, first_due=None)
    file, ledger = tmp_path / "h.json", tmp_path / "f.jiebei"
    file.write_text(json.dumps(household), encoding="utf-8")
    answer("new", ledger)
    answer("load", ledger, file)
    assert answer("schedule", ledger, "sister")["rows"] == []
    assert "no plan" in run("schedule", ledger, "sister", "--lang", "en").stdout


OFFER = {
    "format": "jiebei.offer/1",
    "lender_type": "micro_lender",
    "date": "2026-11-22",
    "face": "10000.00",
    "received": "9000.00",
    "payment": "888.49",
    "periods": 12,
    "every": "month",
    "first_due": "2026-12-22",
}


def test_an_offer_shows_its_true_rate_and_the_money_withheld(answer, run, tmp_path):
    file = tmp_path / "offer.json"
    file.write_text(json.dumps(OFFER), encoding="utf-8")
    document = answer("apr", file)
    assert (document["received"], document["repaid"], document["cost"]) == (
        "9000.00",
        "10661.88",
        "1661.88",
    )
    assert float(document["nominal"]) == pytest.approx(12 * float(document["monthly"]), abs=1e-6)
    assert "W-KANTOU" in [found["id"] for found in document["findings"]]
    assert "Received ¥9,000.00" in run("apr", file, "--lang", "en").stdout


def test_a_week_s_loan_has_its_rate_however_high(answer, run, tmp_path):
    file = tmp_path / "week.json"
    week = {"flows": [{"date": "2026-11-29", "amount": "2000.00"}], "face": "2000.00"}
    plain = {key: OFFER[key] for key in ("format", "lender_type", "date")}
    file.write_text(json.dumps({**plain, **week, "received": "1300.00"}), encoding="utf-8")
    document = answer("apr", file)
    assert float(document["effective"]) == pytest.approx((2000 / 1300) ** (365 / 7) - 1)
    assert [found["id"] for found in document["findings"]] == ["W-KANTOU", "W-COST-24"]
    assert "超过 1,000,000%" in run("apr", file).stdout
    fee = {"fees": [{"date": "2026-11-22", "amount": "1300.00", "name": "x"}]}
    file.write_text(json.dumps({**plain, **week, **fee, "received": "1300.00"}), encoding="utf-8")
    assert answer("apr", file)["nominal"] == "Infinity"


@pytest.mark.parametrize(
    "change",
    [
        {"received": "12000.00"},
        {"payment": "0.00"},
        {"date": "22.11.2026"},
        {"lender_type": "aunt"},
        {"face": 3},
        {"periods": "x"},
    ],
)
def test_a_wrong_offer_is_refused_with_one_line(run, tmp_path, change):
    file = tmp_path / "offer.json"
    file.write_text(json.dumps({**OFFER, **change}), encoding="utf-8")
    done = run("apr", file)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)


def test_afford_gives_the_same_answer_for_the_same_seed(answer, ledgers):
    ledger = ledgers / "employee.jiebei"
    document = answer("afford", ledger, *DAY, "--seed", "7")
    assert answer("afford", ledger, *DAY, "--seed", "7") == document
    assert document["seed"] == 7
    assert document["history_months"] == 12
    levels = [float(document[level]) for level in ("floor", "recommended", "ceiling")]
    assert levels[0] > 0
    assert levels == sorted(levels)
    risks = [float(point["p_shortfall_12"]) for point in document["curve"]]
    assert risks == sorted(risks)
    assert {figure["mark"] for figure in document["figures"]} <= {
        "document",
        "statement",
        "estimate",
    }


def test_afford_says_why_nothing_can_be_recommended(answer, run, ledgers):
    document = answer("afford", ledgers / "empty.jiebei", *DAY)
    assert document["recommended"] is None
    assert document["reason"]
    shown = run("afford", ledgers / "empty.jiebei", *DAY, "--lang", "en").stdout
    assert "No payment can be recommended" in shown


def test_compare_puts_five_strategies_above_a_proved_bound(answer, ledgers):
    document = answer("compare", ledgers / "employee.jiebei", *DAY, "--budget", "20000")
    plans = {plan["name"]: plan for plan in document["strategies"]}
    assert list(plans) == ["avalanche", "snowball", "pro_rata", "custom", "optimal"]
    assert all(plan["feasible"] for plan in plans.values())
    best = float(plans["optimal"]["total_paid"])
    assert best <= min(float(plan["total_paid"]) for plan in plans.values())
    assert float(document["bound"]["total_paid"]) <= best


def test_compare_says_what_is_short_and_when_where_nothing_holds(answer, run, ledgers):
    asked = ("compare", ledgers / "employee.jiebei", *DAY, "--budget", "2800")
    document = answer(*asked)
    first = document["months"][0]
    assert (first["until"], first["required"]) == ("2026-12-22", document["required_first_month"])
    assert first["short"] == document["short_first_month"] == "11985.56"
    assert len(document["months"]) == 12
    names = {one["name"]: one for one in document["strategies"]}
    assert names["optimal"]["feasible"] is False
    said = run(*asked, "--lang", "en").stdout
    assert "11,985.56" in said
    assert "2027-01-22" in said
    assert "Dearest first" not in said
    zh = run(*asked, "--lang", "zh_CN").stdout
    assert "合同要求" in zh


def test_compare_says_like_ask_that_cash_keeps_what_no_budget_does(run, answer, tmp_path):
    path, book = tmp_path / "cash.jiebei", demo.employee(AS_OF)
    book = replace(book, cash=(replace(book.cash[0], amount=Fen(20_000_000)),))
    with Session.create(path) as session:
        session.ledger.add_book(book)
    asked = ("compare", path, *DAY, "--budget", "100")
    document, same = answer(*asked), answer("ask", path, *DAY, "--budget", "100")
    assert {plan["feasible"] for plan in document["strategies"]} == {False}
    assert document["carried"] == same["carried"] is not None
    assert "no request is pressing" in run(*asked, "--lang", "en").stdout


def test_compare_answers_also_when_the_money_never_reaches(answer, ledgers):
    document = answer("compare", ledgers / "employee.jiebei", *DAY, "--budget", "100")
    assert document["bound"] is None
    assert {plan["feasible"] for plan in document["strategies"]} == {False}
    assert {plan["months"] for plan in document["strategies"]} == {None}
    totals = {(plan["total_paid"], plan["total_interest"]) for plan in document["strategies"]}
    assert totals == {(None, None)}


@pytest.mark.parametrize("by", ["total", "principal", "instalment"])
def test_offers_sum_to_the_amount_exactly(answer, ledgers, by):
    args = ("--amount", "2800.01", "--by", by)
    offers = answer("offers", ledgers / "employee.jiebei", *DAY, *args)["offers"]
    assert sum(round(float(offer["amount"]) * 100) for offer in offers) == 280_001
    assert all(float(offer["share"]) <= 1 for offer in offers)


def test_relatives_get_of_an_amount_what_lenders_leave(answer, ledgers):
    """As in what is asked for within it; the sister took a fifth beside lenders who are late."""

    def of(amount):
        offers = answer("offers", ledgers / "employee.jiebei", *DAY, "--amount", amount)["offers"]
        return {one["debt"]: Decimal(one["amount"]) for one in offers}

    assert of("2800")["sister"] == 0
    whole = of("70000")
    owed = answer("owed", ledgers / "employee.jiebei", *DAY)["debts"]
    lenders = sum(Decimal(one["total"]) for one in owed if one["id"] != "sister")
    assert whole["sister"] == 70_000 - lenders > 0


def test_more_than_is_owed_cannot_be_shared(run, ledgers):
    done = run("offers", ledgers / "employee.jiebei", *DAY, "--amount", "900000", "--lang", "en")
    assert done.exit_code == 1
    assert "¥900,000.00 is more than all debts together" in done.stderr


def test_ask_finds_concessions_within_the_budget(answer, ledgers):
    document = answer("ask", ledgers / "employee.jiebei", *DAY, "--budget", "2800")
    assert document["feasible_without"] is False
    assert document["asks"]
    kinds = {lever["kind"] for one in document["asks"] for lever in one["levers"]}
    assert "longer_term" in kinds
    assert all(point["payment"] for point in document["frontier"])


def test_ask_says_when_the_contracts_hold_and_when_only_less_debt_helps(answer, run, ledgers):
    holds = answer("ask", ledgers / "employee.jiebei", *DAY, "--budget", "30000")
    assert (holds["feasible_without"], holds["asks"]) == (True, [])
    little = run("ask", ledgers / "employee.jiebei", *DAY, "--budget", "700", "--lang", "en")
    assert re.search("longest terms ¥[0-9.,]+ a month is missing", little.stdout)
    levers = answer("ask", ledgers / "employee.jiebei", *DAY, "--budget", "1350")["asks"]
    assert levers
    assert answer("ask", ledgers / "empty.jiebei", *DAY, "--budget", "5")["asks"] == []


def test_warnings_come_with_their_facts_and_the_severest_first(answer, ledgers):
    found = answer("warn", ledgers / "employee.jiebei", *DAY)["warnings"]
    order = ["severe", "caution", "info"]
    ranks = [order.index(one["severity"]) for one in found]
    assert ranks == sorted(ranks)
    assert {"id", "severity", "debt", "facts", "rule", "source", "as_of"} <= set(found[0])
    assert "W-FLOOR" in {one["id"] for one in found}


def test_an_empty_ledger_owes_nothing(answer, ledgers):
    document = answer("owed", ledgers / "empty.jiebei", *DAY)
    assert (document["debts"], document["total"]["total"]) == ([], "0.00")


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("owed",),
        ("schedule", "jiebei"),
        ("afford",),
        ("compare", "--budget", "2800"),
        ("offers", "--amount", "2800"),
        ("ask", "--budget", "2800"),
        ("warn",),
    ],
)
def test_every_answer_can_be_read_in_both_languages(run, ledgers, lang, arguments):
    name, *rest = arguments
    done = run(name, ledgers / "employee.jiebei", *rest, *DAY, "--lang", lang)
    assert done.exit_code == 0, done.output
    assert len(done.stdout.splitlines()) > 1
    assert "{" not in done.stdout


def test_columns_line_up_under_wide_characters(run, ledgers):
    lines = run("owed", ledgers / "employee.jiebei", *DAY).stdout.splitlines()[1:]
    widths = {sum(1 + (ord(char) > 0x2E80) for char in line) for line in lines[:-1]}
    assert len(widths) == 1


def test_what_is_owed_equals_what_the_domain_says(answer, ledgers):
    shown = answer("owed", ledgers / "shop.jiebei", *DAY)["total"]["total"]
    total = sum(owed(debt, AS_OF).parts.total for debt in demo.shop(AS_OF).debts)
    assert round(float(shown) * 100) == total


def test_no_command_imports_qt():
    code = (
        "import sys; from jiebei_desktop.cli.group import main, COMMANDS; import click;"
        "context = click.Context(main);"
        "[main.get_command(context, name) for name in COMMANDS];"
        "print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken'))])"
    )
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert COMMANDS


def test_a_plan_with_its_chart_reads_neither_matplotlib_nor_masked_arrays(ledgers, tmp_path):
    code = (
        "import sys; from jiebei_desktop.cli.group import main;"
        "main(sys.argv[1:], standalone_mode=False);"
        "print(sorted({'matplotlib', 'numpy', 'numpy.ma', 'typst'} & set(sys.modules)))"
    )
    paper = tmp_path / "plan.pdf"
    ledger = ledgers / "employee.jiebei"
    command = (sys.executable, "-c", code, "plan", str(ledger), "--pdf", str(paper), *DAY)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "['numpy', 'typst']"
    assert paper.read_bytes().startswith(b"%PDF")


def test_a_fresh_bill_says_what_settles_it_before_its_due_day(run, answer, tmp_path):
    """5,231.20 was asked of who pays 5,200.00 by the due day and nothing more."""
    card = {
        "id": "card", "name": "招行信用卡", "lender": "招商银行", "product": "credit_card",
        "lender_type": "credit_card_issuer", "method": "revolving", "due_day": 6, "bill_day": 18,
        "rate": {"value": "0.0005", "per": "day"}, "minimum": {"fraction": "0.10"},
        "balance": {"as_of": "2026-11-18", "principal": "5200.00"},
    }  # fmt: skip
    made = {"format": "jiebei.household/1", "debts": [card]}
    (tmp_path / "h.json").write_text(json.dumps(made), encoding="utf-8")
    ledger = tmp_path / "h.jiebei"
    run("new", ledger)
    assert run("load", ledger, tmp_path / "h.json").exit_code == 0
    said = run("owed", ledger, "--as-of", "2026-11-30", "--lang", "zh_CN").output
    assert "2026年12月6日前全额还清只要 ¥5,200.00，利息 ¥31.20 不收" in said
    (one,) = answer("owed", ledger, "--as-of", "2026-11-30")["debts"]
    assert (one["interest"], one["free_until"]) == ("31.20", "2026-12-06")
    (late,) = answer("owed", ledger, "--as-of", "2026-12-07")["debts"]
    assert (late["free_until"], late["overdue_days"]) == (None, 1)
    page, data = tmp_path / "p.pdf", tmp_path / "p.json"
    day = ("--as-of", "2026-11-30", "--lang", "zh_CN")
    assert run("plan", ledger, "--for", "card", "--pdf", page, "--data", data, *day).exit_code == 0
    assert json.loads(data.read_text(encoding="utf-8"))["plan"]["free_until"] == "2026-12-06"


def test_an_amount_paid_early_shows_both_ways_on(answer, run, ledgers):
    ledger = ledgers / "employee.jiebei"
    on = (AS_OF + timedelta(days=13)).isoformat()
    plain = answer("schedule", ledger, "jiebei", *DAY)
    found = answer("schedule", ledger, "jiebei", "--prepay", "10000", "--on", on, *DAY)
    told = found.pop("prepay")
    assert found == plain
    assert (told["on"], told["amount"], told["settles"]) == (on, "10000.00", False)
    assert Decimal(told["payment"]["saved"]) > Decimal(told["term"]["saved"]) > 0
    assert len(told["payment"]["payments"]) < len(told["term"]["payments"])
    assert told["term"]["last"] == told["without"]["last"] > told["payment"]["last"]
    assert told["cautions"][0]["code"] == "late"
    feed = answer(
        "schedule", ledger, "jiebei", "--prepay", "10000", "--on", on, "--fee", "100", *DAY
    )
    gone = Decimal(told["term"]["saved"]) - Decimal(feed["prepay"]["term"]["saved"])
    assert gone == 100
    said = run("schedule", ledger, "jiebei", "--prepay", "10000", "--on", on, *DAY).stdout
    assert "缩短年限" in said
    assert "减少月供" in said


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("card", "--prepay", "100"), 1, "没有可以缩短或减少的月供"),
        (("jiebei", "--prepay", "0"), 2, "写一个金额"),
        (("jiebei", "--prepay", "5", "--on", "2026-11-21"), 2, "写这一天或以后的日子"),
        (("jiebei", "--on", "2026-11-23"), 2, "--prepay"),
    ],
)
def test_an_early_payment_that_cannot_be_is_refused_in_one_sentence(
    run, ledgers, words, code, said
):
    done = run("schedule", ledgers / "employee.jiebei", *words, *DAY)
    assert (done.exit_code, said in done.stderr) == (code, True)


def test_a_day_before_the_first_figure_takes_it_and_says_so(answer, run, ledgers, tmp_path):
    household = answer("dump", ledgers / "employee.jiebei")
    debt = household["debts"][0] | {"payments": []}
    debt["balance"] = {"as_of": "2026-11-20", "principal": "38000.00", "interest": "589.00"}
    file, ledger = tmp_path / "h.json", tmp_path / "early.jiebei"
    file.write_text(json.dumps(household | {"debts": [debt]}), encoding="utf-8")
    answer("new", ledger)
    answer("load", ledger, file)
    for words in (("--as-of", "2026-11-12"), ("--on", "2026-11-12")):
        (early,) = answer("owed", ledger, *words)["debts"]
        assert (early["principal"], early["interest"], early["arrears"]) == (
            "38000.00", "589.00", "0.00",
        )  # fmt: skip
        assert early["figures_of"] == "2026-11-20"
        said = run("owed", ledger, *words).stderr
        assert "2026-11-20以前的情况不知道" in said
    assert answer("owed", ledger, "--on", "2026-11-21")["debts"][0]["figures_of"] is None
