"""What cannot mean anything is refused in one sentence, by every command alike."""

from __future__ import annotations

import re

import click
import pytest

from jiebei_desktop.cli.call import Percent, Yuan
from jiebei_desktop.cli.group import COMMANDS, main

_GROUP = click.Context(main)
_PARAMETERS = [
    pytest.param(command, parameter, id=f"{name} {parameter.name}")
    for name in COMMANDS
    if (command := main.get_command(_GROUP, name)) is not None
    for parameter in command.params
    if not getattr(parameter, "is_flag", False)
]


@pytest.fixture
def ledger(tmp_path, answer):
    """Return a new ledger."""
    path = tmp_path / "ledger.jiebei"
    answer("new", path)
    return path


@pytest.mark.parametrize("blank", ["", "  "])
@pytest.mark.parametrize(("command", "parameter"), _PARAMETERS)
def test_no_parameter_takes_a_blank(command, parameter, blank):
    with pytest.raises(click.UsageError):
        parameter.type.convert(blank, parameter, click.Context(command))


@pytest.mark.parametrize("name", ["", "  "])
def test_a_blank_counterparty_teaches_nothing(run, answer, ledger, name):
    refused = run("category", ledger, name, "B1")
    assert (refused.exit_code, "内容是空的" in refused.stderr) == (2, True)
    assert answer("category", ledger)["rules"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("adopt", "one", "--per", "day"),
        ("adopt", "one", "--sure"),
        ("adopt", "one", "--all"),
        ("call", "--lump", "500"),
        ("call", "--from", "2026-12-01"),
        ("call", "--force"),
        ("owed", "--on", "2026-11-01", "--as-of", "2026-11-02"),
    ],
)
def test_an_option_without_effect_is_refused(run, ledger, words):
    command, *rest = words
    refused = run(command, ledger, *rest, "--lang", "en")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("--")


def test_a_folder_is_no_file(run, ledger, tmp_path):
    for words in (("export", ledger, "--to", "csv", "."), ("restore", ledger, tmp_path)):
        refused = run(*words, "--lang", "en")
        assert (refused.exit_code, "is a folder" in refused.stderr) == (2, True)
    assert run("backup", ledger, tmp_path).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("new", "-"),
        ("export", "{ledger}", "--to", "csv", "-"),
        ("plan", "{ledger}", "--pdf", "-"),
        ("import", "{ledger}", "-"),
        ("backup", "{ledger}", "-"),
    ],
    ids=lambda words: words[0],
)
def test_a_dash_is_no_file_where_no_stream_is_read(run, ledger, tmp_path, monkeypatch, words):
    monkeypatch.chdir(tmp_path)
    done = run(*(word.format(ledger=ledger) for word in words))
    assert (done.exit_code, "- 不是文件名" in done.stderr) == (2, True)
    assert not (tmp_path / "-").exists()


def test_a_number_that_cannot_be_used_is_refused_as_wrong_usage(run, ledger):
    for words in (
        ("afford", "--seed", "-3"),
        ("picture", "--seed", "-1"),
        ("owed", "--password-fd", "-1"),
    ):
        done = run(words[0], ledger, *words[1:])
        assert (done.exit_code, "要写 0 到 2147483647 的整数" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("owed", "--as-of", "9999-12-31"), "不是 1900-01-01 到 2199-12-31 之间的日期"),
        (("owed", "--on", "0001-01-01"), "不是 1900-01-01 到 2199-12-31 之间的日期"),
        (("offers", "--amount", "10000000000.01"), "不是 0 到 10,000,000,000.00 元之间的金额"),
        (("offers", "--amount", "-5"), "不是 0 到 10,000,000,000.00 元之间的金额"),
        (("call", "--rate", "1000.1", "--months", "3"), "不是 0 到 1000 之间的百分数利率"),
    ],
)
def test_what_lies_outside_a_range_is_told_the_range(run, ledger, words, said):
    """9999-12-31 was called no day, and an amount too large no amount."""
    done = run(words[0], ledger, *words[1:])
    assert (done.exit_code, said in done.stderr) == (2, True)


