"""The release chain, as far as it can be seen without running it on three systems."""

from __future__ import annotations

import gzip
import hashlib
import json
import plistlib
import re
import shutil
import subprocess
import sys
import zipfile
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


def test_the_locked_packages_are_audited_and_a_finding_warns_only():
    check = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    audit = check[check.index("\n  audit:") :]
    assert "continue-on-error: true" in audit
    named = re.search(r"pip-audit==\S+ --requirement (\S+) --require-hashes", audit)[1]
    assert (ROOT / named).is_file()


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


@pytest.fixture(scope="module")
def shops(tmp_path_factory):
    """The manifests of a folder with an installer of every kind."""
    folder = tmp_path_factory.mktemp("dist")
    version = python("import jiebei_desktop; print(jiebei_desktop.__version__)").stdout.strip()
    for name in (
        f"jiebei-planner_{version}_amd64.deb", f"jiebei-planner-{version}-setup.exe",
        f"jiebei-planner-{version}-arm64.dmg", f"jiebei-planner-{version}-x86_64.dmg",
        "jiebei-planner-0.0.1-setup.exe",
    ):  # fmt: skip
        (folder / name).write_bytes(name.encode())
    done = python(
        f"import manifests; manifests.RELEASED = {{{version!r}: '2026-12-01', '0.0.1': '2026-10-01'}};"
        f" sys.exit(manifests.main([{str(folder)!r}]))"
    )
    assert done.returncode == 0, done.stderr
    assert "not written" not in done.stdout
    return folder


def test_the_day_of_a_release_is_that_of_the_changelog_and_nothing_else_is_published(tmp_path):
    heads = re.findall(
        r"^## (\S+) \((.*)\)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE
    )
    version = python("import jiebei_desktop; print(jiebei_desktop.__version__)").stdout.strip()
    assert heads[0][0] == version
    dated = {name: day for name, day in heads if re.fullmatch(r"\d{4}-\d\d-\d\d", day)}
    told = python("import manifests, json; print(json.dumps(manifests.RELEASED))").stdout
    assert json.loads(told) == dated
    code = f"import manifests; manifests.RELEASED = {{}}; print('<release' in manifests.metainfo()); sys.exit(manifests.main([{str(tmp_path)!r}]))"
    done = python(code)
    assert done.returncode == 1
    assert done.stdout == "False\n"
    assert f"CHANGELOG.md names no day for {version}" in done.stderr
    assert not list(tmp_path.iterdir())


