"""A credit report through the real window and through the command: the same debts, the same paper."""

from __future__ import annotations

import json

import pdf_builder as b
import pytest
from click.testing import CliRunner
from waits import settle

from jiebei_desktop.cli.group import main
from jiebei_desktop.services.files.household_file import read_asking

SENTENCES = (
    "个人信用报告",
    "报告编号:2026090100000001 查询时间:2026-11-01 08:59:00 报告时间:2026-11-01 09:00:00",
    "信贷记录",
    "这部分包含您的信用卡、贷款和其他信贷记录。",
    (
        "1.2026年03月01日招联消费金融股份有限公司发放的10,000元（人民币）其他个人消费贷款，"
        "2027年03月05日到期。截至2026年10月，余额4,800。"
    ),
    (
        "2.2026年05月01日马上消费金融股份有限公司发放的6,000元（人民币）其他个人消费贷款，"
        "2027年05月05日到期。截至2026年10月，余额3,500。"
    ),
)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    sheet, y = b.Sheet(), 40
    for text in SENTENCES:
        for start in range(0, len(text), 42):
            sheet.put(40, y, text[start : start + 42])
            y += 14
    path = tmp_path_factory.mktemp("report") / "信用报告.pdf"
    path.write_bytes(b.pdf(sheet))
    return path


def command(*arguments):
    done = CliRunner().invoke(main, [*map(str, arguments), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def typed(tmp_path, report):
    """The ledger as the commands make it."""
    path = tmp_path / "命令.jiebei"
    command("new", path)
    command("import", path, report)
    listed = command("adopt", path)["proposed_debts"]
    assert [one["balance"] for one in listed] == ["4800.00", "3500.00"]
    for one in listed:  # the report ends on a fifth: the window reads the day off it
        command("adopt", path, one["id"], "--due-day", "5")
    return path


def test_window_and_command_enter_the_same_debts_and_the_plan_says_what_each_is_owed(
    window, typed, report, qtbot, tmp_path
):
    window.go("credit_report")
    settle(window, qtbot)
    page = window.page()
    page.open(report)
    settle(window, qtbot)
    assert "8,300" in page.banner.label.text()
    page.complete_button.click()
    settle(window, qtbot)

    window.go("debts")
    settle(window, qtbot)
    shown = {line.debt.name for line in window.page().list.lines.lines}
    window.close()
    settle(window, qtbot)

    seen, said = (command("owed", path) for path in (tmp_path / "账本.jiebei", typed))
    figures = [{key: one[key] for key in one if key != "id"} for one in said["debts"]]
    assert [{key: one[key] for key in one if key != "id"} for one in seen["debts"]] == figures
    assert {one["name"] for one in seen["debts"]} == shown
    out = tmp_path / "方案.json"
    to = ("--for", said["debts"][0]["id"], "--edition", "private")  # late with none, asked by name
    command("plan", typed, "--pdf", tmp_path / "方案.pdf", "--data", out, *to)
    paper = json.loads(out.read_text(encoding="utf-8"))
    owed = {one["name"]: one["total"] for one in said["debts"]}
    assert len(owed) == 2
    assert {one["name"]: one["total"] for one in paper["debts"]} == owed


TYPED = {
    "format": "jiebei.household/1",
    "debts": [
        {
            "id": "anyihua", "product": "online_loan", "name": "安逸花",
            "lender": "马上消费金融股份有限公司", "lender_type": "consumer_finance",
            "contract_date": "2026-05-01", "principal": "4000.00",
            "rate": {"value": "0.18", "per": "year"}, "method": "equal_payment",
            "periods": 12, "first_due": "2026-12-05",
        }
    ],
}  # fmt: skip
"""A debt that its owner calls by the app's name; the report knows its lender only."""


def test_a_command_enters_no_debt_a_second_time_that_was_typed_by_hand(tmp_path, report):
    path, household_file = tmp_path / "typed.jiebei", tmp_path / "typed.json"
    household_file.write_text(json.dumps(TYPED), encoding="utf-8")
    command("new", path)
    command("load", path, household_file)
    command("import", path, report)
    listed = {one["lender"]: one for one in command("adopt", path)["proposed_debts"]}
    assert {name: one["known"] for name, one in listed.items()} == {
        "招联消费金融": None,
        "马上消费金融": "anyihua",
    }
    assert command("adopt", path, "--all")["debts"] == ["online_loan1"]
    assert principals(path) == {"anyihua": "4000.00", "online_loan1": "4800.00"}
    account = listed["马上消费金融"]["id"]
    refused = CliRunner().invoke(main, ["adopt", str(path), account, "--due-day", "5"])
    assert refused.exit_code == 1, "the debt has its terms already"
    made = command("adopt", path, account)
    assert (made["debts"], made["merged"]) == ([], ["anyihua"])
    assert principals(path) == {"anyihua": "3500.00", "online_loan1": "4800.00"}


def principals(path):
    return {one["id"]: one["principal"] for one in command("owed", path)["debts"]}


@pytest.mark.parametrize("household", [read_asking(TYPED).book])
def test_the_window_adopts_no_debt_twice_either(window, report, qtbot):
    window.go("credit_report")
    settle(window, qtbot)
    page = window.page()
    page.open(report)
    settle(window, qtbot)
    assert [line.debt.lender for line in page.state.ticked()] == ["招联消费金融"]
    page.keep_button.click()
    settle(window, qtbot)
    window.go("ledger", do="adopt")
    settle(window, qtbot)
    card = window.page().history.adopt_card
    assert [one.lender for one in card.model.rows() if one.id in card.chosen()] == ["招联消费金融"]
    known = next(row for row, one in enumerate(card.model.rows()) if one.id not in card.chosen())
    assert "安逸花" in card.model.index(known, card.model.columnCount() - 1).data()
    card.adopt()
    settle(window, qtbot)
    assert {debt.id for debt in window.session.ledger.debts()} == {"anyihua", "online_loan1"}
