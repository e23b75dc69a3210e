"""The levers in their order: brute force finds nothing milder, and one step less fails."""

from __future__ import annotations

import itertools
from datetime import date
from fractions import Fraction

import msgspec
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from jiebei_desktop.analysis.agreed import Kept, Tier
from jiebei_desktop.analysis.claim import Claim
from jiebei_desktop.analysis.course import Due, MonthlyAmount, clears, free, monthly, rows
from jiebei_desktop.analysis.joint import TEN_YUAN, joint, reaches
from jiebei_desktop.analysis.last_resort import _Parts, family_last, relieved, risen
from jiebei_desktop.domain.debts import DebtId
from jiebei_desktop.domain.money import Fen

DAY = date(2026, 11, 22)


def claim_of(name, principal, monthly="0.0146", **more):
    return Claim(
        since=DAY,
        debt=DebtId(name),
        principal=Fen(principal),
        rate=Fraction(monthly),
        months_left=more.pop("left", 9),
        **more,
    )


def spent(plan, kept, months=700):
    """Return what each month costs, every contract and every plan together."""
    paid = [0] * months
    for one in plan.agreed:
        place = 0
        for count, payment in one.steps:
            for month in range(place, place + count):
                paid[month] += payment
            place += count
    for k in plan.kept:
        for month in range(kept[k].months):
            paid[month] += kept[k].payment
    return paid


