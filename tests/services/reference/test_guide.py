"""The coded lists of the guide."""

from __future__ import annotations

from jiebei_desktop.services.reference.guide import load


def test_codes_are_unique_and_an_agreement_settles_six_things():
    guide = load()
    for codes in (
        [sign.code for sign in guide.signs],
        [document.code for document in guide.documents],
        [hotline.code for hotline in guide.hotlines],
        [correction.code for correction in guide.corrections],
    ):
        assert len(codes) == len(set(codes))
    assert len(guide.agreement) == 6


def test_help_in_distress_is_always_listed_first():
    assert [hotline.number for hotline in load().hotlines[:2]] == ["12356", "400-161-9995"]


def test_most_signs_of_fraud_end_the_matter():
    signs = {sign.code: sign for sign in load().signs}
    assert signs["fee_before_payout"].is_stop
    assert not signs["bridge_loan"].is_stop
