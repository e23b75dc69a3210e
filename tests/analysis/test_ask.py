"""What to ask for: contracts that hold, joint asks, relief, pause."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil

import msgspec
import pytest

from jiebei_desktop.analysis.ask import Treated, ask, extras
from jiebei_desktop.analysis.asked import paused
from jiebei_desktop.analysis.claim import FAR_HORIZON, Claim, LeverKind
from jiebei_desktop.analysis.claims import term_cap
from jiebei_desktop.analysis.course import rows
from jiebei_desktop.analysis.dues import first_day, plan_days
from jiebei_desktop.analysis.kept import contracts_hold
from jiebei_desktop.analysis.relief import for_sale
from jiebei_desktop.domain.debts import (
    Debt,
    DebtId,
    LenderType,
    Method,
    Minimum,
    Payment,
    Priority,
    ReportedBalance,
    Stage,
    Terms,
)
from jiebei_desktop.domain.household import (
    Asset,
    AssetKind,
    Book,
    Cash,
    Entry,
    EntryKind,
    Recurring,
)
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.domain.rates import DayBasis, Rate, RatePeriod
from jiebei_desktop.domain.standing import obligations, owed, stands
from jiebei_desktop.services.reference.rulebook import load

ON = date(2026, 11, 22)
RULES = load()
ZERO_RATE = Rate(value=Decimal(0), per=RatePeriod.YEAR)
DAILY_4 = Rate(value=Decimal("0.0004"), per=RatePeriod.DAY)
WAGE_27 = Recurring(
    name="工资", kind=EntryKind.INCOME, amount=Fen(800_000), category="A1", day=27,
    start=date(2025, 1, 1),
)  # fmt: skip


def debt(name="jb1", *, principal=1_200_000, method=Method.EQUAL_PAYMENT, periods=12, **more):
    rate = more.pop("rate", Rate(value=Decimal("0.0005"), per=RatePeriod.DAY))
    terms = {
        key: more.pop(key)
        for key in ("minimum", "first_due", "fee_per_period", "day_basis")
        if key in more
    }
    return Debt(
        id=DebtId(name),
        name=name,
        product=more.pop("product", "jiebei"),
        lender="某公司",
        lender_type=more.pop("lender_type", LenderType.CONSUMER_FINANCE),
        contract_date=more.pop("contract_date", date(2026, 10, 25)),
        principal=Fen(principal),
        terms=Terms(rate=rate, method=method, periods=periods, **terms),
        **more,
    )


def overdue(name, **more):
    return debt(name, contract_date=date(2026, 5, 15), **more)


def book(*debts, **more):
    return Book(debts=debts, **more)


def test_contracts_that_fit_the_budget_are_left_as_they_are():
    answer = ask(book(debt()), Fen(150_000), ON, RULES)
    assert answer.feasible_without
    assert answer.asks == ()
    assert answer.explanation == "contract_holds"
    assert answer.shortfall == 0


@pytest.mark.parametrize("short", [1, 40, 805, 1_200])
@pytest.mark.parametrize("times", [1, 3])
def test_less_than_a_days_part_of_the_amount_never_changes_who_is_asked(short, times):
    loan = debt()
    dues = obligations(loan, ON)
    paid = [Payment(date=due.day, amount=Fen(due.amount - short * (n < times)))
            for n, due in enumerate(dues[:3])]  # fmt: skip
    on = dues[2].day
    whole = [
        msgspec.structs.replace(one, amount=due.amount)
        for one, due in zip(paid, dues, strict=False)
    ]
    behind, punctual = (
        msgspec.structs.replace(loan, payments=tuple(each)) for each in (paid, whole)
    )
    pair = stands([punctual], on)
    least = bisect_left(range(500_000), x=True, key=lambda fen: contracts_hold(pair, on, fen, on))
    assert short * times < least // 30
    for one in (punctual, behind):
        assert ask(book(one), Fen(least), on, RULES).asks == ()


def test_one_fen_below_the_instalment_the_contract_does_not_hold():
    first = owed(debt(), ON).next_amount
    pair = stands([debt()], ON)
    payment = max(each.amount for each in obligations(debt(), ON))
    assert payment >= first
    assert contracts_hold(pair, ON, payment, ON)
    assert not contracts_hold(pair, ON, payment - 200, ON)


def test_what_is_left_of_the_running_month_brings_no_second_budget():
    """The first instalment is due within a month of the day: one budget has to meet it."""
    day = date(2026, 11, 22)
    card = debt("c", principal=4_600_000, method=Method.REVOLVING, periods=None)
    terms = msgspec.structs.replace(
        card.terms,
        due_day=18,
        first_due=date(2022, 2, 18),
        minimum=Minimum(fraction=Decimal("0.1"), floor=Fen(0)),
    )
    shown = ReportedBalance(as_of=day, principal=Fen(4_600_000), interest=Fen(41_530))
    card = msgspec.structs.replace(card, terms=terms, balance=shown, contract_date=date(2022, 1, 5))
    first, second = (each.amount for each in obligations(card, day)[:2])
    assert (first, second) == (501_530, 537_970)
    pair = stands([card], day)
    assert not contracts_hold(pair, day, first - 1, day)
    assert not contracts_hold(pair, day, first, day)
    assert contracts_hold(pair, day, second, day)


def kinds(one):
    return [lever.kind for lever in one.levers]


def test_overdue_debts_are_frozen_and_what_has_run_up_is_spread():
    two = book(overdue("a"), overdue("b", principal=800_000))
    answer = ask(two, Fen(60_000), ON, RULES)
    assert not answer.feasible_without
    assert len(answer.asks) == 2
    assert sum(one.payment for one in answer.asks) <= 60_000
    assert answer.explanation == "longer_term"
    assert answer.exact
    assert sum(part for _, part in answer.tokens) == 60_000
    for one in answer.asks:
        assert kinds(one)[0] is LeverKind.FREEZE
        assert one.levers[0].value == ON
        assert LeverKind.INSTALMENTS_INTEREST_FREE in kinds(one)
        assert one.payment % 1_000 == 0
        assert one.least <= one.payment < one.least + 1_000
        assert all(row.interest == 0 for row in rows(one.due, one.steps))
        assert answer.frontier(one.debt).points
    assert len({one.months for one in answer.asks}) == 1
    assert [extra.debt for extra in extras(answer, two, stands(two.debts, ON))] == ["a", "b"]
    assert dict(answer.treated) == {"a": Treated.ALIKE, "b": Treated.ALIKE}


def test_less_money_needs_a_longer_term_then_less_of_the_charges_then_of_principal():
    two = book(overdue("a"), overdue("b", principal=800_000))
    found = {p: ask(two, Fen(p), ON, RULES) for p in (60_000, 38_000, 36_000, 30_000)}
    codes = ["longer_term", "longer_term", "waiver", "principal"]
    assert [one.explanation for one in found.values()] == codes
    assert [one.shortfall for one in found.values()] == [0, 0, 724, 6_724]
    for one in found[30_000].asks:
        assert kinds(one)[-1] is LeverKind.WAIVE_PRINCIPAL
        assert one.total_paid == one.payment * 60
    penalty = {lever.kind: lever.value for lever in found[36_000].asks[0].levers}
    assert set(penalty) & {LeverKind.WAIVE_INTEREST, LeverKind.WAIVE_PRINCIPAL} == set()


def test_who_is_on_time_pays_a_longer_term_then_a_lower_rate():
    two = book(debt("a"), debt("b", principal=800_000))
    found = {p: ask(two, Fen(p), ON, RULES) for p in (150_000, 60_000, 40_000)}
    assert [found[p].explanation for p in found] == ["longer_term", "longer_term", "lower_rate"]
    assert dict(found[150_000].treated) == {"a": Treated.ALIKE, "b": Treated.ALIKE}
    rates = {one.annual_rate for one in found[40_000].asks}
    assert len(rates) == 1
    assert rates.pop() * 1_000 % 1 == 0
    assert all(LeverKind.FREEZE not in kinds(one) for one in found[40_000].asks)


def test_a_debt_without_a_plan_is_asked_about_to_the_published_figures():
    """44,103.45 at 1.46 % a month: 39 x 1,491.23; with 600.00 a month 8,103.45 are too much."""
    loan = debt(
        "d", principal=4_410_345, method=Method.FREE, periods=None, contract_date=date(2026, 1, 1),
        rate=Rate(value=Decimal("0.0146"), per=RatePeriod.MONTH), day_basis=DayBasis.MONTHLY,
    )  # fmt: skip
    new_year = date(2026, 1, 1)
    home = book(loan, recurring=(WAGE_27,))  # so that the first day is a whole month away
    (one,) = ask(home, Fen(150_000), new_year, RULES).asks
    assert (one.months, one.payment, one.least) == (39, 150_000, 149_123)
    assert kinds(one) == [LeverKind.LONGER_TERM]
    (one,) = ask(home, Fen(60_000), new_year, RULES).asks
    assert one.waived == 810_345
    later = ask(book(loan), Fen(150_000), ON, RULES)
    assert not later.feasible_without
    (one,) = later.asks
    assert one.due.charges == 688_984  # ten whole months and 21 days at 1.46 %
    assert sum(row.principal for row in rows(one.due, one.steps)) == 4_410_345


def test_a_lender_without_a_plan_is_due_at_once_but_a_relative_can_wait():
    loan = debt("d", principal=500_000, method=Method.FREE, periods=None)
    uncle = msgspec.structs.replace(loan, priority=Priority.FAMILY)
    assert ask(book(loan), Fen(520_000), ON, RULES).explanation == "contract_holds"
    assert ask(book(loan), Fen(400_000), ON, RULES).explanation == "longer_term"
    assert ask(book(uncle), Fen(10_000), ON, RULES).explanation == "contract_holds"


def test_what_can_be_sold_is_said_and_used_before_principal_is_cut():
    card, loan = debt("card", principal=3_000_000), debt("loan", principal=2_000_000, rate=DAILY_4)
    car = Asset(name="车", kind=AssetKind.VEHICLE, value=Fen(3_500_000), can_sell=True,
                needed_for_living=False)  # fmt: skip
    home = msgspec.structs.replace(car, name="房", needed_for_living=True)
    told = ask(book(card, loan, assets=(car, home)), Fen(200_000), ON, RULES)
    assert told.explanation == "longer_term"
    (source,) = told.sources
    total = owed(card, ON).parts.total
    assert source.use == (("card", total), ("loan", 3_500_000 - total))
    used = ask(book(card, loan, assets=(car, home)), Fen(60_000), ON, RULES)
    assert used.explanation == "lump_sum"
    assert dict(used.treated) == {"card": Treated.SOLD, "loan": Treated.ALIKE}
    by = {one.debt: one for one in used.asks}
    assert kinds(by["card"]) == [LeverKind.LUMP_SUM]
    assert by["card"].total_paid == total
    assert LeverKind.LUMP_SUM in kinds(by["loan"])
    assert used.shortfall == 0
    without = ask(book(card, loan, assets=(home,)), Fen(60_000), ON, RULES)
    assert (without.explanation, without.sources) == ("principal", ())


def test_what_brings_its_price_after_the_plan_begins_is_promised_to_nobody():
    card, loan = debt("card", principal=3_000_000), debt("loan", principal=2_000_000, rate=DAILY_4)
    car = Asset(name="车", kind=AssetKind.VEHICLE, value=Fen(3_500_000), can_sell=True,
                needed_for_living=False)  # fmt: skip
    used = ask(book(card, loan, assets=(car,)), Fen(60_000), ON, RULES)
    on_it = msgspec.structs.replace(car, sale_from=used.first)
    same = ask(book(card, loan, assets=(on_it,)), Fen(60_000), ON, RULES)
    undated = tuple(msgspec.structs.replace(one, ready=None) for one in same.sources)
    assert msgspec.structs.replace(same, sources=undated) == used
    assert [one.ready for one in same.sources] == [used.first]
    after = msgspec.structs.replace(car, sale_from=used.first + timedelta(days=1))
    told = ask(book(card, loan, assets=(after,)), Fen(60_000), ON, RULES)
    without = ask(book(card, loan), Fen(60_000), ON, RULES)
    assert (told.asks, told.explanation) == (without.asks, "principal")
    (source,) = told.sources
    assert (source.use, source.sale_from) == ((), after.sale_from)
    assert used.sources[0].sale_from is None


def test_a_pledged_van_is_not_offered_to_others_while_its_lender_is_asked_for_relief():
    """The card was promised what the van leaves, and the van's lender asked to let it be kept."""
    card = debt("card", principal=3_000_000)
    van = Asset(name="面包车", kind=AssetKind.VEHICLE, value=Fen(2_500_000), can_sell=True,
                needed_for_living=False)  # fmt: skip
    loan = debt("van", principal=1_800_000, priority=Priority.SECURED)
    on_it = owed(loan, ON).parts.total
    told = ask(book(card, loan, assets=(van,)), Fen(60_000), ON, RULES)
    (source,) = told.sources
    assert (source.pledged, source.use) == (on_it, ())
    assert {one.debt for one in told.relief} == {"van"}
    assert LeverKind.LUMP_SUM not in kinds(told.asks[0])
    assert ask(book(loan, assets=(van,)), Fen(60_000), ON, RULES).sources == ()
    home = msgspec.structs.replace(loan, product="mortgage")  # a home loan lies on no van
    (source,) = ask(book(card, home, assets=(van,)), Fen(60_000), ON, RULES).sources
    assert (source.pledged, source.use) == (0, (("card", 2_500_000),))