def own_balance(principal, charges, rate, payments):
    """Repay by hand: interest on the principal, charges in parts, no interest ever unpaid."""
    whole, balance, repaid, so_far = sum(payments), principal, 0, 0
    for payment in payments:
        interest = int(Fraction(balance) * rate + Fraction(1, 2))
        if payment < interest:
            return None
        so_far += payment
        part = min(charges * so_far // whole - repaid, payment - interest)
        left = balance + interest + charges - repaid
        if left <= payment:
            return 0
        part = max(part, payment - interest - balance)
        repaid += part
        balance -= payment - interest - part
    return balance + charges - repaid


def in_tens(plan):
    return all(one.steps[0][1] % TEN_YUAN == 0 for one in plan.agreed)


def flat(steps):
    return [payment for count, payment in steps for _ in range(count)]


creditor = st.builds(
    lambda principal, rate, left, late, charges: claim_of(
        "x", principal, rate, left=left, late=late, cap=24,
        interest=Fen(charges), penalty=Fen(charges // 2 if late else 0),
        overdue=Fen(principal // 10 if late else 0),
    ),
    st.integers(60_000, 2_000_000),
    st.sampled_from(["0", "0.008", "0.0146", "0.02"]),
    st.integers(1, 12),
    st.booleans(),
    st.sampled_from([0, 5_000, 60_000]),
)  # fmt: skip
households = st.lists(creditor, min_size=1, max_size=3)


def contracts(claims):
    return [
        None if one.late else Kept(payment=Fen(one.total * 11 // 10 // one.months_left + 1),
                                   months=one.months_left)
        for one in claims
    ]  # fmt: skip


def level_fits(claims, kept, asked, term, line, budget):
    """Tell by hand whether level whole-ten payments fit beside the kept contracts.

    Only what is certain: the payments of a plan in steps are never dearer than level ones.
    """
    need = 0
    for k, one in enumerate(claims):
        if k not in asked:
            need += kept[k].payment
            continue
        months = min(one.cap, max(term, one.months_left, 1))
        rate = Fraction(0) if one.late else min(one.rate, line / 12)
        due = Due(one.principal, one.charges, rate)
        pay = TEN_YUAN
        while pay <= budget and not clears(due, ((months, pay),)):
            pay += TEN_YUAN
        need += pay
    return need <= budget


@settings(max_examples=60, deadline=None)
@given(households, st.floats(0.4, 2.5))
def test_what_is_asked_for_repays_everyone_within_the_budget(claims, part):
    kept = contracts(claims)
    budget = int(sum(one.total // 24 for one in claims) * part)
    plan = joint(claims, kept, budget)
    if plan is None:
        return
    assert max(spent(plan, kept)) <= budget
    for one in plan.agreed:
        assert own_balance(one.due.principal, one.due.charges, one.due.rate, flat(one.steps)) == 0
        assert one.due.principal == one.claim.principal
        assert one.due.charges + one.dropped == one.claim.charges
        assert len(flat(one.steps)) <= one.claim.cap
        assert one.due.rate == (0 if one.claim.late else one.due.rate)


@settings(max_examples=40, deadline=None)
@given(households, st.floats(0.9, 2.5))
def test_no_smaller_set_no_shorter_term_and_no_dearer_rate_would_do(claims, part):
    """Brute force over sets and terms with level payments finds nothing milder."""
    kept = contracts(claims)
    budget = int(sum(one.total // 24 for one in claims) * part)
    plan = joint(claims, kept, budget)
    assume(plan is not None and plan.agreed and in_tens(plan))
    asked = [k for k in range(len(claims)) if k not in plan.kept]
    if plan.tier is Tier.RATE:
        higher = max(one.due.rate for one in plan.agreed) * 12 + Fraction(1, 1_000)
        dearest = max(one.rate for one in claims if not one.late) * 12
        if higher <= dearest:
            assert not level_fits(claims, kept, asked, 24, higher, budget)
        assert not level_fits(claims, kept, asked, 24, dearest, budget)
    if plan.tier in {Tier.TERM, Tier.SPREAD}:
        longest = max(len(flat(one.steps)) for one in plan.agreed)
        no_line = Fraction(10)
        for term in range(1, longest):
            stretched = [min(c.cap, max(term, c.months_left)) for c in claims]
            if max(stretched[k] for k in asked) < longest:
                assert not level_fits(claims, kept, asked, term, no_line, budget)


@settings(max_examples=40, deadline=None)
@given(households, st.floats(0.9, 2.5))
def test_fewer_are_not_asked_unless_they_would_live_on_the_others(claims, part):
    kept = contracts(claims)
    budget = int(sum(one.total // 24 for one in claims) * part)
    plan = joint(claims, kept, budget)
    assume(plan is not None and plan.tier is Tier.TERM and in_tens(plan))
    must = {k for k, keep in enumerate(kept) if keep is None}
    asked = {k for k in range(len(claims)) if k not in plan.kept}
    free = [k for k in range(len(claims)) if k not in must]
    for size in range(len(asked) - len(must)):
        for more in itertools.combinations(free, size):
            some = must | set(more)
            mine = sum(claims[k].total for k in some)
            left = budget - sum(kept[k].payment for k in free if k not in some)
            is_fair = left * sum(c.total for c in claims) >= budget * mine
            held = level_fits(claims, kept, some, 24, Fraction(10), budget)
            assert not (held and is_fair and some)


def test_late_debts_are_frozen_first_and_the_others_keep_their_contract():
    late = claim_of("late", 1_000_000, late=True, interest=Fen(30_000), overdue=Fen(100_000))
    calm = claim_of("calm", 300_000, left=12)
    plan = joint([late, calm], [None, Kept(payment=Fen(27_000), months=12)], 150_000)
    (one,) = plan.agreed
    assert plan.kept == (1,)
    assert one.frozen
    assert one.due.rate == 0
    assert one.steps == ((9, 115_000),)  # 10,300.00 in nine parts are 1,144.45
    assert plan.tier is Tier.SPREAD


def test_arrears_that_the_budget_carries_at_once_need_only_the_freeze():
    late = claim_of("late", 900_000, late=True, interest=Fen(9_000), overdue=Fen(100_000))
    plan = joint([late], [None], 250_000)
    (one,) = plan.agreed
    assert plan.tier is Tier.FREEZE
    assert one.steps == ((1, 100_000 + 9_000 + 88_889), (8, 88_889))


def test_arrears_at_once_of_a_contract_in_its_last_month_are_one_payment():
    late = claim_of("late", 100_000, late=True, left=1, interest=Fen(900), overdue=Fen(40_000))
    (one,) = joint([late], [None], 250_000).agreed
    assert one.steps == ((1, 100_900),)


def test_what_lies_above_the_line_is_dropped_before_anything_is_spread():
    late = claim_of(
        "late", 900_000, late=True, penalty=Fen(60_000), above=Fen(25_000), overdue=Fen(100_000)
    )
    plan = joint([late], [None], 230_000)
    assert plan.tier is Tier.CAP
    assert plan.agreed[0].dropped == 25_000
    assert joint([late], [None], 250_000).tier is Tier.FREEZE
    assert joint([late], [None], 248_000).agreed[0].dropped == 25_000


def test_money_freed_by_a_contract_that_ends_goes_to_the_others():
    late = claim_of("late", 4_000_000, late=True, overdue=Fen(100_000))
    calm = claim_of("calm", 300_000, "0", left=12)
    plan = joint([late, calm], [None, Kept(payment=Fen(6_900), months=12)], 100_000)
    (one,) = plan.agreed
    assert plan.kept == (1,)
    assert one.steps == ((12, 93_000), (29, 100_000))


def test_a_contract_that_takes_more_than_its_part_is_not_kept_at_the_cost_of_who_waits():
    late = claim_of("late", 4_000_000, late=True, overdue=Fen(100_000))
    calm = claim_of("calm", 300_000, "0", left=12)
    plan = joint([late, calm], [None, Kept(payment=Fen(7_000), months=12)], 100_000)
    assert plan.kept == ()
    assert [one.months for one in plan.agreed] == [44, 43]


def test_a_card_ends_at_sixty_months_and_another_lender_takes_what_it_leaves():
    card = claim_of("card", 3_600_000, "0", cap=60)
    micro = claim_of("micro", 4_000_000, "0", cap=120)
    plan = joint([card, micro], [None, None], 65_000)
    first, second = plan.agreed
    assert first.steps == ((60, 60_000),)
    assert second.steps == ((60, 5_000), (57, 65_000))
    assert plan.tier is Tier.TERM


def test_who_may_be_asked_longer_is_paid_from_the_first_month_too():
    """A small loan beside two cards once got nothing for five years: its turn came after theirs."""
    claims = [
        claim_of("借呗", 1_820_000, cap=60, late=True),
        claim_of("卡", 988_400, cap=60),
        claim_of("美团", 416_859, cap=120, late=True),
    ]
    plan = joint(claims, [None, None, None], 53_400)
    assert all(one.steps[0][1] >= TEN_YUAN for one in plan.agreed)
    assert max(spent(plan, [None, None, None])) <= 53_400
    alone = joint(claims[2:], [None], 53_400)
    assert plan.agreed[2].months > alone.agreed[0].months


def test_nobody_says_no_term_is_long_enough_without_proof():
    claims = [claim_of("card", 3_600_000, "0", cap=60), claim_of("m", 4_200_000, "0", cap=120)]
    assert reaches(claims, 65_000)
    assert joint(claims, [None, None], 65_000) is not None
    assert not reaches(claims, 64_999)
    assert not reaches([claims[0]], 59_999)
    assert joint(claims, [None, None], 64_999) is None


def test_the_rate_asked_for_is_the_same_for_all_and_a_tenth_more_fails():
    claims = [claim_of("a", 4_410_345), claim_of("b", 1_500_000, "0.01")]
    plan = joint(claims, [None, None], 130_000)
    assert plan.tier is Tier.RATE
    (rate,) = {one.due.rate * 12 for one in plan.agreed}
    more = [Due(one.claim.principal, 0, (rate + Fraction(1, 1_000)) / 12) for one in plan.agreed]
    needed = [
        next(p for p in range(0, 200_000, TEN_YUAN) if clears(due, ((60, p),))) for due in more
    ]
    assert sum(needed) > 130_000
    assert plan.proved


@pytest.mark.parametrize(("count", "proved"), [(6, True), (7, False)])
def test_what_is_asked_is_proved_the_mildest_where_every_set_of_creditors_was_tried(count, proved):
    claims = [claim_of(str(k), 300_000 + 10_000 * k, left=6) for k in range(count)]
    kept = [Kept(payment=Fen(one.total // 6 + 5_000), months=6) for one in claims]
    plan = joint(claims, kept, sum(keep.payment for keep in kept) - 1_000)
    assert plan.tier is Tier.TERM
    assert plan.proved is proved
    everyone = joint(claims, kept, sum(keep.payment for keep in kept))
    assert (everyone.agreed, everyone.proved) == ((), True)


def test_arrears_made_good_at_once_are_proved_the_mildest():
    late = claim_of("late", 900_000, late=True, interest=Fen(9_000), overdue=Fen(100_000))
    assert joint([late], [None], 250_000).proved


def test_no_budget_fits_nothing():
    assert joint([claim_of("a", 4_410_345)], [None], 0) is None
    assert joint([claim_of("a", 4_410_345)], [None], 10) is None


def test_where_no_term_is_long_enough_charges_go_before_principal():
    claim = claim_of("a", 3_900_000, interest=Fen(200_000), penalty=Fen(10_000))
    (one,) = relieved([claim], 66_000)
    assert one.waived == 150_000
    assert (one.due.principal, one.due.charges) == (3_900_000, 60_000)
    (one,) = relieved([claim], 60_000)
    assert one.waived == 510_000
    assert (one.due.principal, one.due.charges) == (3_600_000, 0)
    assert one.steps == ((60, 60_000),)


def test_family_waits_for_what_the_lenders_leave_and_gets_whole_tens():
    uncle = claim_of("uncle", 500_000, "0", family=True, left=0)
    (one,) = family_last([uncle], [None], 100_000, [((6, 95_000),), ((9, 3_000),)])
    assert one.wait == 6
    assert one.steps == ((6, 0), (3, 97_000), (3, 100_000))
    (free,) = family_last([uncle], [None], 100_000, [])
    assert (free.wait, free.steps) == (0, ((5, 100_000),))
    own = Kept(payment=Fen(2_000), months=3)
    assert family_last([uncle], [own], 100_000, [((6, 95_000),), ((9, 3_000),)]) == ()


@pytest.mark.parametrize(("taken", "waits"), [(75_000, 0), (75_001, 6)])
def test_family_waits_until_a_quarter_of_the_later_money_is_free(taken, waits):
    uncle = claim_of("uncle", 500_000, "0", family=True, left=0)
    (one,) = family_last([uncle], [None], 100_000, [((6, taken),)])
    assert one.wait == waits


@pytest.mark.parametrize("budget", [3, 2_999, 158_800, 160_000, 9_000_000])
def test_relatives_together_get_no_more_than_the_amount(budget):
    owed = {"brother": 3_000_000, "aunt": 2_209_260, "friend": 400_000}
    claims = [claim_of(who, yuan, "0", family=True, left=0) for who, yuan in owed.items()]
    found = family_last(claims, [None] * 3, budget, [])
    assert len(found) == 3
    assert max(one.steps[0][1] for one in found) <= 3_000_000
    assert sum(one.steps[0][1] for one in found) <= budget
    assert family_last(claims, [None] * 3, 2, []) == ()


def test_charges_never_bear_interest_unless_the_lender_makes_them_principal():
    claim = claim_of("a", 1_000_000, interest=Fen(120_000))
    plan = joint([claim], [None], 60_000)
    found = rows(plan.agreed[0].due, plan.agreed[0].steps)
    assert sum(row.principal for row in found) == 1_000_000
    assert sum(row.charges for row in found) == 120_000
    assert found[0].interest == 14_600
    demanded = joint([msgspec.structs.replace(claim, capitalise=True)], [None], 60_000)
    (row, *_) = rows(demanded.agreed[0].due, demanded.agreed[0].steps)
    assert row.interest == 16_352
    assert row.charges == 0


def test_an_amount_that_rises_says_what_there_is_when():
    amount = MonthlyAmount(100, 3, 250)
    assert [amount.of_month(month) for month in (0, 2, 3, 9)] == [100, 100, 250, 250]
    assert (amount.within(2), amount.within(3), amount.within(5)) == (200, 300, 800)
    assert (amount.top, amount.held_back) == (250, ((3, 150),))
    assert amount.less(40) == MonthlyAmount(60, 3, 210)
    assert monthly(70) == MonthlyAmount(70)
    assert (monthly(70).top, monthly(70).held_back, monthly(70).within(4)) == (70, (), 280)


@given(
    owed=st.lists(st.integers(500_000, 6_000_000), min_size=1, max_size=4),
    half=st.integers(20_000, 200_000),
    months=st.integers(1, 6),
)
def test_a_rising_amount_carries_its_plan_in_every_month_and_ends_no_later(owed, half, months):
    claims = [claim_of(f"d{place}", fen) for place, fen in enumerate(owed)]
    amount = MonthlyAmount(half, months, 2 * half)
    rising, level, whole = (
        joint(claims, [None] * len(claims), each) for each in (amount, half, 2 * half)
    )
    assert reaches(claims, half) <= reaches(claims, amount) <= reaches(claims, 2 * half)
    if rising is None:
        assert level is None
        return
    for month, fen in enumerate(spent(rising, [])):
        assert fen <= amount.of_month(month)
    if level is not None and level.tier is rising.tier is Tier.TERM:
        assert max(one.months for one in rising.agreed) <= max(one.months for one in level.agreed)
    assert whole is not None


def _by_month(steps):
    return [payment for months, payment in steps for _ in range(months)]


def test_where_the_half_lets_principal_go_the_whole_that_follows_lets_less():
    claim = claim_of("a", 9_000_000)
    cut = [relieved([claim], each)[0] for each in (60_000, MonthlyAmount(60_000, 3, 90_000))]
    assert cut[1].waived < cut[0].waived
    assert _by_month(cut[1].steps)[:4] == [60_000, 60_000, 60_000, 90_000]
    small = [claim_of("b", 30_000), claim_of("c", 90_000_000)]
    (first, _) = relieved(small, MonthlyAmount(3_000, 3, 6_000))
    assert first.steps == ((30, 1_000),)


@pytest.mark.parametrize(
    ("part", "months", "count", "steps"),
    [
        (4_000, 12, 1, ((3, 2_000), (9, 4_000))),  # ten, and 30 · 20 / 50 in whole tens
        (6_000, 12, 1, ((3, 3_000), (9, 6_000))),
        (4_000, 12, 3, ((3, 1_000), (9, 4_000))),  # ten each is all there is at first
        (1_000, 12, 3, ((3, 1_000), (9, 1_000))),
        (4_000, 3, 2, ((3, 4_000),)),
    ],
)
def test_of_an_amount_that_rises_a_part_is_less_at_first(part, months, count, steps):
    shape = free(6_000, [MonthlyAmount(3_000, 3, 6_000).held_back], months)
    assert _Parts(shape, count, TEN_YUAN).steps(part) == steps


short_of = st.builds(
    lambda name, principal, charges, cap: claim_of(
        str(name), principal * 100, "0", interest=Fen(charges * 100), cap=cap
    ),
    st.integers(0, 10**9), st.integers(500, 60_000), st.integers(0, 9_000), st.sampled_from([24, 60]),
)  # fmt: skip


def missing_by_term(claims, amount):
    """Return by hand the least fen that nobody can be repaid, ten yuan going to each at once."""
    found = 0
    for cap in {one.cap for one in claims}:
        owed = sum(one.total for one in claims if one.cap <= cap)
        there = sum(amount.of_month(month) for month in range(cap))
        later = sum(one.cap > cap for one in claims)
        found = max(found, owed - there + later * TEN_YUAN * cap)
    return found


@given(
    claims=st.lists(short_of, min_size=1, max_size=4, unique_by=lambda one: one.debt),
    part=st.integers(20, 99),
    half=st.booleans(),
)
def test_where_no_term_is_long_enough_no_more_is_let_go_than_is_missing(claims, part, half):
    """A lender of ten years was cut by 26,000 of which 1,400 were missing; charges stay the first.

    Whole tens of each payment are all that may be lost on the way.
    """
    need = sum(-(-one.total // one.cap) for one in claims) * part // 100 // TEN_YUAN * TEN_YUAN
    amount = MonthlyAmount(need // 2, 3, need) if half else MonthlyAmount(need)
    assume(amount.first >= TEN_YUAN * len(claims) and not reaches(claims, amount))
    cut = relieved(claims, amount)
    for month in range(60):
        paid = sum((_by_month(one.steps)[month:] or [0])[0] for one in cut)
        assert paid <= amount.of_month(month)
    lost = sum((one.cap + 3) * TEN_YUAN for one in claims)
    assert sum(one.waived for one in cut) <= missing_by_term(claims, amount) + lost
    for cap in {one.cap for one in claims}:
        mine = [one for one in cut if one.claim.cap == cap]
        whole = [one for one in mine if one.waived + lost < one.claim.charges]
        assert not whole or all(one.waived <= one.claim.charges + lost for one in mine)


def test_charges_of_all_are_let_go_before_principal_of_anyone():
    """80 a month for 60 months are 4,800; 1,000 of charges stood against 100 that are missing."""
    claims = [claim_of("a", 245_000, "0", interest=Fen(100_000)), claim_of("b", 145_000, "0")]
    with_charges, without = relieved(claims, 8_000)
    assert (with_charges.waived, with_charges.due.principal) == (45_000, 245_000)
    assert (without.waived, without.steps) == (0, ((49, 3_000),))


def test_who_can_wait_longer_is_not_cut_for_who_cannot():
    """Owed 4,800 each, 24 and 60 months, 200 a month: the first gets 190 and then the other all."""
    claims = [claim_of("a", 480_000, "0", cap=24), claim_of("b", 480_000, "0", cap=60)]
    short, longer = relieved(claims, 20_000)
    assert (short.steps, short.waived) == (((24, 19_000),), 24_000)
    assert longer.waived == 0
    assert longer.steps[0] == (24, 1_000)


def test_a_later_step_rises_before_principal_is_let_go():
    """31,370 in 60 months: 240 for three and 250 beside no cut; 10 less a month falls short.

    By hand: 3 · 250 + 57 · 540 = 31,530 is enough, 3 · 250 + 57 · 530 = 30,960 is not.
    """
    claims = [claim_of("a", 2_000_000, interest=Fen(7_000)),
              claim_of("b", 1_125_000, interest=Fen(5_000))]  # fmt: skip
    amount = MonthlyAmount(25_000, 3, 50_000, 107_000)
    assert joint(claims, [None, None], amount) is None
    more, plan = risen(claims, [None, None], amount, 0)
    assert (more.first, more.months) == (25_000, 3)
    assert 54_000 <= more.later <= 56_000
    assert not reaches(claims, amount._replace(later=53_000))
    assert all(one.waived == 0 for one in plan.agreed)
    assert all(fen <= more.of_month(month) for month, fen in enumerate(spent(plan, [])))
    for most, later in ((53_000, 53_000), (50_000, 50_000), (0, 50_000)):
        there = amount._replace(most=most)
        assert risen(claims, [None, None], there, 0) == (there._replace(later=later), None)


def test_a_level_amount_rises_before_principal_is_let_go():
    """31,250 of principal in 60 months: 520 a month are 31,200, and 530 are 31,800.

    With 5,000 of charges beside, 550 a month are 33,000: charges alone are let go then.
    """
    claims = [claim_of("a", 2_000_000), claim_of("b", 1_125_000)]
    level = MonthlyAmount(20_000, most=82_300)
    more, plan = risen(claims, [None, None], level, 0)
    assert (more.months, more.later) == (0, 0)
    assert 53_000 <= more.first <= 54_000
    assert all(one.waived == 0 and one.wait == 0 for one in plan.agreed)
    assert max(spent(plan, [])) <= more.first
    for most in (52_000, 20_000, 0):  # the most is no rescue: nobody is asked to bear more for it
        there = level._replace(most=most)
        assert risen(claims, [None, None], there, 0) == (there, None)
    charged = [claim_of("a", 2_000_000, interest=Fen(500_000)), claims[1]]
    enough = MonthlyAmount(55_000, most=82_300)
    assert not reaches(charged, enough)
    assert risen(charged, [None, None], enough, 0) == (enough, None)


def test_a_later_step_rises_until_nobody_waits_for_the_end_of_another_term():
    """One who may be asked for ten years was named June 2031 while 883 of 520 could be kept."""
    claims = [claim_of(str(k), 460_000, left=9, late=True) for k in range(5)]
    claims.append(claim_of("far", 800_000, "0.018", left=24, cap=120))
    amount = MonthlyAmount(10_000, 3, 20_000, 88_000)
    more, plan = risen(claims, [None] * 6, amount, 0)
    assert reaches(claims, amount._replace(later=41_000))  # by then somebody would wait for years
    assert 41_000 < more.later <= 60_000
    assert max(one.wait for one in plan.agreed) <= 3
    assert all(fen <= more.of_month(month) for month, fen in enumerate(spent(plan, [None] * 6)))
    tight, waiting = risen(claims, [None] * 6, amount._replace(most=42_000), 0)
    assert tight.later <= 42_000
    assert max(one.wait for one in waiting.agreed) > 3
    assert max(one.months for one in waiting.agreed if one.wait > 3) <= 120 - 3


@pytest.mark.parametrize(("capitalise", "due"), [(False, (85_000, 2_000)), (True, (87_000, 0))])
def test_what_was_kept_back_of_the_principal_is_never_repaid(capitalise, due):
    """100,000 lent, 15,000 of it kept back; 5,000 of interest, 3,000 of which are waived."""
    one = claim_of("a", 100_000, interest=5_000, withheld=15_000, capitalise=capitalise)
    assert one.due(Fraction(0), 3_000)[:2] == due
    assert one.due(Fraction(0), 6_000)[:2] == (84_000, 0)


def test_without_money_in_the_first_month_nothing_is_proposed_though_it_will_rise():
    claims = [claim_of("a", 300_000, "0")]
    assert joint(claims, [None], MonthlyAmount(0, 3, 100_000)) is None
    assert joint(claims, [None], MonthlyAmount(1_000, 3, 100_000)) is not None


@pytest.mark.parametrize(
    ("budget", "by_contract", "by_agreement"),
    [
        (92_000, {"late", "g", "a"}, {"late", "g", "a"}),  # it cannot be kept
        (98_000, {"late", "g"}, {"late", "a", "b"}),
        (110_000, {"late", "g"}, {"late", "a"}),
        (120_000, {"late"}, {"late"}),
    ],
)
def test_an_agreement_is_asked_again_only_where_asking_others_is_not_enough(
    budget, by_contract, by_agreement
):
    claims = [
        claim_of("late", 1_500_000, "0", late=True, cap=24, overdue=Fen(60_000)),
        claim_of("g", 900_000, "0", left=40, cap=120),
        claim_of("a", 600_000, "0", left=45, cap=120),
        claim_of("b", 600_000, "0", left=45, cap=120),
    ]
    asked = []
    for agreed in (False, True):
        kept = [None, *(Kept(payment=Fen(-(-one.total // one.months_left)), months=one.months_left,
                             agreed=agreed and one.debt == "g") for one in claims[1:])]  # fmt: skip
        plan = joint(claims, kept, budget)
        assert max(spent(plan, kept)) <= budget
        asked.append({one.claim.debt for one in plan.agreed})
    assert asked == [by_contract, by_agreement]


def test_the_line_of_rates_is_sought_up_to_the_dearest_of_them():
    """27,500 a month in whole tens of yuan: 2,000 for the one without interest, 25,000 for the other.

    60 payments of 25,000 are worth 1,001,600 at 1.4333 % a month and 984,500 at 1.5 %.
    """
    claims = [claim_of("dear", 1_000_000, "0.03"), claim_of("free", 100_000, "0")]
    plan = joint(claims, [None, None], 27_500)
    assert plan.tier is Tier.RATE
    dear, free = plan.agreed
    assert Fraction(14, 1000) < dear.due.rate < Fraction(15, 1000)
    assert free.due.rate == 0