def test_a_descriptor_without_a_password_is_told(run, tmp_path):
    done = run("new", tmp_path / "p.jiebei", "--password-fd", "77")
    assert (done.exit_code, "--password-fd 77：读不到" in done.stderr) == (1, True)
    assert not (tmp_path / "p.jiebei").exists()


def test_wrong_usage_is_said_in_the_language_asked_for(run, ledger):
    for words in (("--lang", "zh_CN", "--budget", "x"), ("--budget", "x", "--lang", "zh_CN")):
        assert "不是 0 到 10,000,000,000.00 元之间的金额" in run("compare", ledger, *words).stderr
    assert "is no amount" in run("compare", ledger, "--budget", "x", "--lang", "en").stderr


def _wrong(command: click.Command, ledger: object) -> list[list[str]]:
    """Return what can be wrong with the words of a command, each with what it needs beside."""
    places = [each for each in command.params if isinstance(each, click.Argument)]
    filled = [str(ledger) if each.name == "ledger" else "x" for each in places]
    needed = [word for word, each in zip(filled, places, strict=True) if each.required]
    found = [["--nope"], ["--js"], ["--lang", "fr"], ["--as-of", "x"], ["--password-fd", "x"]]
    found += [[]] if needed else []
    found += [] if any(each.nargs == -1 for each in places) else [[*filled, "more"]]
    for each in command.params:
        choosy = isinstance(each.type, click.Choice | click.IntRange | Yuan | Percent)
        if isinstance(each, click.Argument):
            found += [[*filled[: places.index(each)], "?!"]] if choosy else []
        else:
            found.append([each.opts[0] + "=x"] if each.is_flag else [*needed, each.opts[0]])
            found += [[*needed, each.opts[0], "?!"]] if choosy else []
    return found


_TOKEN = r"--?[a-z-]+|\b[A-Z]{2,}\b|'[^']*'|jiebei( [a-z]+)? --help|/[\w/.-]+|“[^”]*”"


@pytest.mark.parametrize("name", [None, *COMMANDS])
def test_no_command_says_in_english_what_is_wrong(run, ledger, name):
    command = main if name is None else main.get_command(_GROUP, name)
    cases = [["--nope"], ["nope"], ["owd"], ["--version=x"]]
    for words in cases if name is None else _wrong(command, ledger):
        refused = run(*([] if name is None else [name]), *words)
        told = refused.stderr.rstrip("\n")
        assert (refused.exit_code, refused.stdout, "\n" in told) == (2, "", False), (words, told)
        assert told.endswith("--help"), words
        choices = {
            choice
            for each in command.params
            if isinstance(each.type, click.Choice)
            for choice in map(str, each.type.choices)
        }
        left = [
            word
            for word in re.findall(r"(?a)[A-Za-z]\w+", re.sub(_TOKEN, "", told))
            if word not in {*choices, *COMMANDS, "nope", "owd"}
        ]
        assert left == [], told
        assert re.search("[一-鿿]", told), told


@pytest.mark.parametrize("place", [0, 1, 99])
def test_what_is_wrong_is_said_in_the_language_asked_for_wherever_it_stands(run, ledger, place):
    words = ["owed", str(ledger), "--nope"]
    words[place:place] = ["--lang=en"]
    told = run(*words).stderr
    name = "--lang" if place == 0 else "--nope"
    assert told.startswith(f"there is no option {name}"), told
    assert run("new").stderr == "缺少 LEDGER，请补上；用法见 jiebei new --help\n"
    assert run("new", "--lang", "en").stderr == "LEDGER is missing; add it; see jiebei new --help\n"


def test_a_word_that_is_nearly_right_is_answered_with_the_right_one(run, ledger):
    assert "是不是 owed；" in run("owd").stderr
    assert "是不是 --json；" in run("owed", ledger, "--jsn").stderr


@pytest.mark.parametrize("how", [click.Abort, KeyboardInterrupt])
def test_giving_up_is_one_word_in_the_language_asked_for(run, ledger, monkeypatch, how):
    def gone(*_words, **_more):
        raise how

    monkeypatch.setattr("jiebei_desktop.cli.call.Call.open", gone)
    stopped = run("owed", ledger, "--lang", "en")
    assert (stopped.exit_code, stopped.stderr) == (130, "Stopped.\n")
