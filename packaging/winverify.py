"""Build, install and run the Windows program on Debian 12 under Wine.

The steps are in packaging/windows/winverify.sh; the last result stands in docs/release.md.

    python3 dev.py winverify [WORK]    WORK: a folder for about 4 GB, else build/winverify
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = ROOT / "packaging" / "windows" / "winverify.sh"
NEEDED = {
    "/usr/lib/wine/wine64": "wine64",
    "x86_64-w64-mingw32-gcc": "gcc-mingw-w64-x86-64",
    "makensis": "nsis",
    "localedef": "locales",
}
"""Programs the script calls → their Debian packages."""


def missing() -> list[str]:
    """Return the packages that are not installed."""
    return [package for program, package in NEEDED.items() if shutil.which(program) is None]


def main(arguments: list[str]) -> int:
    """Run the script, or say what it lacks."""
    lacks = missing()
    if sys.platform != "linux" or lacks:
        line = f"apt-get install -y --no-install-recommends wine {' '.join(lacks)}"
        print(f"[winverify] needs Debian with these packages: {line}", file=sys.stderr)
        return 2
    work = arguments[0] if arguments else str(ROOT / "build" / "winverify")
    env = {**os.environ, "PYTHON": sys.executable}
    env.pop("PYTHONPATH", None)
    env.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(("bash", str(SCRIPT), str(ROOT), work), env=env, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
