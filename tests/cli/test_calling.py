from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.papers.call_desk import Demand
from jiebei_desktop.services.picture import affordability_view

DAY = ("--as-of", "2026-11-22")
LATER = ("--as-of", "2026-11-29")
KEPT = Path(__file__).resolve().parents[1] / "households" / "agreement_kept.json"
"""An agreement that is kept, a debt on time, and one late: its request rises after a year."""


@pytest.fixture(scope="module")
def ledger(answer, tmp_path_factory):
    path = tmp_path_factory.mktemp("call") / "a.jiebei"
    answer("new", path, "--demo", "employee", *DAY)
    return path


def test_the_most_urgent_call_is_prepared_with_figures_of_the_picture(answer, ledger):
    made = answer("call", ledger, *DAY)
    seen = answer("picture", ledger, *DAY)["figures"]
    values = {each["id"]: each["value"] for each in seen}
    assert made["for"] == "jiebei"
    assert made["owed"] == values["owed.jiebei.total"]
    assert Decimal(made["offer_first"]) < Decimal(values["afford.recommended"])
    assert [each["demand"] for each in made["answers"]] == [each.value for each in Demand]
    assert (made["offer"], made["pages"], made["caution"]) == (None, None, None)


def test_an_offer_is_answered_for_scripts_and_in_words(answer, run, ledger):
    asked = ("--for", "jiebei", "--amount", "1950", "--months", "24", *DAY)
    offer = answer("call", ledger, *asked)["offer"]
    assert offer["verdict"] == "tight"
    assert (Decimal(offer["gap"]) > 0, offer["gap_on"]) == (True, "2026-12-09")
    assert (Decimal(offer["low"]) > 0, offer["low_on"]) == (True, "2027-03-09")
    assert offer["total_paid"] == "46800.00"
    assert (offer["first"], offer["ask_day"]) == ("2027-01-12", None)
    others = Decimal(offer["whole"]) - Decimal(offer["amount"])
    assert 0 < others < Decimal(offer["kept"])
    said = run("call", ledger, *asked, "--lang", "en").stdout
    assert "Tight: one bad month breaks it" in said
    assert (
        f"and this one's other debt, {others:,.0f}: {Decimal(offer['whole']):,.0f} a month, more than"
        in said
    )
    room = Decimal(offer["kept"]) - others
    bare = ("--for", "jiebei", "--months", "24", "--amount")
    assert answer("call", ledger, *bare, room, *DAY)["offer"]["verdict"] == "fits"
    assert answer("call", ledger, *bare, room + 10, *DAY)["offer"]["verdict"] == "tight"
    early = answer("call", ledger, "--amount", "1000", "--months", "60", "--from", "2026-12-05",
                   *DAY)  # fmt: skip
    assert (early["offer"]["verdict"], early["offer"]["ask_day"]) == ("early", 12)


def test_a_rate_and_a_sum_up_front_are_an_offer_too(answer, ledger):
    whole = answer("call", ledger, "--rate", "12%", "--months", "36", *DAY)["offer"]
    less = answer("call", ledger, "--rate", "12", "--months", "36", "--lump", "8000", *DAY)["offer"]
    assert Decimal(less["amount"]) < Decimal(whole["amount"])
    assert less["verdict"] == "no_lump"
    assert abs(Decimal(whole["annual_rate"]) - Decimal("0.12")) < Decimal("0.0002")


def test_the_sheet_is_written_and_never_over_a_strange_file(answer, run, ledger, tmp_path):
    pdf = tmp_path / "call.pdf"
    assert answer("call", ledger, "--pdf", pdf, *DAY)["pages"] == 1
    assert pdf.read_bytes().startswith(b"%PDF")
    strange = tmp_path / "notes.txt"
    strange.write_text("mine", encoding="utf-8")
    assert run("call", ledger, "--pdf", strange, *DAY).exit_code == 1
    assert strange.read_text(encoding="utf-8") == "mine"
    said = run("call", ledger, "--pdf", pdf, "--lang", "en", *DAY)
    assert "written to" in said.stdout


@pytest.fixture(scope="module")
def rising(answer, tmp_path_factory):
    path = tmp_path_factory.mktemp("rising") / "a.jiebei"
    answer("new", path)
    answer("load", path, KEPT, *LATER)
    return path


