"""A credit report through the real window and through the command: the same debts, the same paper."""

from __future__ import annotations

import json

import pdf_builder as b
import pytest
from click.testing import CliRunner
from waits import settle

from jiebei_desktop.cli import main

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
