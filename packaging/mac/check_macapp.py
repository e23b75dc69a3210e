"""Read a macOS .app on any system and say what is wrong with it.

    python check_macapp.py "Jiebei Planner.app" [arm64,x86_64]     (needs macholib)

Looks at Info.plist, every Mach-O's architectures, the oldest macOS it runs on, whether it is
signed, and whether each library it loads is inside the bundle or part of the system.
"""

from __future__ import annotations

import os
import plistlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from macholib import mach_o
from macholib.MachO import MachO

KEYS = (
    "CFBundleIdentifier", "CFBundleExecutable", "CFBundleIconFile", "CFBundleShortVersionString",
    "CFBundleVersion", "LSMinimumSystemVersion", "NSHighResolutionCapable", "CFBundleDocumentTypes",
)  # fmt: skip
PROCESSORS = {16777223: "x86_64", 16777228: "arm64"}
MAGIC = {b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe"}
SIGNATURE, BUILD_VERSION, OLD_VERSION = 0x1D, 0x32, 0x24
LOADS = {mach_o.LC_LOAD_DYLIB, mach_o.LC_LOAD_WEAK_DYLIB, mach_o.LC_REEXPORT_DYLIB}


def plist_faults(app: Path, info: dict[str, Any]) -> Iterator[str]:
    """Yield what the bundle's description lacks."""
    yield from (f"Info.plist lacks {key}" for key in KEYS if not info.get(key))
    if not os.access(program(app, info), os.X_OK):
        yield "the program is missing or may not be run"
    if not (app / "Contents" / "Resources" / str(info.get("CFBundleIconFile"))).is_file():
        yield "the icon is missing"


def program(app: Path, info: dict[str, Any]) -> Path:
    """Return the program of a bundle."""
    return app / "Contents" / "MacOS" / str(info.get("CFBundleExecutable"))


def libraries(app: Path) -> Iterator[Path]:
    """Yield every Mach-O file of a bundle."""
    for path in sorted(app.rglob("*")):
        if path.is_file() and not path.is_symlink() and path.suffix != ".class":
            with path.open("rb") as stream:
                if stream.read(4) in MAGIC:
                    yield path


def file_faults(path: Path, main: Path, wanted: set[str], oldest: tuple[int, int]) -> Iterator[str]:
    """Yield what is wrong with one Mach-O file."""
    headers = [(PROCESSORS.get(one.header.cputype, "?"), one) for one in MachO(str(path)).headers]
    lacks = wanted - {name for name, _ in headers}
    if lacks:
        yield f"lacks {sorted(lacks)}"
    for name, header in headers:
        if name in wanted:
            yield from header_faults(header.commands, path, main, oldest)


def header_faults(
    commands: list[Any], path: Path, main: Path, oldest: tuple[int, int]
) -> Iterator[str]:
    """Yield what is wrong with one architecture of a file."""
    paths = [text(one) for one in commands if one[0].cmd == mach_o.LC_RPATH]
    paths.append("@executable_path/../Frameworks")
    for one in commands:
        if one[0].cmd in LOADS and not found(text(one), path, main, paths):
            yield f"loads {text(one)}, which is not there"
        if one[0].cmd in {BUILD_VERSION, OLD_VERSION}:
            least = int(one[1].minos if one[0].cmd == BUILD_VERSION else one[1].version)
            if (least >> 16, (least >> 8) & 255) > oldest:
                yield f"needs macOS {least >> 16}.{(least >> 8) & 255}"
    if not any(one[0].cmd == SIGNATURE for one in commands):
        yield "is not signed"


def text(command: Any) -> str:
    """Return the path a load command carries."""
    return str(command[2].rstrip(b"\0").decode())


def found(wanted: str, path: Path, main: Path, paths: list[str]) -> bool:
    """Return whether a library is part of the system or inside the bundle."""
    if wanted.startswith(("/usr/lib/", "/System/")):
        return True
    places = [f"{one}/{wanted[7:]}" for one in paths] if wanted.startswith("@rpath/") else [wanted]
    known = {"@executable_path": str(main.parent), "@loader_path": str(path.parent)}
    for place in places:
        for name, folder in known.items():
            place = place.replace(name, folder)  # noqa: PLW2901 - both names may occur
        if place.startswith(str(main.parents[1])) and Path(place).exists():
            return True
    return False


def faults(app: Path, wanted: set[str]) -> Iterator[str]:
    """Yield everything that is wrong with a bundle."""
    info = plistlib.loads((app / "Contents" / "Info.plist").read_bytes())
    yield from plist_faults(app, info)
    numbers = [*map(int, str(info.get("LSMinimumSystemVersion", "0")).split(".")), 0]
    links = (path for path in app.rglob("*") if path.is_symlink() and not path.exists())
    yield from (f"link to nothing: {path.relative_to(app)}" for path in links)
    main = program(app, info)
    for path in libraries(app):
        for fault in file_faults(path, main, wanted, (numbers[0], numbers[1])):
            yield f"{path.relative_to(app)}: {fault}"


def main(arguments: list[str]) -> int:
    """Print what is wrong; 1 when anything is."""
    if not arguments:
        print(__doc__)
        return 2
    wanted = set(arguments[1].split(",")) if len(arguments) > 1 else {"arm64"}
    wrong = list(faults(Path(arguments[0]).resolve(), wanted))
    print("\n".join(wrong) or "nothing is wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
