"""Install what was built as a user would, examine it there, and take it away again.

    python packaging/installed.py    after python3 dev.py installers

Linux: the .deb through dpkg (as root, or with sudo); Windows: the setup.exe, silently; macOS: the
.app copied out of the mounted .dmg. The examination is packaging/smoke.py on the installed folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
DIST = HERE.parent / "dist"
OPT = Path("/opt/jiebei-planner")


def newest(pattern: str) -> Path:
    """Return the newest file of dist/ that fits.

    Raises:
        FileNotFoundError: there is none.
    """
    found = sorted(DIST.glob(pattern), key=lambda path: path.stat().st_mtime)
    if not found:
        raise FileNotFoundError(pattern)
    return found[-1]


def run(*command: str) -> None:
    """Run a tool of the system; its failure is ours."""
    subprocess.run(command, check=True)


@contextmanager
def debian() -> Iterator[Path]:
    """Install the package with dpkg and purge it afterwards."""
    rights = () if os.geteuid() == 0 else ("sudo",)
    run(*rights, "dpkg", "-i", str(newest("*.deb")))
    try:
        yield OPT
    finally:
        run(*rights, "dpkg", "--purge", "jiebei-planner")


@contextmanager
def windows() -> Iterator[Path]:
    """Run the setup silently and its uninstaller afterwards."""
    with TemporaryDirectory(prefix="jiebei-") as scratch:
        target = Path(scratch) / "Jiebei Planner"
        run(str(newest("*-setup.exe")), "/S", f"/D={target}")
        try:
            yield target
        finally:
            run(str(target / "uninstall.exe"), "/S")


@contextmanager
def macos() -> Iterator[Path]:
    """Mount the image, copy the app out as the Applications link asks for, and eject it."""
    with TemporaryDirectory(prefix="jiebei-") as scratch:
        volume, app = Path(scratch) / "volume", Path(scratch) / "Jiebei Planner.app"
        image = str(newest("*.dmg"))
        run("hdiutil", "attach", image, "-nobrowse", "-readonly", "-mountpoint", str(volume))
        try:
            shutil.copytree(volume / app.name, app, symlinks=True)
        finally:
            run("hdiutil", "detach", str(volume))
        yield app / "Contents" / "MacOS"


SYSTEMS = {"linux": debian, "win32": windows, "darwin": macos}


def main(_arguments: list[str]) -> int:
    """Install, examine, take away; the code is that of the examination."""
    with SYSTEMS[sys.platform]() as folder:
        command = (sys.executable, str(HERE / "smoke.py"), str(folder))
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