def test_where_days_alone_crowd_a_month_and_nobody_is_asked_no_relative_is_spoken_of():
    day = date(2026, 11, 29)  # the phone falls due on 30 January and on 28 February
    phone = debt("phone", principal=600_000, periods=12, rate=ZERO_RATE, contract_date=day,
                 first_due=date(2026, 11, 30))  # fmt: skip
    laptop = debt("pc", principal=360_000, periods=6, rate=ZERO_RATE, contract_date=day,
                  first_due=date(2026, 12, 1))  # fmt: skip
    answer = ask(book(phone, laptop), Fen(120_000), day, RULES)
    assert (answer.feasible_without, answer.asks) == (False, ())
    assert answer.explanation == "contract_holds"


def test_family_comes_last_and_waits_for_what_the_lenders_leave():
    loan, uncle = debt("a", periods=12), debt("u", principal=300_000, priority=Priority.FAMILY)
    answer = ask(book(loan, uncle), Fen(120_000), ON, RULES)
    (one,) = answer.asks
    assert answer.explanation == "family_last"
    assert one.debt == "u"
    assert LeverKind.PAUSE in kinds(one)
    assert one.steps[0] == (11, 0)  # of twelve instalments one falls due this month
    assert dict(answer.treated)["u"] is Treated.FAMILY


