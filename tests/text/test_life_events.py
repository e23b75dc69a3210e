from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from jiebei_desktop.domain.events import EventKind, LifeEvent
from jiebei_desktop.domain.money import Fen
from jiebei_desktop.services.reference.life_presets import PRESETS, preset_of
from jiebei_desktop.text.formats import amount
from jiebei_desktop.text.life_events import event_effect, event_title, preset_name
from jiebei_desktop.text.texts import Texts

START = date(2027, 4, 1)
EN, ZH = Texts("en"), Texts("zh_CN")


def event(kind, category="", name=""):
    return LifeEvent(kind=kind, start=START, category=category, name=name)


@pytest.mark.parametrize(
    ("told", "english", "chinese"),
    [
        (event(EventKind.INCOME_ENDS, "A1"), "Work ends", "工作没了"),
        (event(EventKind.INCOME_ENDS, "A1", "兼职"), "兼职 ends", "兼职结束"),
        (event(EventKind.INCOME_ENDS, "A10"), "Rent received ends", "租金等财产收入结束"),
        (event(EventKind.BUSINESS_CLOSED), "The business closes", "小店关门"),
        (event(EventKind.MONTHS_NOT_RECORDED), "Months not written down", "有几个月没记账"),
        (event(EventKind.SPENDING_STARTS, "B7", "托班"), "托班 begins", "托班开始"),
    ],
)
def test_a_change_is_called_what_people_call_it(told, english, chinese):
    assert (event_title(told, EN), event_title(told, ZH)) == (english, chinese)


def test_every_kind_has_a_preset_and_every_preset_its_own_name():
    assert {preset.kind for preset in PRESETS} == set(EventKind)
    for t in (EN, ZH):
        assert len({preset_name(preset.code, t) for preset in PRESETS}) == len(PRESETS)


def test_an_event_is_told_by_the_preset_of_its_category_or_else_of_its_kind():
    assert preset_of(event(EventKind.INCOME_ENDS, "A7")).code == "benefit_ends"
    assert preset_of(event(EventKind.INCOME_ENDS, "A3")).code == "work_ends"


def test_the_effect_is_the_amount_of_a_month_from_then_on_or_what_is_added():
    more = replace(event(EventKind.INCOME_STARTS, "A7"), amount=Fen(40_000))
    assert event_effect(more, EN, amount) == "+400.00"
    assert event_effect(event(EventKind.INCOME_ENDS, "A1"), EN, amount) == "→ 0.00"
    rent = replace(event(EventKind.SPENDING_CHANGES, "B1"), amount=Fen(180_000))
    assert event_effect(rent, EN, amount) == "→ 1,800.00"
    assert event_effect(event(EventKind.MONTHS_NOT_RECORDED), ZH, amount) == "是空档，不算零"
