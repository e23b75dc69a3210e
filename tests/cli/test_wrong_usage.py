"""What cannot mean anything is refused in one sentence, by every command alike."""

from __future__ import annotations

import click
import pytest

from jiebei_desktop.cli import COMMANDS, main

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
    assert refused.stderr.splitlines()[-1].startswith("Error: --")


def test_a_folder_is_no_file(run, ledger, tmp_path):
    for words in (("export", ledger, "--to", "csv", "."), ("restore", ledger, tmp_path)):
        refused = run(*words, "--lang", "en")
        assert (refused.exit_code, "is a folder" in refused.stderr) == (2, True)
    assert run("backup", ledger, tmp_path).exit_code == 0


def test_wrong_usage_is_said_in_the_language_asked_for(run, ledger):
    for words in (("--lang", "zh_CN", "--budget", "x"), ("--budget", "x", "--lang", "zh_CN")):
        assert "不是以元为单位的金额" in run("compare", ledger, *words).stderr
    assert "is no amount" in run("compare", ledger, "--budget", "x", "--lang", "en").stderr