def test_charges_above_the_line_are_dropped_from_a_late_debt():
    late = overdue("a", rate=Rate(value=Decimal("0.0007"), per=RatePeriod.DAY))
    answer = ask(book(late), Fen(40_000), ON, RULES)
    (one,) = answer.asks
    found = {lever.kind: lever.value for lever in one.levers}
    parts = owed(late, ON).parts
    # 0.105 % a day is 38.325 % a year: what lies above 24 % is 14.325 parts of 38.325; of the
    # contract's own 25.55 % it is 1.55.
    beyond = Fraction(parts.penalty * 14_325, 38_325) + Fraction(parts.interest * 155, 2_555)
    assert abs(found[LeverKind.CAP] - beyond) <= 2
    assert one.due.charges == owed(late, ON).parts.total - 1_200_000 - found[LeverKind.CAP]


def test_a_private_lender_gets_no_interest_above_four_times_the_lpr():
    dear = Rate(value=Decimal("0.36"), per=RatePeriod.YEAR)
    late = overdue("a", rate=dear, lender_type=LenderType.PRIVATE_PERSON)
    line = 4 * RULES.lpr(date(2026, 5, 15)).one_year
    (one,) = ask(book(late), Fen(40_000), ON, RULES).asks
    found = {lever.kind: lever.value for lever in one.levers}
    parts = owed(late, ON).parts
    beyond = parts.interest * (1 - line / dear.value)
    beyond += parts.penalty * (1 - line / (dear.value * Decimal("1.5")))
    assert found[LeverKind.CAP] == ceil(beyond)
    assert one.due.charges == parts.interest + parts.penalty - ceil(beyond)
    calm = debt("b", rate=dear, lender_type=LenderType.PRIVATE_PERSON)
    (one,) = ask(book(calm), Fen(40_000), ON, RULES).asks
    assert one.annual_rate == line
    assert {lever.kind: lever.value for lever in one.levers}[LeverKind.LOWER_RATE] == line


