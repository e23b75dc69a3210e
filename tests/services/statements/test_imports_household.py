"""One household's papers of one year, in any order: the same ledger to the fen."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
import statement_builders as b
from statement_builders import A, w

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.proposed_debt import Paper, ProposedDebt
from jiebei_desktop.domain.standing import owed
from jiebei_desktop.importers.credit import card_parts
from jiebei_desktop.importers.preview import Declared, Statement
from jiebei_desktop.services.debts import adopting
from jiebei_desktop.services.statements import (
    imports,
    imports_booking,
    imports_history,
    proposed_debts,
)
from jiebei_desktop.services.statements.imports import Choices

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
DEBIT, CARD, OTHER_CARD = "招商银行储蓄卡(8705)", "招商银行信用卡(1111)", "建设银行信用卡(2222)"
SPAN = f"日期区间：{FIRST} 至 {LAST}"
HEAD = "交易日期,交易时间,收入,支出,余额,交易类型,交易备注"
CARD_HEAD = "交易日,卡号后四位,交易描述,存入,支出"


class Household:
    """Writes the same year into every paper that would show it."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.alipay: list[A] = []
        self.wechat: list[b.W] = []
        self.shop: list[tuple[str, ...]] = []
        self.banks: dict[str, list[str]] = {"招商银行": [], "建设银行": []}
        self.cards: dict[str, list[str]] = {"招商银行": [], "建设银行": []}
        self.balance = {"招商银行": 5_000_000, "建设银行": 2_000_000}
        for month in range(1, 13):
            self._month(month)

    def _month(self, month: int) -> None:
        def on(day: int) -> date:
            return date(2026, month, day)

        self._bank("招商银行", on(10), 850_000, "代发工资", "云岭机电 工资")
        self._bank("建设银行", on(12), -220_000, "转账", "王房东 房租")
        for day in (3, 9, 17, 23):
            self._by_wallet(on(day), 2_000 + 100 * day + month)
        self._bought_on_card(on(5), 30_000 + month)
        self._shopped(on(14), 8_800 + month)
        self._repaid_card(on(20), 30_000 + month)
        self._borrowed(on(15), 100_000 + month)
        self._other_lender(on(16), 90_000 + month)

    def _amount(self, fen: int) -> str:
        return f"{fen // 100}.{fen % 100:02d}"

    def _bank(
        self, bank: str, day: date, fen: int, kind: str, note: str, at: str = "10:00:00"
    ) -> None:
        self.balance[bank] += fen
        size = self._amount(abs(fen))
        cells = (size, "") if fen > 0 else ("", size)
        balance = self._amount(self.balance[bank])
        self.banks[bank].append(",".join((f"{day}", at, *cells, balance, kind, note)))

    def _order(self, day: date) -> str:
        return f"{day:%Y%m%d}220014{self.random.randrange(10**12):012d}"

    def _by_wallet(self, day: date, fen: int) -> None:
        size, order = self._amount(fen), self._order(day)
        self.alipay.append(
            A(at=f"{day} 12:00:00", peer="小店", amount=size, method=DEBIT, order=order)
        )
        self._bank("招商银行", day, -fen, "快捷支付", "支付宝-小店", "12:00:05")

    def _bought_on_card(self, day: date, fen: int) -> None:
        size, order = self._amount(fen), self._order(day)
        self.alipay.append(
            A(at=f"{day} 13:00:00", peer="家电城", amount=size, method=OTHER_CARD, order=order)
        )
        self.cards["建设银行"].append(f"{day + timedelta(1)},2222,支付宝-家电城,,{size}")

    def _shopped(self, day: date, fen: int) -> None:
        size, order = self._amount(fen), self._order(day)
        self.wechat.append(
            w(at=f"{day} 20:00:00", peer="京东", amount=size, method=CARD, order=order)
        )
        self.shop.append(
            (
                f"{day} 20:00:04",
                "京东商城",
                "洗衣液",
                size,
                "微信支付",
                "交易成功",
                "支出",
                "日用百货",
                f"J{day:%m%d}",
            )
        )
        self.cards["招商银行"].append(f"{day},1111,财付通-京东,,{size}")

    def _repaid_card(self, day: date, fen: int) -> None:
        size = self._amount(fen)
        self._bank("建设银行", day, -fen, "自动还款", "建设银行信用卡(2222)还款")
        self.cards["建设银行"].append(f"{day + timedelta(1)},2222,自动还款,{size},")

    def _borrowed(self, day: date, fen: int) -> None:
        loan = {
            "category": "信用借还",
            "peer": "蚂蚁借呗",
            "way": "不计收支",
            "amount": self._amount(fen),
        }
        order = self._order(day)
        self.alipay.append(
            A(
                **loan,
                item="借呗放款至银行卡",
                status="放款成功",
                method=DEBIT,
                at=f"{day} 09:00:00",
                order=order,
            )
        )
        self._bank(
            "招商银行", day, fen, "网联收款", "重庆市蚂蚁消费金融有限公司-借呗放款", "09:00:20"
        )

    def _other_lender(self, day: date, fen: int) -> None:
        size, order = self._amount(fen), self._order(day)
        row = {"peer": "白领贷", "item": "月度", "amount": size, "method": DEBIT, "order": order}
        self.alipay.append(A(**row, at=f"{day} 10:00:00"))
        self._bank("招商银行", day, -fen, "快捷支付", "支付宝-白领贷", "10:00:09")

    def papers(self) -> dict[str, bytes]:
        alipay = b.alipay_text(self.alipay).replace("2026-08-01 00:00:00", "2026-01-01 00:00:00")
        alipay = alipay.replace("2026-10-31 23:59:59", "2026-12-31 23:59:59")
        found = {
            "alipay": alipay.encode("gb18030"),
            "wechat": b.wechat_csv(self.wechat, declared=False),
            "shop": b.jd(self.shop, period=f"{FIRST} 至 {LAST}"),
        }
        for bank, rows in self.banks.items():
            found[bank] = b.table(HEAD, *rows, before=(f"{bank}交易记录", SPAN))
        for bank, rows in self.cards.items():
            found[f"{bank}信用卡"] = b.table(CARD_HEAD, *rows, before=(f"{bank}信用卡账单", SPAN))
        return found


