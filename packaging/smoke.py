"""Run the frozen program as a user would: self-test, command, start-up; prints one JSON report.

    python3 dev.py smoke [FOLDER]    FOLDER: an installed program, else build/app/jiebei-planner

Home, cache and temporary folders are fresh and have a Chinese name with a space, and the build
environment is hidden, so that nothing of the checkout can help.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import app

MANY_SECONDS = 300
STARTS = 5


def surroundings(home: Path) -> dict[str, str]:
    """Return an environment with a fresh home and none of the checkout's variables."""
    hidden = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "MPLCONFIGDIR", "PYTHONUTF8"}
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    folders = ("HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA", "XDG_CACHE_HOME", "TMPDIR")
    env.update(dict.fromkeys(folders, str(home)))
    env["QT_QPA_PLATFORM"] = "offscreen"
    env["LC_ALL"] = "C"
    return env


def run(home: Path, *command: str) -> tuple[subprocess.CompletedProcess[str], float]:
    """Run a program in a fresh home and return what it did and how long it took."""
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=home,
        env=surroundings(home),
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=MANY_SECONDS,
        check=False,
    )
    return done, time.monotonic() - started


def self_test(window: Path, home: Path) -> dict[str, Any]:
    """Let the frozen window program examine itself."""
    done, seconds = run(home, str(window), "--self-test", "--data-dir", str(home))
    file = home / "self-test.json"
    report = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    checks = report.get("checks", {})
    return {
        "ok": done.returncode == 0 and report.get("ok") is True and report.get("frozen") is True,
        "code": done.returncode,
        "seconds": round(seconds, 2),
        "checks": {name: found["ok"] for name, found in checks.items()},
        "trouble": [found for found in checks.values() if not found["ok"]]
        or ([] if report else done.stderr.splitlines()[-15:]),
    }


def command_works(command: Path, home: Path) -> dict[str, Any]:
    """Make an example with the frozen command, ask what is owed, write the plan."""
    ledger, plan = home / "我的 账本.jiebei", home / "方案.pdf"
    steps = (
        ("new", str(ledger), "--demo", "employee"),
        ("owed", str(ledger), "--json"),
        ("plan", str(ledger), "--pdf", str(plan)),
        ("check", str(ledger)),
    )
    done = [run(home, str(command), *step) for step in steps]
    failed = [
        f"{step[0]}: {one.stderr.strip()[-300:]}"
        for step, (one, _) in zip(steps, done, strict=True)
        if one.returncode
    ]
    written = plan.is_file() and plan.read_bytes().startswith(b"%PDF-")
    seconds = {step[0]: round(took, 2) for step, (_, took) in zip(steps, done, strict=True)}
    return {"ok": not failed and written, "seconds": seconds, "trouble": failed}


def cpu_of_start(command: tuple[str, ...], env: dict[str, str]) -> float:
    """Return the processor seconds of one start that says its help, the least of several."""
    found = []
    for _ in range(STARTS):
        before = os.times()
        subprocess.run((*command, "--help"), env=env, check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        spent = after.children_user - before.children_user
        found.append(spent + after.children_system - before.children_system)
    return min(found)


def starts(command: Path, home: Path) -> dict[str, float]:
    """Compare the start of the frozen command with that of this checkout, in processor time."""
    env = surroundings(home)
    frozen = cpu_of_start((str(command),), env)
    source = (sys.executable, "-m", "jiebei_desktop.cli")
    checkout = cpu_of_start(source, {**env, "PYTHONPATH": str(app.ROOT)})
    ratio = round(frozen / checkout, 2) if checkout else 0.0
    return {"frozen": round(frozen, 3), "checkout": round(checkout, 3), "ratio": ratio}


def main(arguments: list[str]) -> int:
    """Run everything and print the report; 1 when something does not work."""
    folder = Path(arguments[0]).resolve() if arguments else app.BUNDLE
    window, command = folder / app.WINDOW.name, folder / app.COMMAND.name
    if not window.is_file():
        print(f"[smoke] {window} is not there: build it with python3 dev.py app", file=sys.stderr)
        return 2
    with TemporaryDirectory(prefix="冒烟 ") as scratch:
        home = Path(scratch)
        report = {
            "program": str(window),
            "mib": round(app.size_of(folder) / app.MIB, 1),
            "self_test": self_test(window, home),
            "command": command_works(command, home),
            "command_start_cpu": starts(command, home),
        }
    print(json.dumps(report, ensure_ascii=False, indent=2))
    return 0 if report["self_test"]["ok"] and report["command"]["ok"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