def mortgage(**more):
    return debt(
        "home", product="mortgage", principal=80_000_000, periods=240, priority=Priority.SECURED,
        rate=Rate(value=Decimal("0.045"), per=RatePeriod.YEAR), day_basis=DayBasis.MONTHLY,
        lender_type=LenderType.BANK, **more,
    )  # fmt: skip


def test_a_home_is_asked_for_relief_where_money_is_short():
    fund = Asset(name="公积金", kind=AssetKind.HOUSING_FUND, value=Fen(4_000_000))
    home, short = mortgage(), overdue("a")
    answer = ask(book(home, short, assets=(fund,)), Fen(30_000), ON, RULES)
    found = {one.kind.value: one for one in answer.relief}
    assert list(found) == ["interest_only", "longer_term", "housing_fund", "rate_reset"]
    assert {one.debt for one in answer.relief} == {"home"}
    assert found["interest_only"].value == 300_000  # 800,000 at 4.5 % a year
    need = obligations(home, ON)[0].amount
    assert found["interest_only"].frees == need - 300_000
    assert found["housing_fund"].value == 4_000_000
    assert found["rate_reset"].value == RULES.lpr(ON).five_year
    assert 0 < found["rate_reset"].frees < found["interest_only"].frees
    assert ask(book(home), Fen(0), ON, RULES).relief == ()


