from __future__ import annotations

import pdf_builder as b
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiebei_desktop.domain.proposed_debt import LATE_UNSAID
from jiebei_desktop.importers.credit_report import TextLine, is_report, lender_name, report_of
from jiebei_desktop.importers.reading import read
from jiebei_desktop.importers.refusals import StatementRefused
from jiebei_desktop.importers.words import words

HEAD = (
    "个人信用报告",
    "报告编号:2026090100000001 查询时间:2026-09-01 08:59:00 报告时间:2026-09-01 09:00:00",
    "姓名:张某某 证件类型:身份证 证件号码:110101199001011234 已婚",
    "信贷记录",
    "这部分包含您的信用卡、贷款和其他信贷记录。",
)
CARD = (
    "2019年03月05日某某银行股份有限公司信用卡中心发放的贷记卡（人民币账户，卡片尾号：3308）。"
    "截至2026年8月，信用额度15,000，已使用额度12,485，逾期金额625。"
    "最近5年内有2个月处于逾期状态，没有发生过90天以上逾期。"
)
QUERIES = (
    "查询记录",
    "机构查询记录明细",
    "编号 查询日期 查询机构 查询原因",
    "1 2026年08月15日 某某消费金融有限公司 贷款审批",
    "2 2026年03月01日 某某银行 信用卡审批",
    "3 2026年02月28日 某某银行 贷后管理",
    "个人查询记录明细",
    "1 2026年08月20日 本人 本人查询（互联网）",
)


def lines(*texts):
    return [TextLine(1, text) for text in texts]


def one(sentence):
    """Return the debt of a report with this one account."""
    (account,) = report_of(lines(*HEAD, f"1. {sentence}"), words()).accounts
    return account.debt


def pdf(*texts, width=42):
    """Return a PDF whose lines are cut after so many characters, as the bank's printer does."""
    sheets = [b.Sheet()]
    y = 40
    for text in texts:
        for start in range(0, len(text), width):
            if y > 800:
                sheets[-1].put(290, 826, str(len(sheets)))
                sheets.append(b.Sheet())
                y = 40
            sheets[-1].put(40, y, text[start : start + width])
            y += 14
    return b.pdf(*sheets)


@pytest.mark.parametrize(
    ("said", "code", "late"),
    [
        ("逾期金额3,000。", "guarantee_late", {"overdue_fen": 300_000}),
        ("当前有逾期。", "guarantee_late_unsaid", {}),
        ("逾期金额0。", "guarantee", {}),
        ("当前无逾期。", "guarantee", {}),
    ],
)
def test_what_is_late_of_a_debt_one_answers_for_is_told(said, code, late):
    promised = (
        "1. 2021年01月02日，为李某某在某某银行办理的贷款承担相关还款责任，责任类型为保证人，"
        f"相关还款责任金额90,000。截至2026年08月，贷款余额70,000，{said}"
    )
    found = read(pdf("个人信用报告", "报告时间:2026-09-01 09:00:00", "信贷记录", promised))
    wanted = {"lender": "某某银行", "balance_fen": 7_000_000, **late}
    assert [(n.code, dict(n.facts)) for n in found.notices] == [(code, wanted)]


@pytest.mark.parametrize(
    ("said", "late"),
    [
        ("当前有逾期。", True), ("当前逾期。", True), ("目前已逾期。", True), ("仍处于逾期状态。", True),
        ("当前无逾期。", False), ("当前没有逾期。", False), ("从未有逾期。", False),
        ("最近5年内有3个月处于逾期状态，没有发生过90天以上逾期。", False),
        ("当前逾期金额600。", False),
    ],
)  # fmt: skip
def test_only_what_is_late_now_without_an_amount_is_late_by_nobody_knows_how_much(said, late):
    found = one(
        "2025年12月20日某某银行为个人消费贷款授信，可循环使用。截至2026年08月，信用额度"
        f"20,000元（人民币），余额为12,000，{said}"
    )
    assert (found.why == LATE_UNSAID, found.overdue is None) == (late, late)