def test_one_id_names_the_program_everywhere():
    from jiebei_desktop.app import APP_ID

    told = python("import manifests; print(manifests.APP_ID, manifests.HOME)").stdout.split()
    assert told == [APP_ID, "https://github.com/jiebei-planner/JiebeiPlanner"]
    with (ROOT / "packaging" / "mac" / "Info.plist").open("rb") as stream:
        assert plistlib.load(stream)["CFBundleIdentifier"] == APP_ID
    names = {path.stem for path in (ROOT / "packaging" / "linux").glob("*.*")}
    assert names == {APP_ID}


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="needs appstreamcli")
def test_the_appstream_file_is_valid_and_names_the_release(shops):
    (path,) = (shops / "manifests").glob("*.metainfo.xml")
    done = subprocess.run(
        ("appstreamcli", "validate", "--no-net", str(path)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    text = path.read_text(encoding="utf-8")
    version = python("import jiebei_desktop; print(jiebei_desktop.__version__)").stdout.strip()
    days = re.findall(r'<release version="([^"]+)" date="([^"]+)"', text)
    assert days == [(version, "2026-12-01"), ("0.0.1", "2026-10-01")]
    for name in re.findall(r"/docs/pictures/([\w.-]+)<", text):
        assert (ROOT / "docs" / "pictures" / name).is_file()


def test_the_manifests_of_winget_have_the_form_and_the_checksum(shops):
    files = {
        path.name: path.read_text(encoding="utf-8")
        for path in (shops / "manifests" / "winget").iterdir()
    }
    assert len(files) == 4
    named = set()
    for name, text in files.items():
        values = dict(re.findall(r"^(?:- |  )?(\w+): (\".*\")$", text, re.MULTILINE))
        assert values["PackageIdentifier"] == '"JiebeiPlanner.JiebeiPlanner"', name
        assert re.fullmatch(r'"\d+\.\d+\.\d+"', values["PackageVersion"])
        named.add(values["ManifestType"].strip('"'))
        assert not re.search(r": (\[|\{|null|None)", text)
    assert named == {"version", "installer", "defaultLocale", "locale"}
    installer = files["JiebeiPlanner.JiebeiPlanner.installer.yaml"]
    (setup,) = [path for path in shops.glob("*-setup.exe") if "0.0.1" not in path.name]
    assert f'  InstallerSha256: "{digest(setup).upper()}"' in installer
    assert '- Architecture: "x64"\n  InstallerUrl: "https://' in installer
    assert setup.name in installer


def test_the_cask_names_both_processors_by_their_checksums(shops):
    text = (shops / "manifests" / "jiebei-planner.rb").read_text(encoding="utf-8")
    for end in ("arm64", "x86_64"):
        (image,) = shops.glob(f"*-{end}.dmg")
        assert digest(image) in text
    assert "jiebei-planner-#{version}-#{arch}.dmg" in text
    lines = [line.strip() for line in text.splitlines()]
    assert lines.count("end") == sum(line.endswith(" do") for line in lines) == 1
    with (ROOT / "packaging" / "mac" / "Info.plist").open("rb") as stream:
        assert plistlib.load(stream)["LSMinimumSystemVersion"] == "14.0"
    assert ">= :sonoma" in text  # macOS 14


def test_the_flatpak_has_no_network_and_puts_what_the_deb_holds(shops):
    (path,) = (shops / "manifests").glob("*.json")
    made = json.loads(path.read_text(encoding="utf-8"))
    assert made["id"] == path.stem
    assert not any("network" in each for each in made["finish-args"])
    (deb,) = shops.glob("*.deb")
    assert made["modules"][0]["sources"] == [
        {"type": "file", "url": made["modules"][0]["sources"][0]["url"], "sha256": digest(deb)}
    ]


LAID = """
import app, installers, pathlib
app.BUNDLE.mkdir(parents=True)
for program in (app.WINDOW, app.COMMAND): program.write_text("x")
tree = pathlib.Path({tree!r})
installers.lay_out(tree)
print(*sorted(str(path.relative_to(tree)) for path in tree.rglob("*") if path.is_file()), sep="\\n")
"""


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("laid")
    before = "import app; import pathlib; app.BUNDLE = pathlib.Path({0!r}) / 'jiebei-planner';"
    before += "app.WINDOW = app.BUNDLE / 'jiebei-planner'; app.COMMAND = app.BUNDLE / 'jiebei'"
    code = before.format(str(folder)) + LAID.format(tree=str(folder / "tree"))
    done = python(code)
    assert done.returncode == 0, done.stderr
    return folder / "tree"


@pytest.mark.skipif(sys.platform != "linux", reason="a package of Debian")
def test_the_package_holds_a_manual_page_and_completions(laid_out):
    page = gzip.decompress((laid_out / "usr/share/man/man1/jiebei.1.gz").read_bytes()).decode()
    from jiebei_desktop.cli.group import COMMANDS

    assert all(f".SS jiebei {name} " in page for name in COMMANDS)
    if shutil.which("groff"):
        done = subprocess.run(
            ("groff", "-man", "-ww", "-Tutf8", "-z"),
            input=page.encode(),
            capture_output=True,
            check=False,
        )
        assert done.stderr == b""
    bash = (laid_out / "usr/share/bash-completion/completions/jiebei").read_text(encoding="utf-8")
    assert "_JIEBEI_COMPLETE=bash_complete" in bash
    assert (
        (laid_out / "usr/share/zsh/vendor-completions/_jiebei")
        .read_text("utf-8")
        .startswith("#compdef jiebei")
    )
    assert (laid_out / "usr/share/fish/vendor_completions.d/jiebei.fish").is_file()
    assert list((laid_out / "usr/share/metainfo").iterdir())


def test_every_name_the_flatpak_takes_is_in_the_package(shops, laid_out):
    (path,) = (shops / "manifests").glob("*.json")
    commands = json.loads(path.read_text(encoding="utf-8"))["modules"][0]["build-commands"]
    taken = [each.split()[2] for each in commands if each.startswith("install -Dm644")]
    assert taken
    assert all((laid_out / name).is_file() for name in taken)


def test_a_portable_zip_is_made_of_a_windows_build_only(tmp_path):
    code = f"""
import app, installers, pathlib
folder = pathlib.Path({str(tmp_path)!r})
app.BUNDLE = folder / "jiebei-planner"; installers.DIST = folder
app.BUNDLE.mkdir()
try: installers.make_zip()
except installers.NotPossible as reason: print(reason)
(app.BUNDLE / "jiebei-planner.exe").write_bytes(b"MZ"); (app.BUNDLE / "_internal").mkdir()
(app.BUNDLE / "_internal" / "中.txt").write_bytes(b"x")
print(installers.make_zip().name)
"""
    done = python(code)
    assert done.returncode == 0, done.stderr
    assert "no Windows build" in done.stdout
    (made,) = tmp_path.glob("*-portable.zip")
    with zipfile.ZipFile(made) as archive:
        assert sorted(archive.namelist()) == [
            "jiebei-planner/_internal/中.txt",
            "jiebei-planner/jiebei-planner.exe",
        ]


ICU = """
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("今天欠多少")
print([line.split()[-1] for line in open("/proc/self/maps") if "icudata" in line][0])
print(label.grab().width() > 0, QLocale("zh_CN").toString(12.5), QLocale("de").toUpper("straße"))
"""


@pytest.mark.skipif(
    shutil.which("cc") is None or sys.platform != "linux", reason="needs a compiler"
)
def test_qt_works_without_the_data_of_icu(tmp_path):
    import PySide6

    (real,) = (Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicudata.so.*")
    stub = tmp_path / real.name
    made = python(f"import app, pathlib; app.icu_stub('cc', pathlib.Path({str(stub)!r}))")
    assert made.returncode == 0, made.stderr
    assert stub.stat().st_size < 100_000 < real.stat().st_size
    done = python(ICU, LD_PRELOAD=str(stub), QT_QPA_PLATFORM="offscreen")
    assert done.stdout.splitlines() == [str(stub), "True 12.5 STRASSE"], done.stderr


def compiled(folder, name, *links):
    """Make a library that links to others of its folder."""
    (folder / "empty.c").write_text(f"int {name.replace('.', '_')}(void) {{ return 0; }}\n")
    how = ("-shared", "-fPIC", "-Wl,--no-as-needed", f"-Wl,-soname,{name}", f"-L{folder}")
    what = (str(folder / "empty.c"), *(f"-l:{link}" for link in links))
    subprocess.run(("cc", *how, "-o", str(folder / name), *what), check=True)


@pytest.mark.skipif(
    sys.platform != "linux" or not all(map(shutil.which, ("cc", "readelf"))),
    reason="needs binutils",
)
def test_libraries_nothing_links_to_go_and_then_those_only_they_wanted(tmp_path):
    compiled(tmp_path, "libdeep.so.1")
    compiled(tmp_path, "libidle.so.1", "libdeep.so.1")
    compiled(tmp_path, "libkept.so.1")
    compiled(tmp_path, "libpython3.11.so.1.0")
    compiled(tmp_path, "module.abi3.so", "libkept.so.1")
    plugins = tmp_path / "PySide6" / "Qt" / "plugins"
    plugins.mkdir(parents=True)
    compiled(plugins, "libqplugin.so")
    (tmp_path / "libalias.so.1").symlink_to("libidle.so.1")
    code = f"import app, pathlib; print(*[p.name for p in app.without_idle(pathlib.Path({str(tmp_path)!r}))])"
    done = python(code)
    assert done.stdout.split() == ["libidle.so.1", "libdeep.so.1"], done.stderr
    left = {path.name for path in tmp_path.rglob("*.so*")}
    assert left == {"libkept.so.1", "libpython3.11.so.1.0", "module.abi3.so", "libqplugin.so"}
