from __future__ import annotations

import subprocess
import sys

import pytest
import statement_builders as b

from jiebei_desktop.importers.options import ColumnMap
from jiebei_desktop.services.keeping.session import Session
from jiebei_desktop.services.statements import imports_mapping

STATEMENT = """\
------------------------------------------------------------------------------------
导出信息：
姓名：示例
支付宝账户：demo@example.invalid
起始时间：[2026-10-01 00:00:00]    终止时间：[2026-10-31 23:59:59]
导出交易类型：[全部]
导出时间：[2026-11-02 09:00:00]
共3笔记录
收入：1笔 100.00元
支出：1笔 36.50元
不计收支：1笔 500.00元

------------------------支付宝支付科技有限公司  电子客户回单------------------------
交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号,商家订单号,备注,
2026-10-20 10:00:00,餐饮美食,面馆,mi***@example.invalid,午餐,支出,36.50,余额,交易成功,2026102022001\t,M1\t,,
2026-10-12 08:00:00,转账红包,小林,li***@example.invalid,转账,收入,100.00,余额,交易成功,2026101222002\t,\t,,
2026-10-05 08:30:00,信用借还,借呗,/,借呗还款,不计收支,500.00,余额,还款成功,2026100522003\t,\t,,
"""


@pytest.fixture
def ledger(answer, tmp_path):
    path = tmp_path / "a.jiebei"
    answer("new", path)
    return path


@pytest.fixture
def statement(tmp_path):
    path = tmp_path / "alipay.csv"
    path.write_bytes(STATEMENT.encode("gb18030"))
    return path


