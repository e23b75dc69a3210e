"""What the wheels of the lock ask of a Mac, into packaging/wheels.json; part of `dev.py lock`.

pip names, without installing anything, the wheels it would take: on the oldest macOS that
Info.plist promises, where a checkout must install under every Python, and on the system the
release is built on, whose wheels are frozen. tests/house/test_lock.py holds the promise against it.
"""

from __future__ import annotations

import hashlib
import json
import plistlib
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.markers import Marker
from packaging.utils import parse_wheel_filename

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
TABLE = ROOT / "packaging" / "wheels.json"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
MACHINES = ("arm64", "x86_64")
BUILT_ON = "15.0"
"""The macOS of the runners in .github/workflows/build.yml."""


def oldest() -> str:
    """Return the oldest macOS that is promised."""
    with (ROOT / "packaging" / "mac" / "Info.plist").open("rb") as stream:
        return str(plistlib.load(stream)["LSMinimumSystemVersion"])


def pins(python: str) -> dict[str, str]:
    """Return what the lock installs on a Mac under a Python: the block of each pin by its name."""
    mac = {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin"}
    where = {**mac, "python_version": python, "python_full_version": f"{python}.0"}
    found = {}
    for block in re.split(r"\n(?=[a-z0-9])", LOCK.read_text(encoding="utf-8").strip()):
        head, _, hashes = block.partition(" \\\n")
        pin, _, marker = head.partition(" ; ")
        if not marker or Marker(marker).evaluate(where):
            found[pin.partition("==")[0]] = f"{pin} \\\n{hashes}\n"
    return found


def floors(python: str, system: str, machine: str) -> dict[str, str]:
    """Return the oldest macOS of each wheel that pip takes there; pure Python ones are left out.

    Raises:
        CalledProcessError: pip finds no wheel for a pin; it has said so.
    """
    with TemporaryDirectory() as folder:
        wanted, told = Path(folder, "wanted.txt"), Path(folder, "told.json")
        wanted.write_text("".join(pins(python).values()), encoding="utf-8")
        where = ("--platform", f"macosx_{system.replace('.', '_')}_{machine}")
        how = ("--no-deps", "--only-binary", ":all:", "--require-hashes", "--dry-run", "--quiet")
        out = ("--target", folder, "--report", str(told), "-r", str(wanted))
        pip = (sys.executable, "-m", "pip", "install", "--disable-pip-version-check")
        subprocess.run((*pip, *how, *where, "--python-version", python, *out), check=True)
        taken = json.loads(told.read_text(encoding="utf-8"))["install"]
    found = {}
    for each in taken:
        name, _, _, tags = parse_wheel_filename(each["download_info"]["url"].rpartition("/")[2])
        asked = [re.match(r"macosx_(\d+)_(\d+)_", tag.platform) for tag in tags]
        versions = [(int(one[1]), int(one[2])) for one in asked if one]
        if versions:
            found[str(name)] = "{}.{}".format(*min(versions))
    return dict(sorted(found.items()))


def main() -> int:
    """Ask pip for every system and write the table."""
    systems = [(python, oldest(), machine) for python in PYTHONS for machine in MACHINES]
    systems += [(PYTHONS[0], BUILT_ON, machine) for machine in MACHINES]
    made = {
        "lock": hashlib.sha256(LOCK.read_bytes()).hexdigest(),
        "floors": {f"{p} on macOS {s} {m}": floors(p, s, m) for p, s, m in systems},
    }
    TABLE.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