def test_a_card_is_proposed_with_its_limit_balance_and_arrears():
    debt = one(CARD)
    assert (debt.lender, debt.product, debt.tail, debt.name) == (
        "某某银行", "credit_card", "3308", "某某银行信用卡",
    )  # fmt: skip
    assert (debt.limit, debt.balance, debt.overdue) == (1500000, 1248500, 62500)
    assert (debt.as_of, debt.late_months, debt.closed) == ("2026-08", 2, False)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            (
                "2025年01月02日某某银行发放的准贷记卡（人民币账户）。截至2026年08月，信用额度5,000，"
                "透支余额1,200。最近5年内有3个月透支超过60天，其中1个月透支超过90天。"
            ),
            {"product": "credit_card", "balance": 120000, "overdue": 0, "late_months": 3},
        ),
        (
            (
                "2020年01月02日某某银行发放的贷记卡（美元账户，卡片尾号：0001）。截至2026年08月，"
                "信用额度折合人民币7,000，已使用额度折合人民币0。"
            ),
            {"limit": 700000, "balance": 0, "overdue": 0, "late_months": 0},
        ),
        (
            "2026年07月01日某某银行发放的贷记卡（人民币账户）。截至2026年08月尚未激活。",
            {"balance": 0, "limit": None, "closed": False},
        ),
        (
            (
                "2018年01月02日某某银行发放的贷记卡（人民币账户）。截至2026年08月，余额为3,000，"
                "账户状态为呆账。"
            ),
            {"balance": 300000, "overdue": 300000},
        ),
        (
            "2018年01月02日某某银行发放的贷记卡（人民币账户，卡片尾号：9999），2022年5月销户。",
            {"closed": True, "as_of": "2022-05", "balance": 0, "late_months": None},
        ),
        (
            (
                "2020年01月02日中国某某银行股份有限公司北京分行发放的300,000元（人民币）个人住房商业贷款，"
                "2040年01月02日到期。截至2026年08月，余额250,000。"
            ),
            {
                "product": "mortgage",
                "principal": 30000000,
                "until": "2040-01-02",
                "lender": "中国某某银行",
            },
        ),
        (
            (
                "2024年01月02日某某汽车金融有限公司发放的80,000元（人民币）个人汽车消费贷款，"
                "2027年01月02日到期。截至2026年08月，余额30,000。"
            ),
            {"product": "car_loan", "balance": 3000000},
        ),
        (
            (
                "2025年12月20日重庆蚂蚁消费金融有限公司为其他个人消费贷款授信，额度有效期至"
                "2027年12月20日，可循环使用。截至2026年08月，信用额度20,000元（人民币），余额为12,000。"
            ),
            {"product": "jiebei", "name": "借呗", "limit": 2000000, "until": "", "principal": None},
        ),
        (
            "2024年01月05日某某小额贷款有限公司发放的1,240元（人民币）其他个人消费贷款，2025年01月已结清。",
            {"product": "online_loan", "closed": True, "as_of": "2025-01"},
        ),
        (
            "2024年01月05日某某信托有限公司发放的9,000元（人民币）个人经营性贷款，2025年01月已转出。",
            {"product": "other", "closed": True},
        ),
        (
            "2020年10月20日某某资产管理有限公司接收债权，金额40,000。最近一次还款日期为2021年9月16日，余额35,000。",
            {
                "lender": "某某资产管理有限公司",
                "balance": 3500000,
                "overdue": 3500000,
                "closed": False,
            },
        ),
        (
            "2020年10月05日某某融资担保有限公司进行最近一次代偿，累计代偿金额4,000。最近一次还款日期为2021年7月26日，余额3,500。",
            {
                "lender": "某某融资担保有限公司",
                "name": "某某融资担保有限公司代偿",
                "overdue": 350000,
            },
        ),
        (
            "2020年10月05日某某财产保险股份有限公司进行最近一次代偿，累计代偿金额4,000。余额0。",
            {"closed": True, "balance": 0},
        ),
        (
            "2024年01月05日某某银行发放的100,000元（人民币）个人消费贷款，2025年01月已被转出至某某公司。",
            {"closed": True, "as_of": "2025-01"},
        ),
        (
            (
                "2025年12月20日某某银行为个人消费贷款授信，可循环使用。截至2026年08月，信用额度"
                "20,000元（人民币），余额为12,000，当前有逾期。"
            ),
            {"balance": 1200000, "overdue": None},
        ),
        (
            (
                "2020年01月02日某某银行发放的50,000元（人民币）个人经营性贷款，2023年01月02日到期。"
                "截至2026年08月，账户状态为“呆账”，余额为30,000。"
            ),
            {"balance": 3000000, "overdue": 3000000, "until": "2023-01-02"},
        ),
        (
            (
                "2021年01月02日，为李某某（证件类型：身份证，证件号码：************5678）在某某银行办理的"
                "贷款承担相关还款责任，责任人类型为共同债务人，相关还款责任金额90,000。截至2026年08月，"
                "贷款余额70,000。"
            ),
            {"lender": "某某银行", "name": "某某银行共同债务", "balance": 7000000, "closed": False},
        ),
        (
            (
                "2021年01月02日，为李某某（证件类型：身份证，证件号码：************5678）在某某银行办理的"
                "个人住房贷款承担相关还款责任，责任人类型为共同借款人，相关还款责任金额800,000。"
                "截至2026年08月，个人住房贷款余额700,000。"
            ),
            {
                "name": "某某银行个人住房贷款（共同借款）",
                "product": "mortgage",
                "balance": 70000000,
                "closed": False,
            },
        ),
        (
            CARD.split("截至", maxsplit=1)[0] + "截至2026年8月，信用额度30,000，已使用额度-50。",
            {"balance": 0, "overdue": 0},
        ),
        (
            CARD.split("截至", maxsplit=1)[0] + "2023年5月成为呆账，截至2026年8月，余额32,110。",
            {"balance": 3211000, "overdue": 3211000, "late_months": None},
        ),
    ],
)
def test_every_shape_of_an_account_is_understood(sentence, expected):
    debt = one(sentence)
    assert {name: getattr(debt, name) for name in expected} == expected