def test_a_file_known_already_needs_neither_what_reads_papers_nor_their_words(
    answer, ledger, tmp_path
):
    plain = tmp_path / "plain.csv"
    plain.write_bytes(b.alipay([b.A()]))
    answer("import", ledger, plain)
    program = (
        "import sys; from jiebei_desktop.cli.group import main; from jiebei_desktop.importers import words\n"
        "main(standalone_mode=False)\n"
        "print('jiebei_desktop.importers.reading' in sys.modules, words.words.cache_info().currsize)"
    )
    again = [sys.executable, "-c", program, "import", str(ledger), str(plain)]
    said = subprocess.run(again, capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "False 0"


def test_a_statement_is_booked_row_for_row(answer, ledger, statement):
    (file,) = answer("import", ledger, statement)["files"]
    assert (file["file"], file["rows"], file["declared_rows"]) == ("alipay.csv", 3, 3)
    assert file["booked"] + file["neutral"] + file["ignored"] + file["review"] == file["rows"]
    assert file["expense"] == "36.50"
    assert file["debt_delta"]["借呗"] == "-500.00"
    assert file["period"] == ["2026-10-01", "2026-10-31"]
    assert len(answer("dump", ledger)["entries"]) == file["entries"]


def test_columns_assigned_in_the_window_are_known_to_the_command(run, answer, ledger, tmp_path):
    own = tmp_path / "own.csv"
    own.write_text("发生于,多少,给谁\n2026-10-02,-12.00,面馆\n2026-10-03,30.00,小林\n", "utf-8")
    assert run("import", ledger, own).exit_code == 1
    mapping = ColumnMap(row=0, columns={"at": "发生于", "amount": "多少", "peer": "给谁"})
    with Session.open(ledger) as session:
        imports_mapping.remember(session, imports_mapping.look(own).names(0), mapping)
    (file,) = answer("import", ledger, own)["files"]
    assert (file["rows"], file["expense"], file["income"]) == (2, "12.00", "30.00")
    assert "own_columns" in [each["kind"] for each in file["warnings"]]


def test_a_dry_run_writes_nothing(answer, ledger, statement):
    before = answer("dump", ledger)
    (file,) = answer("import", ledger, statement, "--dry-run")["files"]
    assert file["rows"] == 3
    assert answer("dump", ledger) == before


def test_importing_again_adds_nothing(answer, ledger, statement):
    answer("import", ledger, statement)
    before = answer("dump", ledger)
    (again,) = answer("import", ledger, statement)["files"]
    assert again["duplicates"] == again["rows"] == 3
    assert answer("dump", ledger) == before


def test_two_files_at_once_are_matched_with_each_other(answer, ledger, statement, tmp_path):
    copy = tmp_path / "copy.csv"
    copy.write_bytes(statement.read_bytes())
    first, second = answer("import", ledger, statement, copy)["files"]
    assert (first["duplicates"], second["duplicates"]) == (0, 3)


def test_one_refused_file_stops_all_of_them(answer, run, ledger, statement, tmp_path):
    bad = tmp_path / "notes.csv"
    bad.write_text("milk, bread, 3 apples", encoding="utf-8")
    before = answer("dump", ledger)
    for files in ((statement, bad), (tmp_path / "none.csv",)):
        done = run("import", ledger, *files)
        assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
        assert str(files[-1]) in done.stderr
    assert answer("dump", ledger) == before


@pytest.mark.parametrize("lang", ["zh_CN", "en"])
def test_the_answer_can_be_read(run, ledger, statement, lang):
    shown = run("import", ledger, statement, "--lang", lang).stdout
    assert "36.50" in shown
    assert "借呗" in shown


def test_rows_that_another_file_has_too_are_said(run, ledger, tmp_path):
    shop, wallet = tmp_path / "jd.csv", tmp_path / "wechat.csv"
    bought = ("2026-10-03 10:00:05", "京东商城", "洗衣液", "88.00", "微信支付", "交易成功", "支出", "日用", "J1")  # fmt: skip
    shop.write_bytes(b.jd([bought], period="2026-10-01 至 2026-10-31"))
    wallet.write_bytes(b.wechat_csv([b.w(at="2026-10-03 10:00:00", peer="京东", amount="88.00")]))
    said = run("import", ledger, shop, wallet, "--lang", "en").output
    assert said.count("1 row is in another file, too, and counts once.") == 1
    assert run("import", ledger, wallet, "--lang", "en").output.count("another file") == 0


LOANS = "汇入汇款,中原消费金融股份有限公司"


def test_what_papers_show_is_proposed_and_adopted(answer, ledger, statement):
    before = answer("import", ledger, statement, "--dry-run")["proposed_debts"]
    document = answer("import", ledger, statement)
    assert document["proposed_debts"] == before
    (one,) = before
    assert (one["name"], one["product"], one["balance"]) == ("借呗", "jiebei", None)
    assert (one["closed"], one["as_of"], one["rows"]) == (False, "2026-10-05", [17])
    assert "500.00" in one["why"]
    made = answer("adopt", ledger, one["id"])
    assert (made["debts"], made["proposed_debts"]) == (["jiebei1"], [])
    assert made["open"] == [
        {"debt": "jiebei1", "missing": ["balance", "rate", "first_due", "periods"], "guessed": []}
    ]
    assert [debt["id"] for debt in answer("owed", ledger)["debts"]] == ["jiebei1"]
    assert answer("adopt", ledger, "--all")["debts"] == []


def test_adopting_says_in_words_what_is_missing(run, answer, ledger, statement):
    answer("import", ledger, statement)
    listed = run("adopt", ledger, "--lang", "en")
    assert "repaid once" in listed.output
    done = run("adopt", ledger, "--all", "--lang", "en")
    assert "still to be said: what is owed now, the rate" in done.output


def test_an_unknown_id_changes_nothing(run, answer, ledger, statement):
    answer("import", ledger, statement)
    refused = run("adopt", ledger, "nobody")
    assert (refused.exit_code, answer("owed", ledger)["debts"]) == (1, [])


def test_what_is_unlike_other_times_is_said_in_one_line(run, answer, ledger, tmp_path):
    path = tmp_path / "bank.csv"
    path.write_bytes(b.cmb([("20260801", "10:00:00", 500_000, *LOANS.split(","))]))
    (file,) = answer("import", ledger, path, "--dry-run")["files"]
    (one,) = file["unusual"]
    assert (one["kind"], one["amount"], len(one["rows"])) == ("new_lender", "5000.00", 1)
    shown = run("import", ledger, path, "--lang", "en")
    assert "Unlike other times: 中原消费金融 is met for the first time" in shown.output
    assert file["kind"] == "statement"


def test_a_name_is_answered_about_once(run, answer, ledger, tmp_path):
    path = tmp_path / "bank.csv"
    path.write_bytes(b.cmb([("20260801", "10:00:00", 500_000, *LOANS.split(","))]))
    answer("import", ledger, path)
    assert answer("lender", ledger)["asked"] == [{"name": "中原消费金融", "rows": 1}]
    assert "does it lend" in run("lender", ledger, "--lang", "en").output
    assert run("lender", ledger, "中原消费金融").exit_code == 2
    assert run("lender", ledger, "别家", "loan").exit_code == 1
    assert answer("lender", ledger, "中原消费金融", "loan")["asked"] == []
    assert run("category", ledger, "小店").exit_code == 2
    refused = run("category", ledger, "小店", "Z9", "--lang", "en")
    assert (refused.exit_code, "Z9" in refused.output) == (1, True)
    assert answer("category", ledger, "小店", "C7")["rules"] == [
        {"counterparty": "小店", "category": "C7"}
    ]
    assert "小店" in run("category", ledger).output
    (debt,) = answer("adopt", ledger)["proposed_debts"]
    assert (debt["name"], debt["product"]) == ("中原消费金融", "online_loan")


def test_what_a_paper_does_not_tell_is_told_with_the_debt(answer, ledger, statement):
    (one,) = answer("import", ledger, statement)["proposed_debts"]
    made = answer(
        "adopt", ledger, one["id"], "--owed", "3200.00", "--due-day", "５", "--rate", "18.25",
        "--periods", "6", "--as-of", "2026-11-22",
    )  # fmt: skip
    assert (made["debts"], made["proposed_debts"]) == (["jiebei1"], [])
    assert all(not each["missing"] for each in made["open"])
    (debt,) = answer("dump", ledger)["debts"]
    assert (debt["rate"]["value"], debt["rate"]["per"], debt["periods"]) == ("0.1825", "year", 6)
    assert (debt["first_due"], debt["due_day"]) == ("2026-12-05", 5)
    (owed,) = answer("owed", ledger, "--on", "2026-11-22")["debts"]
    assert owed["total"] == "3200.00"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--minimum", "10"), "--minimum is not asked of this debt"),
        (("--rate", "2", "--per", "day"), "--rate is above 36 % a year"),
        (("--overdue-since", "2026-11-01"), "--overdue-since is not asked"),
        (("--overdue", "10"), "--overdue is not asked"),
    ],
)
def test_a_fact_that_cannot_be_is_said_and_nothing_changes(
    run, answer, ledger, statement, options, said
):
    (one,) = answer("import", ledger, statement)["proposed_debts"]
    given = ("--as-of", "2026-11-22", "--lang", "en")
    refused = run("adopt", ledger, one["id"], "--due-day", "5", *options, *given)
    assert (refused.exit_code, answer("owed", ledger)["debts"]) == (1, [])
    assert said in refused.output + refused.stderr


def test_facts_are_told_of_one_debt_only(run, answer, ledger, statement):
    answer("import", ledger, statement)
    assert run("adopt", ledger, "--all", "--due-day", "5").exit_code == 2
    assert run("adopt", ledger, "nobody", "--due-day", "5").exit_code == 1
