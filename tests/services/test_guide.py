"""The coded lists of the guide."""

from __future__ import annotations

import pytest

from jiebei_desktop.services.guide import load


@pytest.mark.parametrize(
    ("days", "code"),
    [
        (-5, "not_yet_overdue"),
        (0, "not_yet_overdue"),
        (1, "days_1_3"),
        (4, "days_4_30"),
        (30, "days_4_30"),
        (31, "days_31_60"),
        (90, "days_61_90"),
        (91, "over_90"),
        (4000, "over_90"),
    ],
)
def test_the_stage_follows_the_days_overdue(days, code):
    assert load().stage(days).code == code


def test_codes_are_unique_and_an_agreement_settles_six_things():
    guide = load()
    for codes in (
        [sign.code for sign in guide.signs],
        [document.code for document in guide.documents],
        [hotline.code for hotline in guide.hotlines],
        [stage.code for stage in guide.stages],
    ):
        assert len(codes) == len(set(codes))
    assert len(guide.agreement) == 6


def test_help_in_distress_is_always_listed_first():
    assert [hotline.number for hotline in load().hotlines[:2]] == ["12356", "400-161-9995"]


def test_most_signs_of_fraud_end_the_matter():
    signs = {sign.code: sign for sign in load().signs}
    assert signs["fee_before_payout"].is_stop
    assert not signs["bridge_loan"].is_stop
