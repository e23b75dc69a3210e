"""Make the installers this machine can make from build/app, and check how they are built.

    python3 dev.py installers    into dist/, after python3 dev.py app

Linux makes a .deb; Windows (or any system with makensis and a Windows build) a setup.exe; macOS a
.dmg. Signing is packaging/sign.py; installing and examining packaging/installed.py.
"""

from __future__ import annotations

import gzip
import json
import os
import platform
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import app
import manifests
import manual

from jiebei_desktop import __version__
from jiebei_desktop.cli import shells
from jiebei_desktop.cli.group import main as command

ROOT = app.ROOT
DIST = ROOT / "dist"
HERE = ROOT / "packaging"
OPT = "opt/jiebei-planner"
ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
EPOCH = "1795305600"
"""2026-11-22: files in packages carry this moment, so that the same build gives the same bytes."""

MANUAL = "usr/share/man/man1/jiebei.1.gz"
COMPLETIONS = {
    "bash": "usr/share/bash-completion/completions/jiebei",
    "zsh": "usr/share/zsh/vendor-completions/_jiebei",
    "fish": "usr/share/fish/vendor_completions.d/jiebei.fish",
}


class NotPossible(Exception):  # noqa: N818 - said to whoever builds
    """This machine cannot make the installer; the message says why."""


def lay_out(tree: Path) -> None:
    """Put everything where a Debian package has it."""
    shutil.copytree(app.BUNDLE, tree / OPT, symlinks=True)
    for name, folder in manifests.ENTRIES.items():
        copied(HERE / "linux" / name, tree / folder / name)
    placed(tree / manifests.METAINFO, manifests.metainfo().encode())
    placed(tree / MANUAL, gzip.compress(manual.text().encode(), mtime=0))
    for shell, place in COMPLETIONS.items():
        placed(tree / place, (shells.script(shell, command) + "\n").encode())
    copied(HERE / "icons" / "app.png", tree / manifests.ICON)
    copied(HERE / "icons" / "app.svg", tree / manifests.VECTOR)
    licence = tree / "usr/share/doc/jiebei-planner/copyright"
    licence.parent.mkdir(parents=True)
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    text += "\n" + (ROOT / "THIRD-PARTY.md").read_text(encoding="utf-8")
    licence.write_text(text, encoding="utf-8")
    programs = tree / "usr/bin"
    programs.mkdir(parents=True)
    for program in (app.WINDOW, app.COMMAND):
        (programs / program.name).symlink_to(f"/{OPT}/{program.name}")