def in_writing(answer, ledger, debt, folder, day):
    """Return what the paper asks of a lender, and what the letter to all does."""
    paper, letter = folder / "p.json", folder / "l.json"
    answer("plan", ledger, "--for", debt, "--pdf", folder / "p.pdf", "--data", paper, *day)
    answer("letter", ledger, "--for", debt, "--kind", "pro_rata", "--pdf", folder / "l.pdf",
           "--data", letter, *day)  # fmt: skip
    asked = json.loads(paper.read_text(encoding="utf-8"))["plan"]["request"]
    return asked, json.loads(letter.read_text(encoding="utf-8"))["ask"]


def test_a_later_step_is_said_on_the_telephone_and_in_the_letter(answer, run, rising, tmp_path):
    paper, letter = in_writing(answer, rising, "a", tmp_path, LATER)
    made = answer("call", rising, "--for", "a", *LATER)
    assert len(paper["steps"]) == 2
    assert made["steps"] == letter["steps"] == paper["steps"]
    assert made["total_paid"] == letter["total_paid"] == paper["total_paid"]
    first, second = paper["steps"]
    later = f"第 {first['months'] + 1} 期起每月 {Decimal(second['payment']):,.0f} 元"
    assert later in made["opening"]
    said = run("call", rising, "--for", "a", *LATER).stdout
    assert f"之后 {Decimal(second['payment']):,.0f} 元，{second['months']} 期" in said


def test_what_is_owed_is_told_before_what_is_made_good_today(answer, run, ledger, tmp_path):
    """8,477.56 was told where 15,106.04 was owed: what is late is paid today, not yet."""
    household = json.loads(run("dump", ledger).stdout)
    for reading in household["cash"]:
        reading["amount"] = "300000.00"
    (tmp_path / "rich.json").write_text(json.dumps(household), encoding="utf-8")
    rich = tmp_path / "rich.jiebei"
    answer("new", rich, *DAY)
    answer("load", rich, tmp_path / "rich.json", *DAY)
    made = answer("call", rich, "--for", "jiebei", *DAY)
    seen = {each["id"]: each["value"] for each in answer("picture", rich, *DAY)["figures"]}
    assert Decimal(made["late"]) > 0
    assert made["late_on"] == made["as_of"]
    assert made["owed"] == seen["owed.jiebei.total"]


def test_our_own_request_is_judged_by_all_that_it_pays(answer, rising):
    asked = answer("call", rising, "--for", "a", *LATER)
    own = ("--amount", asked["offer_first"], "--months", asked["periods"])
    offer = answer("call", rising, "--for", "a", *own, *LATER)["offer"]
    assert (offer["total_paid"], offer["rest"]) == (asked["total_paid"], "0.00")
    other = ("--amount", asked["offer_first"], "--months", asked["periods"] - 1)
    level = answer("call", rising, "--for", "a", *other, *LATER)["offer"]
    paid = Decimal(asked["offer_first"]) * (asked["periods"] - 1)
    assert Decimal(level["total_paid"]) == paid
    assert Decimal(level["rest"]) == Decimal(asked["owed"]) - paid


def test_what_is_waived_is_said_part_by_part_and_not_called_open(answer, tmp_path):
    ledger = tmp_path / "a.jiebei"
    answer("new", ledger, "--demo", "employee", *DAY)
    with Session.open(ledger) as session:
        affordability_view.choose(session, Fen(60_000))
    paper, letter = in_writing(answer, ledger, "jiebei", tmp_path, DAY)
    made = answer("call", ledger, "--for", "jiebei", *DAY)
    assert {one["part"] for one in paper["waived"]} == {"penalty", "interest", "principal"}
    assert made["waived"] == letter["waived"] == paper["waived"]
    for one in paper["waived"]:
        whole, rest = divmod(Decimal(one["amount"]), 1)
        assert f"{whole:,.0f}{f'.{rest * 100:02.0f}' if rest else ''} 元" in made["opening"]
    own = ("--amount", made["offer_first"], "--months", made["periods"])
    offer = answer("call", ledger, "--for", "jiebei", *own, *DAY)["offer"]
    assert offer["rest"] == "0.00"


