"""The command, run in this process on real ledgers."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from jiebei_desktop.cli.group import main


@pytest.fixture(scope="session")
def run():
    """Return a function that runs the command and gives back what click recorded."""

    def command(*arguments, env=None):
        return CliRunner().invoke(main, [str(each) for each in arguments], env=env)

    return command


@pytest.fixture(scope="session")
def answer(run):
    """Return a function that runs a command that must go well and reads its JSON."""

    def command(*arguments, env=None):
        done = run(*arguments, "--json", env=env)
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    return command