REPORT = ProposedDebt(
    id="r1", name="借呗", lender="重庆蚂蚁消费金融有限公司", product="jiebei", balance=Fen(500_000),
    as_of="2026-06-30", paper=Paper.CREDIT_REPORT,
)  # fmt: skip


def listed(session):
    paper = Statement(
        format="credit_report", source="credit_report", account="", tail="", first="2026-07-01",
        last="2026-07-01", declared=Declared(), rows=[], verdicts=[], proposed=(REPORT,),
    )  # fmt: skip
    imports.book(
        session, imports_booking.match(session, paper, "report.pdf", "x"), Choices(as_of=LAST)
    )


def ledger_of(session):
    """Return what a person sees: entries, flows of debts, waiting names, debts adopted and owed."""
    rows = session.ledger.rows
    entries = sorted((row["day"], row["kind"], row["amount_fen"]) for row in rows("entries"))
    events = sorted(
        (row["day"], card_parts(row["product"])[0], row["kind"], row["amount_fen"])
        for row in rows("debt_events")
    )
    waiting = sorted(row.lender for row in imports_history.open_rows(session))
    proposed = sorted(one.name for one in proposed_debts.proposals(session))
    adopting.adopt(session, [one.id for one in proposed_debts.proposals(session)], LAST)
    debts = {debt.name: owed(debt, LAST).parts.total for debt in session.ledger.debts()}
    return {
        "entries": entries, "events": events, "waiting": waiting, "proposed": proposed,
        "owed": debts,
    }  # fmt: skip


def orders():
    names = [*Household(1).papers(), "report"]
    return [names, names[::-1], *(Random(n).sample(names, len(names)) for n in range(3))]


@pytest.fixture(scope="module")
def first_seen():
    return {}


@pytest.mark.parametrize("order", orders(), ids=lambda order: "-".join(name[:2] for name in order))
def test_a_year_of_papers_gives_one_ledger_in_every_order(session, bring, first_seen, order):
    papers = Household(1).papers()
    for name in order:
        if name == "report":
            listed(session)
        else:
            bring(papers[name], name=f"{name}.csv")
    found = ledger_of(session)
    assert found == first_seen.setdefault("ledger", found)
    income = sum(fen for _, kind, fen in found["entries"] if kind == "income")
    assert income == 12 * 850_000
    spent = sum(fen for _, kind, fen in found["entries"] if kind == "expense")
    months = range(1, 13)
    small = sum(2_000 + 100 * day + m for m in months for day in (3, 9, 17, 23))
    assert spent == small + sum(220_000 + 30_000 + m + 8_800 + m for m in months)
    assert len(found["waiting"]) == 12, "one row of each month at the lender nobody has listed"
    assert found["proposed"] == ["借呗", "建设银行信用卡", "招商银行信用卡"]
    assert session.ledger.check() == ()