def test_a_joint_debt_is_a_debt_and_names_nobody_else():
    joint = (
        "2021年01月02日，为李某某（证件号码：****5678）在某某银行办理的贷款承担相关还款责任，"
        "责任人类型为共同债务人。截至2026年08月，贷款余额70,000。"
    )
    report = report_of(lines(*HEAD, f"1. {joint}"), words())
    assert (report.guarantees, len(report.accounts)) == ((), 1)
    assert "李某某" not in str(report)
    assert "5678" not in str(report)


def test_a_report_proposes_debts_and_books_nothing():
    data = pdf(
        *HEAD, "信用卡", "发生过逾期的贷记卡账户明细如下：", f"1. {CARD}",
        "从未逾期过的贷记卡及透支未超过60天的准贷记卡账户明细如下：",
        f"2. {CARD.replace('3308', '4409')}",
        "贷款", "从未发生过逾期的账户明细如下：",
        "1. 2026年03月01日某某消费金融股份有限公司发放的10,000元（人民币）其他个人消费贷款，"
        "2027年03月01日到期。截至2026年08月，余额4,800。",
        "相关还款责任信息",
        "1. 2021年01月02日，为李某某（证件类型：身份证，证件号码：************5678）在某某银行办理的贷款"
        "承担相关还款责任，责任类型为保证人，相关还款责任金额90,000。截至2026年08月，贷款余额70,000。",
        *QUERIES,
    )  # fmt: skip
    found = read(data)
    assert (found.format, found.first, list(found.rows)) == ("credit_report", "2026-09-01", [])
    assert [(d.name, d.tail, d.balance) for d in found.proposed] == [
        ("某某银行信用卡", "3308", 1248500),
        ("某某银行信用卡", "4409", 1248500),
        ("某某消费金融其他个人消费贷款", "", 480000),
    ]
    assert len({debt.id for debt in found.proposed}) == 3
    assert [(n.code, dict(n.facts)) for n in found.notices] == [
        ("guarantee", {"lender": "某某银行", "balance_fen": 7000000})
    ]
    assert found.report.queries == 2
    assert [a.number for a in found.report.accounts] == [1, 2, 1]
    assert all(
        a.sentence.endswith("。") and "明细如下" not in a.sentence for a in found.report.accounts
    )
    assert found.report.accounts[0].sentence == CARD
    for private in ("张某某", "1101011990", "1234", "李某某", "5678"):
        assert private not in str(found)


