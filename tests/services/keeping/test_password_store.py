from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from jiebei_desktop.services.keeping import password_store
from jiebei_desktop.services.keeping.password_store import NoStore


class Store:
    """A store of secrets as the keyring package offers it."""

    priority = 5

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


class Refusing(Store):
    def get_password(self, service, username):
        raise OSError

    def set_password(self, service, username, password):
        raise OSError


@pytest.fixture
def backend(monkeypatch):
    module = ModuleType("a_store")
    monkeypatch.setitem(sys.modules, "a_store", module)
    monkeypatch.setitem(password_store.BACKENDS, "test", ("a_store", "Keyring"))
    return module


def test_a_password_is_kept_recalled_and_forgotten_per_ledger(tmp_path):
    store = Store()
    mine, other = tmp_path / "a.jiebei", tmp_path / "b.jiebei"
    password_store.keep(store, mine, "秘密")
    assert password_store.recall(store, mine) == "秘密"
    assert password_store.recall(store, other) is None
    password_store.forget(store, mine)
    password_store.forget(store, mine)
    assert store.kept == {}


def test_a_store_that_refuses_keeps_nothing_and_recalls_nothing():
    assert password_store.recall(Refusing(), Path("a")) is None
    with pytest.raises(NoStore):
        password_store.keep(Refusing(), Path("a"), "x")


def test_the_store_of_the_system_is_taken_when_it_answers(backend):
    backend.Keyring = Store
    assert isinstance(password_store.system_store("test"), Store)


def test_a_store_of_no_worth_counts_as_none(backend):
    backend.Keyring = type("Weak", (Store,), {"priority": 0})
    with pytest.raises(NoStore):
        password_store.system_store("test")


def test_a_missing_library_and_an_unknown_system_have_no_store(backend):
    with pytest.raises(NoStore):
        password_store.system_store("test")
    with pytest.raises(NoStore):
        password_store.system_store("plan9")
