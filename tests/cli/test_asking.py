"""`offers` and `ask` on a household whose second wage ends: a home, two cards, two loans, a car."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

HOUSEHOLD = Path(__file__).resolve().parents[1] / "households" / "one_wage_left.json"
DAY = ("--as-of", "2026-11-28")
NEGOTIABLE = ["card", "bill", "huabei", "jiebei"]


@pytest.fixture(scope="module")
def family(answer, tmp_path_factory):
    folder = tmp_path_factory.mktemp("asking")
    made = json.loads(HOUSEHOLD.read_text("utf-8"))
    bare = folder / "bare.json"  # with nothing at hand no due is paid before the plan begins
    bare.write_text(json.dumps({**made, "cash": []}, ensure_ascii=False), "utf-8")
    answer("new", folder / "family.jiebei")
    answer("load", folder / "family.jiebei", bare)
    return folder / "family.jiebei"


@pytest.mark.parametrize("by", ["total", "principal", "instalment"])
def test_the_home_takes_no_share_of_what_is_for_the_others(answer, family, by):
    offers = answer("offers", family, *DAY, "--amount", "1000", "--by", by)["offers"]
    assert [one["debt"] for one in offers] == NEGOTIABLE
    assert sum(round(float(one["amount"]) * 100) for one in offers) == 100_000


def test_more_than_the_negotiable_debts_owe_cannot_be_shared(run, family):
    done = run("offers", family, *DAY, "--amount", "100000", "--lang", "en")
    assert done.exit_code == 1
    assert "is more than all debts together" in done.stderr


def ask(answer, family, budget, *more):
    return answer("ask", family, *DAY, "--budget", budget, *more)


def test_ask_answers_with_the_keys_of_the_contract(answer, family):
    document = ask(answer, family, "1500")
    assert {
        "feasible_without", "asks", "frontier", "relief", "sources", "explanation", "treated",
    } <= set(document)  # fmt: skip
    for one in document["asks"]:
        assert {"debt", "levers", "payment", "months", "cost_to_lender"} <= set(one)
        assert all(set(lever) == {"kind", "value"} for lever in one["levers"])
    assert [one["debt"] for one in document["frontier"]] == NEGOTIABLE
    assert all(
        {"months", "annual_rate"} == set(p) for f in document["frontier"] for p in f["points"]
    )


def test_the_car_is_said_against_what_it_would_close(answer, family, run):
    (car,) = ask(answer, family, "2800")["sources"]
    assert (car["asset"], car["amount"]) == ("家用车", "58000.00")
    assert [one["debt"] for one in car["use"]] == ["card", "huabei", "jiebei"]
    closed = sum(float(one["amount"]) for one in car["use"][:2])
    assert closed == 39_686.50 + 7_900
    said = run("ask", family, *DAY, "--budget", "2800", "--lang", "en").stdout
    assert "it would pay off 甲行信用卡, 花呗, ¥47,586.50 in all" in said


def test_too_little_for_any_term_sells_before_it_asks_for_principal(answer, family):
    document = ask(answer, family, "1500")
    assert document["explanation"] == "lump_sum"
    kinds = {one["debt"]: [lever["kind"] for lever in one["levers"]] for one in document["asks"]}
    assert kinds["card"] == kinds["huabei"] == ["lump_sum"]
    assert not any("waive_principal" in each for each in kinds.values())
    assert document["shortfall"] == "0.00"


def test_the_home_is_never_asked_within_the_budget_but_for_relief(answer, family):
    document = ask(answer, family, "1500")
    assert "home" not in {one["debt"] for one in document["asks"]}
    relief = {one["kind"]: one for one in document["relief"]}
    assert set(relief) == {"interest_only", "longer_term", "housing_fund", "rate_reset"}
    assert {one["debt"] for one in relief.values()} == {"home"}
    assert not any(one["asked"] for one in relief.values())  # the home is paid by its contract
    assert relief["interest_only"]["value"] == "2613.00"  # 871,000 at 3.6 % a year
    assert relief["longer_term"]["value"] == 360
    assert relief["housing_fund"]["value"] == "44000.00"
    assert relief["rate_reset"]["value"] == "0.035"


def test_what_is_late_of_the_home_is_no_payment_by_contract(answer, run, tmp_path):
    made = json.loads(HOUSEHOLD.read_text("utf-8"))
    (home,) = (one for one in made["debts"] if one["id"] == "home")
    late = {"overdue_since": "2026-10-18", "overdue_principal": "8000.00"}
    said = {}
    for name, balance in (("on time", {}), ("late", late)):
        home["balance"] |= balance
        path = tmp_path / f"{name}.json"
        path.write_text(json.dumps(made, ensure_ascii=False), "utf-8")
        ledger = tmp_path / f"{name}.jiebei"
        answer("new", ledger)
        answer("load", ledger, path)
        (kept,) = answer("compare", ledger, *DAY, "--budget", "1500")["protected"]
        lines = run("compare", ledger, *DAY, "--budget", "1500", "--lang", "en").stdout
        said[name] = kept, lines.splitlines()[0]
    kept, line = said["on time"]
    assert (kept["day"], kept["part"], kept["monthly"]) == ("2026-12-18", "0.00", kept["due"])
    amount = f"{Decimal(kept['due']):,}"
    assert line == f"Outside the budget, by contract: 房贷, next ¥{amount} on 18 December 2026"
    kept, line = said["late"]
    assert Decimal(kept["monthly"]) == Decimal(kept["due"]) + Decimal(kept["part"])
    amount = f"{Decimal(kept['due']):,}"
    assert kept["part"] == "670.00"
    assert f"next ¥{amount} on 18 December 2026; beside it ¥670.00 a month" in line


def test_amounts_are_whole_tens_with_the_exact_limit_beside(answer, family):
    for one in ask(answer, family, "2800")["asks"]:
        assert one["payment"].endswith("0.00")
        assert 0 <= float(one["payment"]) - float(one["least"]) < 10
        assert one["first_due"] >= "2026-12-12"  # two days after pay-day


def test_charges_become_principal_only_on_demand(answer, family):
    plain = {one["debt"]: one for one in ask(answer, family, "2800")["asks"]}
    assert plain["card"]["principal"] == "39400.00"
    assert plain["card"]["charges"] == "286.50"
    demanded = {one["debt"]: one for one in ask(answer, family, "2800", "--capitalise")["asks"]}
    assert demanded["card"]["principal"] == "39686.50"
    assert demanded["card"]["charges"] == "0.00"


def test_what_the_leanest_month_needs_is_given_to_nobody_before_the_plan(answer, tmp_path):
    answer("new", tmp_path / "a.jiebei")
    answer("load", tmp_path / "a.jiebei", HOUSEHOLD)
    one = {one["debt"]: one for one in ask(answer, tmp_path / "a.jiebei", "2800")["asks"]}["card"]
    # the cash reaches for the minimum now, and less and less after the wage has ended
    assert (one["principal"], one["charges"]) == ("39400.00", "286.50")


def test_nothing_to_pay_with_is_a_pause_in_both_languages(run, family):
    said = run("ask", family, *DAY, "--budget", "0", "--lang", "en").stdout
    assert "Nothing can be paid now: ask for a pause." in said
    assert "1 month without payment" in said
    assert "先停还 1 个月" in run("ask", family, *DAY, "--budget", "0").stdout


def test_a_hole_in_living_stands_beside_what_lenders_lack(run, answer, tmp_path):
    """A month was 661.18 short in words, beside 2,616.75 that living itself lacked."""
    bare = json.loads(HOUSEHOLD.read_text("utf-8"))
    poor = {**bare, "cash": [], "entries": [
        {**one, "amount": "900.00"} if one["kind"] == "income" else one for one in bare["entries"]
    ]}  # fmt: skip
    (tmp_path / "poor.json").write_text(json.dumps(poor, ensure_ascii=False), "utf-8")
    answer("new", ledger := tmp_path / "poor.jiebei")
    answer("load", ledger, tmp_path / "poor.json")
    figures = answer("picture", ledger, *DAY)["figures"]
    left = next(Decimal(one["value"]) for one in figures if one["id"] == "left")
    found = answer("ask", ledger, *DAY)
    assert Decimal(found["living_short"]) == -left > 0
    assert Decimal(found["shortfall"]) > 0
    said = run("ask", ledger, *DAY).stdout
    assert f"生活本身每月就缺 ¥{-left:,.2f}；" in said
    assert f"另外每月还差 ¥{Decimal(found['shortfall']):,.2f}。" in said


def owing(name, principal, interest, due, **more):
    late = {"overdue_since": due, "overdue_principal": principal} if more.pop("late", False) else {}
    return {
        "id": name, "product": "huabei", "name": name, "lender": "甲公司",
        "lender_type": "consumer_finance", "contract_date": "2026-05-02", "principal": "40000.00",
        "rate": {"value": "0.0004", "per": "day"}, "day_basis": "365", "method": "equal_payment",
        "first_due": due, "due_day": int(due[-2:]),
        "balance": {"as_of": "2026-11-28", "principal": principal, "interest": interest,
                    "penalty": "0.00", "fees": "0.00", **late}, **more,
    }  # fmt: skip


def home_of(answer, folder, cash, *debts):
    """Return a ledger of 5,000 in, 3,900 out and no month of its own."""
    items = [("工资", "income", "5000.00", "A1", 10), ("房租", "expense", "1900.00", "B1", 3),
             ("伙食", "expense", "2000.00", "C1", 4)]  # fmt: skip
    keys = ("name", "kind", "amount", "category", "day")
    made = {
        "format": "jiebei.household/1", "household": {"members": 1},
        "cash": [{"name": "余额", "amount": cash, "as_of": "2026-11-28"}],
        "recurring": [{**dict(zip(keys, one, strict=True)), "every": "month", "from": "2026-01-01",
                       "certainty": "fixed"} for one in items],
        "debts": list(debts),
    }  # fmt: skip
    (folder / "home.json").write_text(json.dumps(made, ensure_ascii=False), "utf-8")
    answer("new", folder / "home.jiebei")
    answer("load", folder / "home.jiebei", folder / "home.json")
    return folder / "home.jiebei"


def by_months(document, months=60):
    """Return what all are asked to take, month by month."""
    paid = [Decimal(0)] * months
    for one in document["asks"]:
        flat = [Decimal(step["payment"]) for step in one["steps"] for _ in range(step["months"])]
        paid = [sum(pair) for pair in zip(paid, flat + [Decimal(0)] * months, strict=False)]
    return paid


def test_principal_is_asked_of_nobody_whom_a_later_step_within_the_ceiling_repays(answer, tmp_path):
    """Not late, 499 a month too little by 24, 1,069 could be kept: 2,630 of principal were asked."""
    debts = [owing("a", "26000.00", "60.00", "2026-12-15", periods=14),
             owing("b", "11000.00", "30.00", "2026-12-06", periods=17)]  # fmt: skip
    ledger = home_of(answer, tmp_path, "3000.00", *debts)
    afford, asked = answer("afford", ledger, *DAY), answer("ask", ledger, *DAY)
    full, most = Decimal(afford["recommended"]), Decimal(afford["ceiling"])
    first = Decimal(afford["first_term"]["payment"])
    assert 3 * first + 57 * full < 37_090 <= 3 * first + 57 * most
    kinds = {lever["kind"] for one in asked["asks"] for lever in one["levers"]}
    assert not {kind for kind in kinds if kind.startswith("waive")}
    assert asked["shortfall"] == "0.00"
    paid = by_months(asked)
    assert max(paid[:3]) <= first
    assert full < max(paid) <= most
    assert sum(paid) >= 37_090
    assert max(paid) < full + 150  # no more than it takes
    named = answer("ask", ledger, *DAY, "--budget", str(full))
    assert max(by_months(named)) <= full  # an amount that is named rules alone
    assert named["explanation"] == "principal"


def test_a_named_amount_does_not_keep_what_only_the_cash_of_this_week_pays(answer, tmp_path):
    """315 late, 510 due on 4 December and in January: 300 a month do not keep that contract."""
    debts = [owing("a", "300.00", "15.00", "2026-11-15", late=True, periods=1),
             owing("b", "1000.00", "10.00", "2026-12-04", periods=2)]  # fmt: skip
    ledger = home_of(answer, tmp_path, "9000.00", *debts)
    asked = answer("ask", ledger, *DAY, "--budget", "300")
    assert not asked["feasible_without"]
    assert [one["debt"] for one in asked["asks"]] == ["b"]
    assert max(by_months(asked)) <= 300
    assert answer("ask", ledger, *DAY, "--budget", "900")["feasible_without"]


def test_what_living_leaves_for_a_pledged_loan_is_not_called_missing_for_living(
    answer, run, tmp_path
):
    """5,000 in, 3,900 to live on and 1,800 of a car loan: living itself lacks nothing."""
    car = {**owing("car", "21000.00", "0.00", "2026-12-20", periods=12), "priority": "secured"}
    other = owing("b", "9000.00", "9.00", "2026-11-06", periods=9, late=True)
    ledger = home_of(answer, tmp_path, "0.00", car, other)
    ask, afford = (run(name, ledger, *DAY, "--lang", "en").stdout for name in ("ask", "afford"))
    assert "Living and the debts for home and work lack" in ask
    assert "Living itself" not in ask
    assert "Living and the debts for home and work take all income." in afford
