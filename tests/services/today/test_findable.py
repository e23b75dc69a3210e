from __future__ import annotations

from datetime import date, timedelta

import pytest

from jiebei_desktop.services.picture import picture, remember
from jiebei_desktop.services.today.findable import findable

DAY = date(2026, 11, 22)


@pytest.fixture
def session(employee):
    return employee


def test_debts_are_found_with_their_names_and_figures_need_no_simulation(session):
    found = findable(session, DAY)
    assert [name for _id, name in found.debts] == [debt.name for debt in session.book().debts]
    ids = {figure.id for figure in found.figures}
    assert "owed.total" in ids
    assert "afford.recommended" not in ids


def test_a_picture_that_was_kept_gives_every_figure_while_it_is_the_days(session):
    whole = picture(session, DAY)
    remember(session, whole)
    found = {figure.id: figure.value for figure in findable(session, DAY).figures}
    assert found["afford.recommended"] == whole["afford.recommended"].value
    later = {figure.id for figure in findable(session, DAY + timedelta(days=1)).figures}
    assert "afford.recommended" not in later


def test_a_figure_without_a_value_is_not_offered(session):
    assert all(figure.value is not None for figure in findable(session, DAY).figures)
