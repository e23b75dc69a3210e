from __future__ import annotations

import json

import pytest

from jiebei_desktop.services.papers.letters import LetterKind

DAY = ("--as-of", "2026-11-22")


@pytest.fixture(scope="module")
def ledger(answer, tmp_path_factory):
    path = tmp_path_factory.mktemp("letter") / "a.jiebei"
    answer("new", path, "--demo", "shop", *DAY)
    return path


@pytest.fixture(scope="module")
def debt(answer, ledger):
    return answer("owed", ledger, *DAY)["debts"][0]["id"]


def test_every_kind_becomes_a_page_and_its_facts(answer, ledger, debt, tmp_path):
    for kind in LetterKind:
        pdf, data = tmp_path / f"{kind}.pdf", tmp_path / f"{kind}.json"
        made = answer("letter", ledger, "--for", debt, "--kind", kind, "--pdf", pdf,
                      "--data", data, *DAY)  # fmt: skip
        facts = json.loads(data.read_text(encoding="utf-8"))
        assert pdf.read_bytes().startswith(b"%PDF")
        assert made["pages"] == 1
        assert (made["number"], made["checksum"]) == (facts["number"], facts["checksum"])
        assert (facts["kind"], facts["to"]["debt"]) == (kind.value, debt)


def test_a_letter_that_does_not_fit_says_so_and_what_is_missing(
    run, answer, ledger, debt, tmp_path
):
    made = answer("letter", ledger, "--for", debt, "--kind", "third_party", "--pdf",
                  tmp_path / "a.pdf", *DAY)  # fmt: skip
    known = {one["id"]: one for one in made["warnings"]}
    assert known["fit"]["facts"] == {"code": "no-third-person-noted"}
    assert "contract_no" in known["missing"]["facts"]["codes"]
    done = run("letter", ledger, "--for", debt, "--kind", "third_party", "--pdf",
               tmp_path / "b.pdf", *DAY, "--lang", "en")  # fmt: skip
    assert "does not fit today: no call to others is noted" in done.stdout


def test_an_unknown_debt_or_kind_is_refused(run, ledger, debt, tmp_path):
    pdf = tmp_path / "a.pdf"
    done = run("letter", ledger, "--for", "nobody", "--kind", "freeze", "--pdf", pdf, *DAY)
    assert (done.exit_code, pdf.exists()) == (1, False)
    assert run("letter", ledger, "--for", debt, "--kind", "love", "--pdf", pdf).exit_code == 2
