"""For every test: nothing depends on how busy the machine is."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

from jiebei_desktop.analysis.linear import LinearModel
from jiebei_desktop.storage import engine, ledger_file

USUAL = 10.0
"""Seconds the program gives the solver; a test that asks for fewer means it."""
HOUR = 3600.0

settings.register_profile("unhurried", deadline=None, suppress_health_check=(HealthCheck.too_slow,))
settings.load_profile("unhurried")
settings.register_profile("steady", settings.get_profile("unhurried"), derandomize=True)
"""What the gates take; `dev.py test PATHS` draws other inputs each time."""


@pytest.fixture(autouse=True, scope="session")
def unhurried():
    """Give the solver an hour where the program gives it ten seconds: no test depends on speed."""
    run = LinearModel._run

    def patient(self, *, whole, seconds, gap):
        return run(self, whole=whole, seconds=HOUR if seconds >= USUAL else seconds, gap=gap)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LinearModel, "_run", patient)
        yield


@pytest.fixture(autouse=True, scope="session")
def quick_keys():
    """Derive keys in few rounds; ``test_a_key_takes_the_rounds_of_the_engine`` holds the true ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "_ROUNDS", 1000)
        yield


@pytest.fixture(autouse=True, scope="session")
def quick_ledgers(tmp_path_factory):
    """Copy one new ledger into every other without a password; returns how one is truly made.

    A new ledger goes through every step of the format, each a transaction of its own. Tests of
    storage have theirs made so.
    """
    truly, blank = ledger_file._filled, tmp_path_factory.mktemp("blank") / "blank.jiebei"
    ledger_file.create(blank).close()
    content = blank.read_bytes()

    def copied(path, password):
        if password is not None:
            return truly(path, password)
        path.write_bytes(content)
        return engine.connect(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger_file, "_filled", copied)
        yield truly
