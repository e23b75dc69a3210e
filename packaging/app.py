"""Freeze the program into build/app/jiebei-planner, and check what came out.

python3 dev.py app           build, then check
python3 dev.py app --check   check what was built before
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import hatch_build
import licences

from jiebei_desktop import __version__

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "build" / "app"
BUNDLE = OUT / "jiebei-planner"
SPEC = ROOT / "packaging" / "jiebei.spec"
SUFFIX = ".exe" if sys.platform == "win32" else ""
WINDOW = BUNDLE / f"jiebei-planner{SUFFIX}"
COMMAND = BUNDLE / f"jiebei{SUFFIX}"

MIB = 1024 * 1024
LARGEST = {"linux": 250 * MIB, "win32": 210 * MIB, "darwin": 360 * MIB}
FORBIDDEN = re.compile(
    r"(^|/)(_ssl|_hashlib)\.|(^|/)libssl|Qt6?Network|plugins/tls|(^|/)(pip|setuptools|pytest)/"
    r"|QtCharts|QtDataVisualization|(^|/)libgtk"
)
"""Nothing that speaks to a network; no installer of packages; no GPL-only part of Qt."""
REQUIRED = (
    r"jiebei_desktop/_bundled/resources/fonts/JiebeiSansSC-Regular\.otf$",
    r"jiebei_desktop/_bundled/resources/rules/.*\.toml$",
    r"jiebei_desktop/_bundled/resources/report/",
    r"jiebei_desktop/_bundled/resources/manual/debts\.md$",
    r"jiebei_desktop/_bundled/i18n/zh_CN/LC_MESSAGES/jiebei\.mo$",
    r"PySide6/.*translations/qtbase_zh_CN\.qm$",
    r"licences/LICENSE$",
    r"licences/OFL\.txt$",
    r"licences/pyside6-essentials-[^/]*/LGPL-3\.0\.txt$",
)


def politely() -> None:
    """Leave the processor to whoever else needs it."""
    if hasattr(os, "nice"):
        os.nice(10)


def version_resource(version: str) -> str:
    """Return what Windows shows of the programs: name, version, licence."""
    numbers = tuple(int(part) for part in version.split(".")[:3])
    quad = (*numbers, *(0,) * (4 - len(numbers)))
    words = {
        "CompanyName": "Jiebei Planner contributors",
        "FileDescription": "借呗还款规划",
        "FileVersion": version,
        "LegalCopyright": "MIT",
        "ProductName": "借呗还款规划 Jiebei Planner",
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({name!r}, {text!r})" for name, text in words.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={quad}, prodvers={quad}, mask=0x3f, flags=0,"
        " OS=0x40004, fileType=1, subtype=0, date=(0, 0)), kids=["
        f"StringFileInfo([StringTable('080404B0', [{strings}])]),"
        " VarFileInfo([VarStruct('Translation', [2052, 1200])])])\n"
    )


def build() -> int:
    """Compile the catalogues, collect the licences, run PyInstaller; returns its exit code."""
    hatch_build.compiled(ROOT)
    names = licences.collect()
    print(f"[app] licences of {len(names)} libraries", flush=True)
    command = (sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN")
    folders = ("--distpath", str(OUT), "--workpath", str(ROOT / "build" / "pyinstaller"))
    politely()
    resource = ROOT / "build" / "version.txt"
    resource.write_text(version_resource(__version__), encoding="utf-8")
    env = {**os.environ, "JIEBEI_VERSION_FILE": str(resource)}
    return subprocess.run(
        (*command, *folders, str(SPEC)), cwd=ROOT, env=env, check=False
    ).returncode


def slim(bundle: Path) -> None:
    """Take out what the folder can do without (Linux): symbols, libraries nobody asks for."""
    if sys.platform != "linux" or not shutil.which("strip") or not shutil.which("readelf"):
        print("[app] nothing is taken out: this needs Linux and binutils", flush=True)
        return
    inside = bundle / "_internal"
    for file in libraries(inside):
        if not file.parent.name.endswith(".libs"):  # patched by who made the wheel: not to be cut
            subprocess.run(("strip", "--strip-unneeded", str(file)), check=True)
    gone = sorted(file.name for file in without_idle(inside))
    print(f"[app] needed by nothing inside: {' '.join(gone)}", flush=True)


def libraries(inside: Path) -> list[Path]:
    """Return every shared object of a folder, links aside."""
    return [file for file in inside.rglob("*.so*") if file.is_file() and not file.is_symlink()]


def without_idle(inside: Path) -> Iterator[Path]:
    """Remove and yield libraries that no other part links to, and then those only they wanted.

    PyInstaller collects what every plugin asks for, also those the spec leaves out later. Parts
    that are loaded by name (modules, plugins, Python's own library) lie elsewhere or stay.
    """
    wanted = {file: linked_to(file) for file in libraries(inside)}
    folders = {inside, inside / "PySide6" / "Qt" / "lib", *inside.glob("*.libs")}
    while True:
        asked = {name for names in wanted.values() for name in names}
        idle = [
            file
            for file in wanted
            if file.parent in folders
            and file.name.startswith("lib")
            and not file.name.startswith("libpython")
            and file.name not in asked
        ]
        for file in idle:
            file.unlink()
            del wanted[file]
            yield file
        if not idle:
            break
    for link in inside.iterdir():
        if link.is_symlink() and not link.exists():
            link.unlink()


def linked_to(file: Path) -> set[str]:
    """Return the names of the libraries a shared object asks for."""
    env = {**os.environ, "LC_ALL": "C"}
    command = ("readelf", "-d", str(file))
    told = subprocess.run(command, capture_output=True, text=True, env=env, check=True).stdout
    return set(re.findall(r"\(NEEDED\)[^\[]*\[([^\]]+)\]", told))


def without_icu_data(bundle: Path) -> None:
    """Put ICU's own stub in the place of its data, 30 MiB that nothing of ours reads (Linux)."""
    found = list(bundle.glob("_internal/PySide6/Qt/lib/libicudata.so.*"))
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not found or compiler is None:
        print("[app] ICU's data stay: there is none, or no C compiler", flush=True)
        return
    for library in found:
        icu_stub(compiler, library)


def icu_stub(compiler: str, library: Path) -> None:
    """Compile the stub as ``library``, whose name ends in the version of ICU."""
    entry = f"-DENTRY=icudt{library.suffix.removeprefix('.')}_dat"
    name = f"-Wl,-soname,{library.name}"
    made = library.with_name(library.name + ".part")
    source = str(ROOT / "packaging" / "icu_stub.c")
    how = ("-shared", "-fPIC", "-Os", "-s", entry, name, "-o", str(made), source)
    subprocess.run((compiler, *how), check=True)
    made.replace(library)


def names_in(bundle: Path) -> tuple[str, ...]:
    """Return every file of the bundle, relative, with forward slashes."""
    files = (path for path in bundle.rglob("*") if path.is_symlink() or path.is_file())
    return tuple(sorted(path.relative_to(bundle).as_posix() for path in files))


def size_of(bundle: Path) -> int:
    """Return the bytes of all files; links count nothing."""
    return sum(path.lstat().st_size for path in bundle.rglob("*") if path.is_file())


def faults(bundle: Path) -> Iterator[str]:
    """Yield everything about the built folder that must not be shipped."""
    names = names_in(bundle)
    for name in names:
        if (bundle / name).is_symlink() and not (bundle / name).exists():
            yield f"link to nothing: {name}"
    yield from (f"must not be inside: {name}" for name in names if FORBIDDEN.search(name))
    required = (*REQUIRED, *(f"^{re.escape(program.name)}$" for program in (WINDOW, COMMAND)))
    for pattern in required:
        if not any(re.search(pattern, name) for name in names):
            yield f"missing: {pattern}"
    size = size_of(bundle)
    if size > LARGEST.get(sys.platform, max(LARGEST.values())):
        yield f"too large: {size / MIB:.0f} MiB"


def check(bundle: Path) -> int:
    """Print what the bundle is and what is wrong with it; 1 when something is."""
    found = tuple(faults(bundle))
    facts = {
        "bundle": str(bundle.relative_to(ROOT)),
        "files": len(names_in(bundle)),
        "mib": round(size_of(bundle) / MIB, 1),
        "faults": found,
    }
    print(json.dumps(facts, ensure_ascii=False, indent=2))
    return 1 if found else 0


def main(arguments: list[str]) -> int:
    """Build and check, or only check."""
    if "--check" not in arguments:
        started = time.monotonic()
        code = build()
        if code:
            return code
        if not COMMAND.exists():
            COMMAND.symlink_to(WINDOW.name)
        slim(BUNDLE)
        without_icu_data(BUNDLE)
        print(f"[app] built in {time.monotonic() - started:.0f} s", flush=True)
    return check(BUNDLE)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
