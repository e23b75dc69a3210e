from __future__ import annotations

from decimal import Decimal

import pytest

from jiebei_desktop.services.papers.call_desk import Demand

DAY = ("--as-of", "2026-11-22")


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
    assert offer["total_paid"] == "46800.00"
    assert (offer["first"], offer["ask_day"]) == ("2026-12-12", None)
    others = Decimal(offer["whole"]) - Decimal(offer["amount"])
    assert 0 < others < Decimal(offer["kept"])
    said = run("call", ledger, *asked, "--lang", "en").stdout
    assert "Tight: one bad month breaks it" in said
    assert f"others, {others:,.0f}: {Decimal(offer['whole']):,.0f} a month, more than" in said
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


def test_half_an_offer_is_wrong_usage(run, ledger):
    for half in (
        ("--amount", "100"),
        ("--months", "3"),
        ("--rate", "12"),
        ("--amount", "100", "--rate", "12", "--months", "3"),
        ("--rate", "much", "--months", "3"),
    ):
        assert run("call", ledger, *half, *DAY).exit_code == 2, half


def test_without_a_lender_or_an_amount_it_says_so(answer, run, tmp_path):
    empty = tmp_path / "empty.jiebei"
    answer("new", empty)
    done = run("call", empty, *DAY, "--lang", "en")
    assert (done.exit_code, "No lender is owed anything" in done.stderr) == (1, True)