def test_an_account_over_two_pages_is_one():
    filler = [f"{n}. {CARD.replace('3308', f'{n:04d}')}" for n in range(1, 30)]
    found = read(pdf(*HEAD, *filler, *QUERIES))
    assert [debt.tail for debt in found.proposed] == [f"{n:04d}" for n in range(1, 30)]
    assert {debt.balance for debt in found.proposed} == {1248500}
    assert {account.page for account in found.report.accounts} >= {1, 2}


def test_an_id_stays_from_report_to_report_and_twins_stay_apart():
    later = CARD.replace("12,485", "9,000").replace("2026年8月", "2026年9月")
    assert one(CARD).id == one(later).id != one(CARD.replace("3308", "1")).id
    twins = report_of(lines(*HEAD, f"1. {CARD}", f"2. {CARD}"), words()).proposed
    assert [d.id for d in twins] == [one(CARD).id, f"{one(CARD).id}-2"]


def test_a_report_without_accounts_proposes_nothing():
    found = read(pdf(*HEAD, "您没有信贷记录。", *QUERIES))
    assert (found.format, found.proposed) == ("credit_report", ())


def test_a_report_without_its_day_counts_no_queries():
    assert report_of(lines("个人信用报告", "信贷记录", *QUERIES), words()).queries == 0


def test_the_detailed_edition_is_named():
    data = pdf("个人信用报告", "（本人版）", "信贷交易信息明细", "（一）非循环贷账户", "账户1")
    with pytest.raises(StatementRefused) as caught:
        read(data)
    assert caught.value.code == "report_detailed"


def test_a_paper_that_only_mentions_the_report_is_none():
    assert not is_report(lines("某某银行交易流水", "请爱护您的个人信用"))
    assert not is_report(lines("个人信用报告授权书"))
    strange = report_of(lines(*HEAD, "1. 2026年01月02日您缴清了电信费用。"), words())
    assert strange.accounts == ()
    undated = "2026年01月02日某某银行发放的贷记卡（人民币账户）。信用额度1,000。"
    assert (one(undated).as_of, one(undated).balance, one(undated).overdue) == (
        "2026-09-01",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("招商银行股份有限公司信用卡中心", "招商银行"),
        ("中国建设银行股份有限公司某某分行", "中国建设银行"),
        ("交通银行太平洋信用卡中心", "交通银行"),
        ("重庆蚂蚁消费金融有限公司", "重庆蚂蚁消费金融有限公司"),
        ("招联消费金融股份有限公司", "招联消费金融"),
        ("某某农村信用合作联社", "某某农村信用合作联社"),
    ],
)
def test_a_lender_is_called_as_people_call_it(text, name):
    assert lender_name(text) == name


SIGNS = ",.0123456789年月日，。：（）.发放的贷记卡元额度余授信为截至逾期金额已结清销户"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(st.sampled_from(SIGNS), max_size=60), max_size=8))
def test_any_text_gives_whole_debts_or_none(texts):
    found = report_of(lines(*HEAD, *texts, f"9. {CARD}", *texts), words())
    for debt in found.proposed:
        assert debt.lender
        assert all(
            value is None or value >= 0 for value in (debt.limit, debt.balance, debt.overdue)
        )
        assert all(1 <= row <= len(HEAD) + 2 * len(texts) + 1 for row in debt.rows)


def test_an_account_in_words_that_nobody_knows_is_told_with_its_place():
    odd = "2020年05月01日某某公司向其提供分期业务，余额3,000。"
    known = "2026年03月01日招联消费金融股份有限公司发放的10,000元（人民币）其他个人消费贷款，"
    known += "2027年03月05日到期。截至2026年10月，余额4,800。"
    other = "2021年05月01日某某法院立案执行。"
    found = report_of(lines(*HEAD, f"1. {known}", f"2. {odd}", f"3. {other}"), words())
    assert (len(found.accounts), found.unread) == (1, "1-2")
    seen = read(pdf(*HEAD, f"1. {known}", f"2. {odd}", *QUERIES))
    assert [(n.code, dict(n.facts)) for n in seen.notices] == [
        ("accounts_unread", {"places": "1-2"})
    ]
    assert report_of(lines(*HEAD, f"1. {known}"), words()).unread == ""
