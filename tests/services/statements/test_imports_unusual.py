"""What is unlike other times is said, and nothing else."""

from __future__ import annotations

import statement_builders as b

HEAD = "交易日期,交易时间,收入,支出,余额,交易类型,交易备注"


def account(*rows, bank="招商银行", span="2026-01-01 至 2026-06-30"):
    return b.table(HEAD, *rows, before=(f"{bank}交易记录", f"日期区间：{span}"))


def wage(month, fen="6000.00"):
    return f"2026-{month:02d}-05,10:00:00,{fen},,9000.00,代发工资,示例公司 工资"


def said(summary):
    return [(one.code, one.fen, one.facts) for one in summary.unusual]


def test_an_ordinary_half_year_says_nothing(bring):
    assert said(bring(account(*map(wage, range(1, 7))))) == []


def test_income_far_above_the_usual_is_said_with_whom_it_came_from(bring):
    gift = "2026-04-20,10:00:00,30000.00,,9000.00,汇款,某公司"
    summary = bring(account(*map(wage, range(1, 7)), gift))
    assert said(summary) == [
        ("income_above_usual", 3_600_000, {"month": "2026-04", "who": "某公司"})
    ]
    assert len(summary.unusual[0].lines) == 2


def test_what_the_ledger_knows_counts_as_usual(bring):
    bring(account(*map(wage, range(1, 6))), name="1.csv")
    late = account(wage(6, "20000.00"), span="2026-06-01 至 2026-06-30")
    assert [code for code, *_ in said(bring(late, name="2.csv"))] == ["income_above_usual"]


def test_a_transfer_between_two_accounts_is_pointed_at(bring):
    out = "2026-03-01,10:00:00,,5000.00,9000.00,转账,某人"
    back = "2026-03-02,10:00:00,5000.00,,9000.00,转账,某人"
    span = "2026-03-01 至 2026-03-03"
    assert said(bring(account(out, span=span), name="1.csv")) == []
    other = bring(account(back, bank="中信银行", span=span), name="2.csv")
    assert said(other) == [("same_as_other_account", 500_000, {})]
    again = bring(account(back, bank="中信银行", span=span), name="2.csv")
    assert said(again) == [], "known rows are not told again"


def test_a_lender_met_for_the_first_time_is_named_once(bring):
    draw = "2026-03-01,10:00:00,5000.00,,9000.00,汇入汇款,中原消费金融股份有限公司"
    loan = "2026-03-02,10:00:00,1000.00,,9000.00,贷款放款,闪电贷放款"
    span = "2026-03-01 至 2026-03-03"
    first = bring(account(draw, loan, span=span), name="1.csv")
    assert said(first) == [
        ("new_lender", 500_000, {"who": "中原消费金融"}),
        ("new_lender", 100_000, {"who": "闪电贷"}),
    ]
    repaid = "2026-03-03,10:00:00,,50.00,9000.00,贷款还款,闪电贷扣款"
    assert said(bring(account(repaid, span=span), name="2.csv")) == []


def test_a_month_without_wages_is_named(bring):
    months = [month for month in range(1, 7) if month != 4]
    assert said(bring(account(*map(wage, months)))) == [("no_salary", 0, {"month": "2026-04"})]