def test_a_housing_fund_cannot_be_sold_for_what_others_are_owed():
    fund = Asset(
        name="公积金",
        kind=AssetKind.HOUSING_FUND,
        value=Fen(4_000_000),
        can_sell=True,
        needed_for_living=False,
    )
    car = msgspec.structs.replace(fund, name="车", kind=AssetKind.VEHICLE)
    assert [thing.name for thing, _ in for_sale((fund, car), ())] == ["车"]


def test_arrears_of_a_home_are_spread_over_a_year():
    late = mortgage(contract_date=date(2026, 8, 10))
    found = {one.kind.value: one for one in ask(book(late), Fen(0), ON, RULES).relief}
    arrears = owed(late, ON).arrears
    assert found["arrears_spread"].value == -(-arrears // 12_000) * 1_000
    assert "interest_only" in found


def test_too_little_for_any_term_asks_for_principal_relief_and_says_the_shortfall():
    answer = ask(book(overdue("a")), Fen(10_000), ON, RULES)
    (one,) = answer.asks
    assert any(lever.kind is LeverKind.WAIVE_PRINCIPAL for lever in one.levers)
    assert answer.shortfall > 0


def test_nothing_to_pay_with_asks_for_a_freeze_and_a_pause_until_review():
    answer = ask(book(overdue("a")), Fen(0), ON, RULES)
    assert answer.explanation == "pause"
    assert answer.pause is None
    (one,) = answer.asks
    assert kinds(one) == [LeverKind.FREEZE, LeverKind.PAUSE]
    assert (one.payment, one.months, one.total_paid) == (0, 6, 0)
    assert answer.tokens == (("a", 0),)


@pytest.mark.parametrize(("charged", "asked_for"), [({}, False), ({"fees": 500}, False),
                                                    ({"interest": 500}, False),
                                                    ({"penalty": 500}, True)])  # fmt: skip
def test_a_late_debt_on_which_nothing_runs_is_asked_for_no_freeze(charged, asked_for):
    parts = {**dict.fromkeys(("interest", "penalty", "fees"), Fen(0)), **charged}
    claim = Claim(debt=DebtId("a"), since=ON, principal=Fen(100_000), rate=Fraction(0), months_left=1,
                  late=True, **parts)  # fmt: skip
    (asked,) = paused([claim], ON, 6)
    assert asked_for is (LeverKind.FREEZE in {lever.kind for lever in asked.levers})


def test_a_late_debt_without_interest_or_charges_is_asked_for_no_freeze():
    free = debt(method=Method.SINGLE, rate=ZERO_RATE, first_due=date(2026, 9, 1))
    for budget in (0, 20_000):
        (asked,) = ask(Book(debts=(free,)), Fen(budget), ON, RULES).asks
        assert LeverKind.FREEZE not in {lever.kind for lever in asked.levers}


def test_the_pause_ends_when_the_household_can_pay_again():
    entries = []
    for month in range(5, 11):
        entries.append(
            Entry(
                date=date(2026, month, 10),
                kind=EntryKind.INCOME,
                amount=Fen(800_000),
                category="A1",
            )
        )
        entries.append(
            Entry(
                date=date(2026, month, 12),
                kind=EntryKind.EXPENSE,
                amount=Fen(500_000),
                category="C1",
            )
        )
    home = book(
        overdue("a"),
        entries=tuple(entries),
        cash=(Cash(name="余额", amount=Fen(10_000), as_of=ON),),
    )
    assert ask(home, Fen(0), ON, RULES).pause == 1


def test_nothing_owed_asks_nothing():
    settled = debt(stage=Stage.SETTLED)
    home = debt("h", priority=Priority.LIVELIHOOD)
    for debts, code in (((settled,), "nothing_owed"), ((settled, home), "only_guarded")):
        answer = ask(book(*debts), Fen(0), ON, RULES)
        assert answer.explanation == code
        assert answer.asks == answer.claims == ()
    assert obligations(settled, ON) == ()


def test_a_rule_holds_cards_and_consumer_loans_to_sixty_months_and_no_others():
    assert term_cap(LenderType.CREDIT_CARD_ISSUER, RULES, ON) == 60
    assert term_cap(LenderType.CONSUMER_FINANCE, RULES, ON) == 60
    assert term_cap(LenderType.UNKNOWN, RULES, ON) == 60
    assert term_cap(LenderType.CREDIT_CARD_ISSUER, RULES, date(2000, 1, 1)) == 60
    assert term_cap(LenderType.BANK, RULES, date(2020, 1, 1)) == FAR_HORIZON
    assert term_cap(LenderType.ASSIGNEE, RULES, ON) == FAR_HORIZON


def test_revolving_fee_and_free_debts_are_asked_too():
    card = debt(
        "card",
        method=Method.REVOLVING,
        periods=None,
        minimum=Minimum(fraction=Decimal("0.1"), floor=Fen(5_000)),
        lender_type=LenderType.CREDIT_CARD_ISSUER,
    )
    fee = debt("fee", method=Method.FEE_INSTALMENT, fee_per_period=Decimal("0.006"))
    family = debt("uncle", method=Method.FREE, periods=None, priority=Priority.FAMILY)
    shown = ReportedBalance(as_of=ON, principal=Fen(300_000), interest=Fen(1_000))
    known = msgspec.structs.replace(debt("app"), balance=shown)
    answer = ask(book(card, fee, family, known), Fen(90_000), ON, RULES)
    assert not answer.feasible_without
    assert answer.asks
    assert sum(one.steps[0][1] for one in answer.asks) <= 90_000
    assert {debt for debt, _ in answer.tokens} == {"card", "fee", "uncle", "app"}
    assert all(answer.frontier(debt).debt == debt for debt, _ in answer.tokens)


def trifle(fen=753):
    """Return a debt without a plan of less than one instalment."""
    return debt("trifle", principal=fen, method=Method.FREE, periods=None, rate=ZERO_RATE)


def test_a_trifle_is_paid_whole_at_once_and_asked_for_nothing():
    """7.53 beside debts whose plan takes all there is: it waited, and was asked to be let go."""
    for budget in (Fen(20_000), Fen(120_000)):
        answer = ask(book(overdue("a", principal=5_000_000), trifle()), budget, ON, RULES)
        assert [one.debt for one in answer.asks] == ["a"]
        assert answer.whole == {"trifle": 753}
        assert dict(answer.treated)["trifle"] is Treated.WHOLE
        assert answer.claim(DebtId("trifle")).total == 753
        first = answer.asks[0].steps[0][1] + 753
        assert first <= budget
    more = ask(book(overdue("a", principal=5_000_000), trifle(1_001)), Fen(120_000), ON, RULES)
    assert [one.debt for one in more.asks] == ["a", "trifle"]


def test_what_brings_not_every_lender_an_instalment_is_no_payment():
    debts = [overdue(name, principal=3_000_000) for name in ("a", "b", "c")]
    for budget in (Fen(1), Fen(2_999)):
        answer = ask(book(*debts), budget, ON, RULES)
        assert answer.explanation == "pause"
        assert all(one.steps == ((answer.asks[0].months, 0),) for one in answer.asks)
        assert {one.waived for one in answer.asks} == {0}
    assert ask(book(*debts), Fen(3_000), ON, RULES).explanation == "principal"


@pytest.mark.parametrize(
    ("parts", "named"),
    [(((600_000, 600_000), (1_200_000, 0)), "principal"), (((700_000, 70_000),), "waiver")],
)
def test_principal_is_named_where_one_lender_is_asked_for_it(parts, named):
    debts = []
    for place, (principal, interest) in enumerate(parts):
        shown = ReportedBalance(
            as_of=ON, principal=Fen(principal), interest=Fen(interest),
            overdue_since=date(2026, 6, 15), overdue_principal=Fen(principal),
        )  # fmt: skip
        debts.append(overdue(f"d{place}", balance=shown))
    answer = ask(book(*debts), Fen(12_000 * len(debts)), ON, RULES)
    assert [one.waived > 0 for one in answer.asks] == [True] * len(debts)
    assert answer.explanation == named


def test_a_pause_is_asked_of_those_who_require_something_in_it_at_their_own_rate():
    far = debt("aunt", priority=Priority.FAMILY, method=Method.SINGLE, periods=None,
               first_due=date(2028, 6, 1))  # fmt: skip
    answer = ask(book(overdue("late"), debt("kept"), far), Fen(0), ON, RULES)
    asked = {one.debt: one for one in answer.asks}
    assert set(asked) == {"late", "kept"}
    assert asked["late"].annual_rate == 0
    assert asked["kept"].annual_rate == Decimal("0.18250000")


def test_a_relative_is_not_paid_ahead_of_the_own_day():
    far = debt("aunt", priority=Priority.FAMILY, method=Method.SINGLE, periods=None,
               principal=6_000_000, first_due=date(2028, 6, 20))  # fmt: skip
    answer = ask(book(overdue("a"), far, recurring=(WAGE_27,)), Fen(150_000), ON, RULES)
    aunt = next(one for one in answer.asks if one.debt == "aunt")
    wait, nothing = aunt.steps[0]
    days = plan_days(first_day(book(recurring=(WAGE_27,)), ON), wait + 1)
    assert nothing == 0
    assert days[wait - 1] < date(2028, 6, 20) <= days[wait]
