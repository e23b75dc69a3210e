"""Product templates: complete, usable as terms, and never more than a start."""

from __future__ import annotations

import pytest

from jiebei_desktop.domain.debts import LenderType, Method
from jiebei_desktop.services.reference.products import template, templates


def test_every_common_product_has_a_template():
    codes = {one.code for one in templates()}
    assert codes >= {"jiebei", "huabei", "credit_card", "weilidai", "jd", "wangshangdai"}
    assert codes >= {"mortgage", "family", "online_loan", "other"}


@pytest.mark.parametrize("one", templates(), ids=lambda one: one.code)
def test_a_template_is_consistent(one):
    assert one.terms.method in one.methods
    assert one.source
    if one.terms.method is Method.REVOLVING:
        assert one.terms.minimum is not None


def test_jiebei_charges_by_the_day_over_365():
    terms = template("jiebei").terms
    assert float(terms.rate.annual(terms.day_basis)) == 0.1825
    assert template("jiebei").lender_type is LenderType.CONSUMER_FINANCE


def test_an_unknown_product_gets_the_template_for_other_debts():
    assert template("tulip futures").code == "other"


def test_family_loans_bear_no_interest_by_default():
    family = template("family")
    assert family.terms.rate.value == 0
    assert family.grade.is_law
