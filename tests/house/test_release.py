"""The release chain, as far as it can be seen without running it on three systems."""

from __future__ import annotations

import plistlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
BUILD = (ROOT / ".github" / "workflows" / "build.yml").read_text(encoding="utf-8")
RUNNERS = {
    "windows-2025",
    "macos-15",
    "macos-15-intel",
    "ubuntu-22.04",
    "ubuntu-24.04",
    "ubuntu-latest",
}
"""Labels of runners that exist; macos-13 has been retired."""


def labels(text):
    found = set(re.findall(r"runs-on: ([\w.-]+)$", text, re.MULTILINE))
    for line in re.findall(r"os: \[([^\]]+)\]", text):
        found |= {name.strip() for name in line.split(",")}
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_runner_exists_and_every_action_is_pinned_by_hash(path):
    text = path.read_text(encoding="utf-8")
    assert labels(text) <= RUNNERS
    used = re.findall(r"uses: (\S+)", text)
    assert used
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", each) for each in used)


def test_every_secret_that_is_named_is_read_by_code_and_the_other_way_round():
    named = set(re.findall(r"(?:secrets|vars)\.(JIEBEI_\w+)", BUILD))
    code = (ROOT / "packaging" / "sign.py").read_text(encoding="utf-8")
    read = set(re.findall(r'"(JIEBEI_\w+)"', code))
    assert named == read
    assert len(named) == 9


def test_every_script_the_workflow_runs_is_there():
    scripts = set(re.findall(r"packaging/[\w/]+\.py", BUILD))
    assert {"packaging/sign.py", "packaging/installed.py"} <= scripts
    assert all((ROOT / script).is_file() for script in scripts)
    assert (ROOT / re.search(r"--notes-file (\S+)", BUILD)[1]).is_file()


def test_what_macos_is_promised_is_what_the_bundle_says():
    with (ROOT / "packaging" / "mac" / "Info.plist").open("rb") as stream:
        oldest = plistlib.load(stream)["LSMinimumSystemVersion"]
    notes = (ROOT / "docs" / "release-notes.md").read_text(encoding="utf-8")
    assert oldest == "14.0"
    assert notes.count("macOS 14") == 2
    with (ROOT / "packaging" / "mac" / "entitlements.plist").open("rb") as stream:
        assert not any("network" in key for key in plistlib.load(stream))


def test_the_installer_for_windows_uses_the_stubs_that_are_there():
    script = (ROOT / "packaging" / "windows" / "installer.nsi").read_text(encoding="utf-8")
    assert "\nTarget x86-unicode\n" in script
    assert script.count('!insertmacro RefuseWhile "') == 2


def python(code, **env):
    return subprocess.run(
        (sys.executable, "-c", f"import sys; sys.path.insert(0, 'packaging'); {code}"),
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **env},
    )  # fmt: skip


def test_without_secrets_nothing_is_signed_and_it_is_said():
    done = python("import sign; sys.exit(sign.main(['a.exe', 'b.app', 'c.dmg']))")
    assert done.returncode == 0
    assert done.stdout.count("left unsigned") == 3
    assert "JIEBEI_SIGN_WINDOWS_PFX" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="the tool is there on Windows")
def test_with_secrets_a_tool_that_is_missing_fails_the_build():
    secrets = {"JIEBEI_SIGN_WINDOWS_PFX": "eA==", "JIEBEI_SIGN_WINDOWS_PASSWORD": "geheim"}
    done = python("import sign; sys.exit(sign.main(['a.exe']))", **secrets)
    assert done.returncode != 0
    assert "geheim" not in done.stdout + done.stderr


def test_the_programs_of_windows_name_themselves():
    done = python("import app; print(app.version_resource('1.2.3'))")
    assert done.returncode == 0
    assert "filevers=(1, 2, 3, 0)" in done.stdout
    assert "'ProductVersion', '1.2.3'" in done.stdout
    assert "借呗还款规划" in done.stdout
