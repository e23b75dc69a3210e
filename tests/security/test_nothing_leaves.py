from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# The child notes every socket that Python opens (an audit event) and, ten times a second, every
# one that the process holds, which also sees those of Qt and other libraries.
WATCHED = r"""
import json, os, sys, threading, time
seen = []
def note(event, args):
    if event.startswith("socket.") and event not in ("socket.gethostname",):
        seen.append(event)
sys.addaudithook(note)
over = threading.Event()
def look():
    while not over.wait(0.1):
        for name in os.listdir("/proc/self/fd"):
            try:
                target = os.readlink("/proc/self/fd/" + name)
            except OSError:
                continue
            if target.startswith("socket:"):
                seen.append(target)
watch = threading.Thread(target=look, daemon=True)
watch.start()
if sys.argv[1] == "control":
    import socket
    held = socket.socket()
    while not any(each.startswith("socket:") for each in seen):
        time.sleep(0.01)
    code = 0
else:
    from jiebei_desktop.__main__ import main
    code = main(["--self-test", "--data-dir", sys.argv[2]])
over.set()
watch.join()
with open(sys.argv[2] + "/sockets.json", "w") as stream:
    json.dump([code, sorted(set(seen))], stream)
"""


def watched(kind, folder):
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1", "HOME": str(folder)}
    env["PYTHONPATH"] = str(Path.cwd())
    env.pop("DISPLAY", None)
    command = (sys.executable, "-c", WATCHED, kind, str(folder))
    subprocess.run(command, env=env, check=True, capture_output=True)
    code, seen = json.loads((folder / "sockets.json").read_text(encoding="utf-8"))
    return code, seen


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_watch_sees_a_socket(tmp_path):
    code, seen = watched("control", tmp_path)
    assert code == 0
    assert "socket.__new__" in seen
    assert any(one.startswith("socket:") for one in seen)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_every_page_an_import_and_the_pdf_open_no_socket(tmp_path):
    assert watched("journey", tmp_path) == (0, [])
    report = json.loads((tmp_path / "self-test.json").read_text(encoding="utf-8"))
    assert {name: check["ok"] for name, check in report["checks"].items()} == dict.fromkeys(
        ("words", "fonts", "pages", "import", "pdf", "cipher"), True
    )