def copied(source: Path, target: Path) -> None:
    """Copy a file, making its folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def placed(target: Path, content: bytes) -> None:
    """Write a file, making its folder."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def normalise(tree: Path) -> None:
    """Give everything the rights a package needs, whatever the umask of the builder."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            program = path.is_dir() or os.access(path, os.X_OK)
            path.chmod(0o755 if program else 0o644)


def make_deb() -> Path:
    """Make dist/jiebei-planner_<version>_<architecture>.deb."""
    if shutil.which("dpkg-deb") is None:
        msg = "there is no dpkg-deb"
        raise NotPossible(msg)
    architecture = ARCHITECTURES.get(platform.machine(), platform.machine())
    out = DIST / f"jiebei-planner_{__version__}_{architecture}.deb"
    with TemporaryDirectory(prefix="deb-") as scratch:
        tree = Path(scratch) / "tree"
        lay_out(tree)
        control = (HERE / "linux" / "control").read_text(encoding="utf-8")
        facts = {"version": __version__, "architecture": architecture}
        text = control.format(**facts, kib=app.size_of(tree) // 1024)
        (tree / "DEBIAN").mkdir()
        (tree / "DEBIAN" / "control").write_text(text, encoding="utf-8")
        normalise(tree)
        beside = out.with_suffix(".part")  # what is cut off never looks finished
        command = ("dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(tree))
        env = {**os.environ, "SOURCE_DATE_EPOCH": EPOCH}
        try:
            subprocess.run((*command, str(beside)), env=env, check=True, stdout=subprocess.DEVNULL)
            beside.replace(out)
        finally:
            beside.unlink(missing_ok=True)
    return out


def deb_faults(package: Path) -> Iterator[str]:
    """Unpack a package and yield what is wrong with it; its program must run from there."""
    with TemporaryDirectory(prefix="包 ") as scratch:
        tree = Path(scratch) / "unpacked"
        subprocess.run(("dpkg-deb", "-x", str(package), str(tree)), check=True)
        wanted = [*manifests.SHARE, MANUAL, *COMPLETIONS.values()]
        wanted += ["usr/share/doc/jiebei-planner/copyright", f"{OPT}/{app.WINDOW.name}"]
        yield from (f"missing: {name}" for name in wanted if not (tree / name).is_file())
        yield from app.faults(tree / OPT)
        for link in (tree / "usr/bin").iterdir():
            if not (tree / str(link.readlink()).lstrip("/")).is_file():
                yield f"link to nothing: {link.name}"
        entry = (tree / manifests.SHARE[0]).read_text("utf-8")
        if "MimeType=application/x-jiebei-ledger;" not in entry:
            yield "the desktop file does not name the file type"
        yield from smoke_faults(tree / OPT)


def smoke_faults(folder: Path) -> Iterator[str]:
    """Run the smoke test on an unpacked program."""
    command = (sys.executable, str(HERE / "smoke.py"), str(folder))
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        yield f"smoke: {(done.stdout + done.stderr)[-600:]}"


def make_setup() -> Path:
    """Make dist/jiebei-planner-<version>-setup.exe from a Windows build."""
    if not (app.BUNDLE / "jiebei-planner.exe").is_file():
        msg = "there is no Windows build here"
        raise NotPossible(msg)
    if shutil.which("makensis") is None:
        msg = "there is no makensis"
        raise NotPossible(msg)
    out = DIST / f"jiebei-planner-{__version__}-setup.exe"
    facts = {"VERSION": __version__, "SRC": app.BUNDLE, "OUT": out}
    facts["ICON"] = HERE / "icons" / "app.ico"
    options = [f"-D{name}={value}" for name, value in facts.items()]
    script = str(HERE / "windows" / "installer.nsi")
    subprocess.run(("makensis", "-V1", *options, script), check=True)
    return out


def make_zip() -> Path:
    """Make dist/jiebei-planner-<version>-portable.zip from a Windows build: unpack and run."""
    if not (app.BUNDLE / "jiebei-planner.exe").is_file():
        msg = "there is no Windows build here"
        raise NotPossible(msg)
    out = DIST / f"jiebei-planner-{__version__}-portable.zip"
    beside = out.with_suffix(".part")
    try:
        with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name in app.names_in(app.BUNDLE):
                archive.write(app.BUNDLE / name, f"jiebei-planner/{name}")
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return out


def make_dmg() -> Path:
    """Make dist/jiebei-planner-<version>-<architecture>.dmg from the .app of this machine."""
    bundle = app.OUT / "Jiebei Planner.app"
    if not bundle.is_dir() or shutil.which("hdiutil") is None:
        msg = "there is no macOS build here, or no hdiutil"
        raise NotPossible(msg)
    out = DIST / f"jiebei-planner-{__version__}-{platform.machine()}.dmg"
    with TemporaryDirectory(prefix="dmg-") as scratch:
        shutil.copytree(bundle, Path(scratch) / bundle.name, symlinks=True)
        (Path(scratch) / "Applications").symlink_to("/Applications")
        how = ("-volname", "Jiebei Planner", "-srcfolder", scratch, "-ov", "-format", "UDZO")
        subprocess.run(("hdiutil", "create", *how, str(out)), check=True)
    return out


def nothing_more(_file: Path) -> Iterator[str]:
    """Check nothing here: packaging/installed.py installs and examines it."""
    yield from ()


MAKERS: tuple[tuple[str, Callable[[], Path], Callable[[Path], Iterator[str]]], ...] = (
    ("deb", make_deb, deb_faults),
    ("setup.exe", make_setup, nothing_more),
    ("portable.zip", make_zip, nothing_more),
    ("dmg", make_dmg, nothing_more),
)


def main(_arguments: list[str]) -> int:
    """Make what can be made, check it, print one report; 1 when something is wrong."""
    if not app.BUNDLE.is_dir():
        print("[installers] nothing is built yet: python3 dev.py app", file=sys.stderr)
        return 2
    DIST.mkdir(exist_ok=True)
    app.politely()
    report: dict[str, object] = {}
    wrong = made = 0
    for name, make, check in MAKERS:
        try:
            file = make()
        except NotPossible as reason:
            report[name] = f"not made: {reason}"
            continue
        faults = list(check(file))
        made, wrong = made + 1, wrong + len(faults)
        size = round(file.stat().st_size / app.MIB, 1)
        digest = manifests.digest(file)
        report[name] = {"file": file.name, "mib": size, "sha256": digest, "faults": faults}
    report["manifests"] = manifests.written(DIST)
    print(json.dumps(report, ensure_ascii=False, indent=2))
    return 1 if wrong or not made else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
