from __future__ import annotations

from jiebei_desktop.domain.money import Fen
from jiebei_desktop.ui.masking import Masking

AMOUNT = Fen(3_898_800)


def test_amounts_are_written_plainly_or_not_at_all():
    masking = Masking()
    ways = (masking.money, masking.amount, masking.whole, masking.plain)
    plain = [way(AMOUNT) for way in ways]
    assert plain[:4] == ["¥38,988.00", "38,988.00", "¥38,988", "38,988"]
    masking.toggle()
    hidden = [way(AMOUNT) for way in ways]
    assert not any(character.isdigit() for text in hidden for character in text)


def test_a_sentence_loses_amounts_but_keeps_days_and_percents():
    masking = Masking(on=True)
    said = "借呗 ¥4,446.00 逾期 20 天，18.25%，剩 −1,038.10，约 ¥2,800"
    hidden = masking.sentence(said)
    assert "4,446" not in hidden
    assert "1,038" not in hidden
    assert "2,800" not in hidden
    assert "20 天" in hidden
    assert "18.25%" in hidden
    assert Masking().sentence(said) == said


def test_a_label_of_a_chart_loses_every_figure():
    assert Masking(on=True).label("Likely 1.07万") == "Likely ••••"
    assert Masking().label("Likely 1.07万") == "Likely 1.07万"


def test_a_switch_is_announced_once(qtbot):
    masking = Masking()
    with qtbot.waitSignal(masking.changed, timeout=300_000):
        masking.use(on=True)
    with qtbot.assertNotEmitted(masking.changed):
        masking.use(on=True)
