from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from jiebei_desktop.services.keeping.session import Session

pikepdf = pytest.importorskip("pikepdf", reason="no wheel for this system")

DAY = ("--as-of", "2026-11-22")


@pytest.fixture(scope="module")
def ledger(answer, tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "a.jiebei"
    answer("new", path, "--demo", "employee", *DAY)
    return path


@pytest.fixture(scope="module")
def made(answer, ledger):
    pdf, data = ledger.with_suffix(".pdf"), ledger.with_suffix(".json")
    document = answer("plan", ledger, "--pdf", pdf, "--data", data, *DAY)
    return document, pdf.read_bytes(), json.loads(data.read_text(encoding="utf-8"))


def test_a_plan_is_a_pdf_with_as_many_pages_as_it_says(made):
    document, content, _ = made
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert len(pdf.pages) == document["pages"] > 4


def test_a_plan_says_its_number_its_checksum_and_its_offers(made):
    document, _, data = made
    assert document["number"] == data["number"]
    assert document["checksum"] == data["checksum"]
    assert document["for"] == "jiebei"
    assert all(document["checks"].values())
    assert document["offers"][0]["debt"] == "jiebei"
    assert {"amount", "share", "basis"} <= set(document["offers"][0])
    assert document["warnings"]


def test_the_same_ledger_and_day_give_the_same_bytes(answer, ledger, made, tmp_path):
    again = tmp_path / "again.pdf"
    assert answer("plan", ledger, "--pdf", again, *DAY) == made[0]
    assert again.read_bytes() == made[1]


def test_the_lenders_edition_hides_the_other_creditors(made, answer, ledger, tmp_path):
    data = tmp_path / "own.json"
    args = ("--edition", "private", "--for", "card", "--data", data, "--lang", "en")
    answer("plan", ledger, "--pdf", tmp_path / "own.pdf", *args, *DAY)
    private = json.loads(data.read_text(encoding="utf-8"))
    assert private["addressee"] == "card"
    assert "姐姐" in json.dumps(private, ensure_ascii=False)
    assert "姐姐" not in json.dumps(made[2], ensure_ascii=False)


def test_a_monthly_amount_can_be_given(run, ledger, tmp_path):
    pdf = tmp_path / "p.pdf"
    done = run("plan", ledger, "--pdf", pdf, "--payment", "2000", *DAY, "--lang", "en")
    assert done.exit_code == 0
    assert str(pdf) in done.stdout


def test_an_unknown_debt_and_a_place_that_cannot_be_written_are_told(run, ledger, tmp_path):
    for args in (("--pdf", tmp_path / "no" / "p.pdf"), ("--pdf", tmp_path / "p.pdf", "--for", "x")):
        done = run("plan", ledger, *args, *DAY)
        assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert list(tmp_path.iterdir()) == []


def test_pdf_and_facts_of_one_name_are_refused_and_nothing_is_written(run, ledger, tmp_path):
    one = tmp_path / "one.pdf"
    letter = ("letter", ledger, "--for", "jiebei", "--kind", "freeze")
    for command in (("plan", ledger), letter):
        done = run(*command, "--pdf", one, "--data", one, "--force", *DAY)
        assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
        assert "同时用作两个文件的名字" in done.stderr
        assert not one.exists()


def test_a_copy_can_leave_things_out(run, answer, ledger, tmp_path):
    pdf, data = tmp_path / "a.pdf", tmp_path / "a.json"
    plain = answer("plan", ledger, "--pdf", pdf, *DAY)
    less = ("--letter", "--hide", "spending", "--hide", "identity")
    found = answer("plan", ledger, "--pdf", pdf, "--data", data, *less, *DAY)
    assert found["pages"] <= plain["pages"] == 5
    assert json.loads(data.read_text(encoding="utf-8"))["redacted"] == ["identity", "spending"]
    assert found["checksum"] == plain["checksum"]  # it is over the figures, not the names
    assert run("plan", ledger, "--pdf", pdf, "--hide", "everything").exit_code == 2


def test_several_lenders_get_a_file_each_in_one_go(ledger, answer, run, tmp_path):
    pdf, data = tmp_path / "plan.pdf", tmp_path / "plan.json"
    made = answer(
        "plan", ledger, "--pdf", pdf, "--data", data, "--for", "jiebei", "--for", "huabei", *DAY
    )
    assert made["documents"][0]["for"] == made["for"]
    assert [Path(one["file"]).name for one in made["documents"]] == [
        "plan jiebei.pdf", "plan huabei.pdf",
    ]  # fmt: skip
    sheets = [
        json.loads((tmp_path / f"plan {name}.json").read_text()) for name in ("jiebei", "huabei")
    ]
    assert [sheet["number"] for sheet in sheets] == [one["number"] for one in made["documents"]]
    assert sheets[0]["addressee"] != sheets[1]["addressee"]
    assert [sheet["number"][-3:] for sheet in sheets] == ["-01", "-04"]  # as among all four
    everyone = run("plan", ledger, "--pdf", pdf, "--for", "all", *DAY, "--lang", "en")
    assert everyone.stdout.count("pages, written to") == len(list(tmp_path.glob("plan *.pdf")))
    assert not pdf.exists()


def test_who_else_is_asked_is_named_beside_the_one_paper_that_was_written(
    run, answer, ledger, tmp_path
):
    """The paper went to the card; that the home loan has a request of its own nobody said."""
    pdf = tmp_path / "p.pdf"

    def told(*more):
        made = answer("plan", ledger, "--pdf", pdf, "--force", *more, *DAY)
        return made["for"], [one["facts"]["debts"] for one in made["warnings"]
                             if one["id"] == "others-asked"]  # fmt: skip

    assert told() == ("jiebei", [["card", "weilidai", "huabei"]])
    assert told("--for", "jiebei") == ("jiebei", [])
    said = run("plan", ledger, "--pdf", pdf, "--force", *DAY).stdout
    assert "还有别家也要提请求：云岭银行信用卡、微粒贷、花呗" in said


def test_nothing_is_written_where_nobody_has_to_be_asked(run, answer, tmp_path):
    none, shop, pdf = tmp_path / "none.jiebei", tmp_path / "shop.jiebei", tmp_path / "p.pdf"
    with Session.create(none):
        pass
    answer("new", shop, "--demo", "shop", *DAY)
    for ledger in (none, shop):
        for more in ((), ("--for", "all")):
            done = run("plan", ledger, "--pdf", pdf, *more, *DAY)
            assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
            assert not pdf.exists()
    made = answer("plan", shop, "--pdf", pdf, "--for", "shop-loan", *DAY)
    assert next(one["id"] for one in made["warnings"]) == "nothing-asked"


def test_a_relative_gets_a_letter_and_no_request(run, ledger, tmp_path):
    done = run("plan", ledger, "--pdf", tmp_path / "p.pdf", "--for", "sister", *DAY)
    assert done.exit_code == 1
    assert "--kind family" in done.stderr
    everyone = run("plan", ledger, "--pdf", tmp_path / "a.pdf", "--for", "all", *DAY)
    assert everyone.exit_code == 0
    assert not any("sister" in path.name for path in tmp_path.iterdir())


def test_charges_become_principal_only_when_the_lender_demands_it(answer, ledger, tmp_path):
    found = {}
    for more in ((), ("--capitalise",)):
        data = tmp_path / "d.json"
        answer("plan", ledger, "--pdf", tmp_path / "p.pdf", "--data", data, *more, "--force", *DAY)
        found[more] = json.loads(data.read_text(encoding="utf-8"))["plan"]["request"]
    plain, grown = found.values()
    assert (plain["principal"], plain["charges"], plain["capitalised"]) == (
        "38000.00", "980.97", "0.00",
    )  # fmt: skip
    assert (grown["principal"], grown["charges"], grown["capitalised"]) == (
        "38980.97", "0.00", "980.97",
    )  # fmt: skip
    assert plain["waived"] == [{"part": "penalty", "amount": "7.03"}]  # above the line of 24 %


def test_what_is_not_known_is_named_beside_the_file(answer, ledger, tmp_path):
    made = answer("plan", ledger, "--pdf", tmp_path / "p.pdf", *DAY)
    missing = next(one for one in made["warnings"] if one["id"] == "missing")
    assert set(missing["facts"]["codes"]) == {
        "name", "id_tail", "phone", "address", "contract_no", "hardship", "children_born", "housing",
        "work",
    }  # fmt: skip


def test_who_told_nothing_and_is_late_with_nothing_is_not_told_that_money_suffices(
    answer, run, tmp_path
):
    household = {
        "format": "jiebei.household/1",
        "debts": [{
            "id": "a", "product": "jiebei", "name": "借呗", "lender": "甲", "method": "equal_payment",
            "contract_date": "2026-11-01", "principal": "12000.00", "periods": 12,
            "rate": {"value": "0.0005", "per": "day"}, "day_basis": "365",
            "first_due": "2026-12-01", "due_day": 1, "priority": "unsecured",
        }],
    }  # fmt: skip
    file, ledger, pdf = tmp_path / "h.json", tmp_path / "h.jiebei", tmp_path / "h.pdf"
    file.write_text(json.dumps(household, ensure_ascii=False), encoding="utf-8")
    answer("new", ledger)
    answer("load", ledger, file)
    done = run("plan", ledger, "--pdf", pdf, "--lang", "en", *DAY)
    assert done.exit_code == 1
    assert "not all entered" in done.output
    assert "can be kept" not in done.output
    assert not pdf.exists()
    assert answer("plan", ledger, "--pdf", pdf, "--for", "a", *DAY)["for"] == "a"


def test_an_own_amount_above_the_means_is_not_called_what_is_left(run, ledger, tmp_path):
    """--payment 99999999 was answered with 剩下的钱够照合同还."""
    out = tmp_path / "p.pdf"
    said = run("plan", ledger, "--pdf", out, "--payment", "99999", *DAY)
    assert (said.exit_code, out.exists()) == (1, False)
    assert "按你自己定的每月 ¥99,999.00 够照合同还，但这比你家还得起的多 ¥" in said.stderr
    assert "剩下的钱够" not in said.stderr