def test_half_an_offer_is_wrong_usage(run, ledger):
    for half in (
        ("--amount", "100"),
        ("--months", "3"),
        ("--rate", "12"),
        ("--amount", "100", "--rate", "12", "--months", "3"),
        ("--rate", "much", "--months", "3"),
        ("--rate", "nan", "--months", "3"),
        ("--amount", "0", "--months", "5"),
    ):
        assert run("call", ledger, *half, *DAY).exit_code == 2, half


def test_without_a_lender_or_an_amount_it_says_so(answer, run, tmp_path):
    empty = tmp_path / "empty.jiebei"
    answer("new", empty)
    done = run("call", empty, *DAY, "--lang", "en")
    assert (done.exit_code, "No lender is owed anything" in done.stderr) == (1, True)


def test_a_relative_gets_a_letter_and_no_lenders_words(run, ledger):
    said = run("call", ledger, "--for", "sister", *DAY, "--lang", "en")
    assert said.exit_code == 1
    assert "write a letter, jiebei letter --for sister --kind family" in said.stderr


def test_an_offer_from_a_day_that_is_over_is_refused_with_both_days(run, ledger):
    offer = ("--amount", "1000", "--months", "12", "--from", "2026-11-21", *DAY)
    said = run("call", ledger, *offer, "--lang", "en")
    assert said.exit_code == 2
    assert "--from 2026-11-21 lies before 2026-11-22" in said.stderr
    assert run("call", ledger, *offer[:-3], "2026-11-22", *DAY).exit_code == 0


def test_where_only_a_relative_waits_no_paper_says_the_contracts_hold(answer, run, tmp_path):
    shop = tmp_path / "shop.jiebei"
    answer("new", shop, "--demo", "shop", *DAY)
    asked = answer("ask", shop, "--budget", "2978", *DAY)
    assert asked["explanation"] == "family_last"
    said = run("plan", shop, "--pdf", tmp_path / "p.pdf", *DAY, "--lang", "en")
    assert said.exit_code == 1
    assert "only if 舅舅 can wait" in said.stderr
    assert not (tmp_path / "p.pdf").exists()


def test_where_only_relatives_lent_no_institution_is_spoken_of(answer, run, tmp_path):
    home, file = tmp_path / "h.jiebei", tmp_path / "h.json"
    lent = {
        "name": "姑姑", "lender": "姑姑", "lender_type": "private_person", "priority": "family",
        "contract_date": "2025-06-01", "principal": "20000.00",
        "rate": {"value": "0", "per": "year"}, "method": "single",
        "first_due": "2026-06-01",
    }  # fmt: skip
    debts = [{**lent, "id": one} for one in ("aunt", "uncle")]
    file.write_text(json.dumps({
        "format": "jiebei.household/1", "debts": debts,
        "cash": [{"name": "卡", "amount": "2600.00", "as_of": "2026-11-22"}],
        "recurring": [
            {"name": "工资", "kind": "income", "amount": "6000.00", "category": "A1", "day": 15,
             "from": "2026-01-15"},
            {"name": "房租", "kind": "expense", "amount": "3000.00", "category": "B1", "day": 5,
             "from": "2026-01-05"},
        ],
    }), encoding="utf-8")  # fmt: skip
    answer("new", home, *DAY)
    answer("load", home, file, *DAY)
    said = run("ask", home, "--budget", "1000", *DAY).stdout
    assert said.startswith("只欠亲友的钱：请他们同意按月还。")
    assert "亲友排在最后" not in said
    paper = run("plan", home, "--pdf", tmp_path / "p.pdf", *DAY)
    assert (paper.exit_code, "没有机构的债" in paper.stderr) == (1, True)
    warned = run("warn", home, *DAY).stdout
    assert "机构" not in warned
    data = tmp_path / "l.json"
    run("letter", home, "--for", "aunt", "--kind", "family", "--pdf", tmp_path / "l.pdf",
        "--data", data, *DAY)  # fmt: skip
    letter = json.loads(data.read_text(encoding="utf-8"))["ask"]
    assert letter["after"] is False
    assert (letter["monthly"] is None) is (letter["first"] is None)
