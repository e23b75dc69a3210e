"""No message of any catalogue, in either language, may give the advice that must never be given."""

from __future__ import annotations

import re

import pytest
from babel.messages.pofile import read_po

from jiebei_desktop import bundle

FORBIDDEN_ZH = (
    r"不用还",
    r"不必还",
    r"无需偿还",
    r"必胜",
    r"一定能(协商|减免|成功)",
    r"保证(减免|成功|通过)",
    r"包(成功|通过|下款)",
    r"老赖",
    r"失信者",
    r"黑名单",
    r"还款陷阱",
    r"违约概率",
    r"您",
    r"！",
    r"(建议|可以|应当|应该|请)(你)?(借新还旧|以贷养贷|再借一笔|停止还款|故意逾期|失联|换号码|转移财产|隐匿财产)",
    r"(建议|可以|请)(你)?(找|委托)(中介|代理)",
    r"(建议|可以|请)(你)?多办(几张)?信用卡",
    r"(已过|超过)(诉讼)?时效.{0,6}不",
    r"(债务|合同|借款)(是)?(无效|作废)的?",
    r"(不吃饭|不交房租|停药|先断供)",
)
FORBIDDEN_EN = (
    r"need not (be )?(pay|repa)",
    r"do(es)? not have to (pay|repay)",
    r"don't have to (pay|repay)",
    r"\b(debt|contract|loan) is (void|illegal|invalid)",
    r"guaranteed",
    r"will (surely|certainly) (win|succeed|be waived)",
    r"bad debtor",
    r"blacklist",
    r"(should|you can|please) (stop paying|hide|borrow more|take (out )?a new loan)",
    r"skip (the )?(rent|food|medicine)",
    r"!$",
    r"! ",
)


def messages() -> list[tuple[str, str, str]]:
    """Every message of every fragment: its file, its English and its Chinese."""
    found = []
    for path in sorted((bundle.i18n() / "zh_CN" / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as stream:
            for message in read_po(stream, locale="zh_CN"):
                if not message.id:
                    continue
                english = message.id if isinstance(message.id, str) else " / ".join(message.id)
                chinese = message.string
                joined = chinese if isinstance(chinese, str) else " / ".join(chinese)
                found.append((path.name, english, joined))
    return found


def offences(text: str, patterns: tuple[str, ...]) -> list[str]:
    return [pattern for pattern in patterns if re.search(pattern, text, re.IGNORECASE)]


def test_no_chinese_message_gives_forbidden_advice():
    """The program says 你 to the user; what the user says on the telephone says 您 to a lender."""
    polite = {"call.po": ("您",)}
    bad = [
        (
            name,
            zh,
            [each for each in offences(zh, FORBIDDEN_ZH) if each not in polite.get(name, ())],
        )
        for name, _, zh in messages()
    ]
    assert [one for one in bad if one[2]] == []


def test_no_english_message_gives_forbidden_advice():
    bad = [(name, en, offences(en, FORBIDDEN_EN)) for name, en, _ in messages()]
    assert [one for one in bad if one[2]] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "超过 24% 不用还",
        "建议你借新还旧",
        "可以委托代理协商",
        "这笔债务无效",
        "一定能协商成功",
        "您已严重逾期！",
        "可以先断供",
    ],
)
def test_the_chinese_net_catches_what_it_should(sentence):
    assert offences(sentence, FORBIDDEN_ZH)


@pytest.mark.parametrize(
    "sentence",
    [
        "You don't have to repay this",
        "The debt is void",
        "You should stop paying",
        "Success guaranteed",
        "WARNING! Pay now",
    ],
)
def test_the_english_net_catches_what_it_should(sentence):
    assert offences(sentence, FORBIDDEN_EN)
