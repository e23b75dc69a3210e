"""What shops and package managers want to know, written from one description.

    python3 dev.py manifests [FOLDER]

into FOLDER/manifests (``dist``), after ``python3 dev.py installers``.
AppStream (Linux software centres), winget (Windows), a Homebrew cask (macOS) and a Flatpak
manifest. Each names an installer of the folder with its checksum; where that installer is not
there, its manifest is not written, and it is said. Nothing is sent anywhere.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from jiebei_desktop import __version__

ROOT = Path(__file__).resolve().parent.parent
APP_ID = "io.github.jiebei_planner.JiebeiPlanner"
WINGET = "JiebeiPlanner.JiebeiPlanner"
OWNER, REPOSITORY = APP_ID.removeprefix("io.github.").split(".")
HOME = f"https://github.com/{OWNER.replace('_', '-')}/{REPOSITORY}"
"""Where the id says that the project lies."""
RELEASED = dict(
    re.findall(
        r"^## (\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)$",
        (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)
"""Day of each release as its head in the changelog says; one not yet released has none."""
ENTRIES = {
    f"{APP_ID}.desktop": "usr/share/applications",
    f"{APP_ID}.xml": "usr/share/mime/packages",
}
"""Where the files of packaging/linux lie in a package; the others by name."""
METAINFO = f"usr/share/metainfo/{APP_ID}.metainfo.xml"
ICON = f"usr/share/icons/hicolor/256x256/apps/{APP_ID}.png"
VECTOR = f"usr/share/icons/hicolor/scalable/apps/{APP_ID}.svg"
SHARE = (*(f"{folder}/{name}" for name, folder in ENTRIES.items()), METAINFO, ICON, VECTOR)
"""What a package puts beside the program for the desktop."""
PUBLISHER = "Jiebei Planner contributors"
NAME, NAME_ZH = "Jiebei Planner", "借呗还款规划"
SUMMARY, SUMMARY_ZH = "Offline debt planner for one household", "不联网的家庭还款规划"
ABOUT = (
    "What is owed today to the fen, what can be paid every month and kept, which terms to ask"
    " for, and a PDF plan to bring to the lender. One file, no account, no network."
)
ABOUT_ZH = (
    "今天到底欠多少、每月真正还得起多少、向对方提什么，并写成一份可以带去协商的 PDF 还款方案。"
    "一个文件，没有账号，不联网。"
)
PICTURES = {"overview.png": ("What is owed, what can be paid, what to do next", "总览")}
FOLDER = {
    "deb": "*_amd64.deb",
    "setup": "*-setup.exe",
    "arm": "*-arm64.dmg",
    "intel": "*-x86_64.dmg",
}


def _first(number: int) -> str:
    return "" if number else ' type="default"'


def _pictures() -> str:
    return "".join(
        f"    <screenshot{_first(number)}>\n"
        f"      <caption>{escape(caption)}</caption>\n"
        f'      <caption xml:lang="zh_CN">{escape(chinese)}</caption>\n'
        f"      <image>{HOME}/raw/v{__version__}/docs/pictures/{name}</image>\n"
        "    </screenshot>\n"
        for number, (name, (caption, chinese)) in enumerate(PICTURES.items())
    )


def _releases() -> str:
    found = "".join(
        f'    <release version="{version}" date="{day}">\n'
        f'      <url type="details">{HOME}/releases/tag/v{version}</url>\n    </release>\n'
        for version, day in sorted(RELEASED.items(), key=lambda one: one[1], reverse=True)
    )
    return f"  <releases>\n{found}  </releases>\n" if found else ""


def metainfo() -> str:
    """Return the AppStream file."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>{APP_ID}</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>MIT</project_license>
  <name>{NAME}</name>
  <name xml:lang="zh_CN">{NAME_ZH}</name>
  <summary>{SUMMARY}</summary>
  <summary xml:lang="zh_CN">{SUMMARY_ZH}</summary>
  <developer id="io.github.{OWNER}">
    <name>{PUBLISHER}</name>
  </developer>
  <developer_name>{PUBLISHER}</developer_name>
  <description>
    <p>{escape(ABOUT)}</p>
    <p xml:lang="zh_CN">{escape(ABOUT_ZH)}</p>
  </description>
  <launchable type="desktop-id">{APP_ID}.desktop</launchable>
  <url type="homepage">{HOME}</url>
  <url type="bugtracker">{HOME}/issues</url>
  <provides>
    <binary>jiebei-planner</binary>
    <binary>jiebei</binary>
    <mediatype>application/x-jiebei-ledger</mediatype>
  </provides>
  <screenshots>
{_pictures()}  </screenshots>
{_releases()}  <content_rating type="oars-1.1"/>
</component>
"""


def installer(folder: Path, kind: str) -> Path | None:
    """Return the installer of this version, if it is in the folder."""
    found = [path for path in folder.glob(FOLDER[kind]) if __version__ in path.name]
    return found[0] if found else None


def address(file: Path) -> str:
    """Return where a release publishes a file."""
    return f"{HOME}/releases/download/v{__version__}/{file.name}"


def digest(file: Path) -> str:
    """Return the checksum of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


Values = dict[str, object]


def _yaml(values: Values, indent: str = "") -> Iterator[str]:
    """Yield lines of YAML for plain values and lists of them; all text is quoted as JSON is."""
    for key, value in values.items():
        if isinstance(value, list):
            yield f"{indent}{key}:"
            for item in value:
                lines = list(_yaml(item, indent + "  ")) if isinstance(item, dict) else []
                first = lines[0].strip() if lines else json.dumps(item, ensure_ascii=False)
                yield f"{indent}- {first}"
                yield from lines[1:]
        else:
            yield f"{indent}{key}: {json.dumps(value, ensure_ascii=False)}"


def winget(setup: Path) -> dict[str, Values]:
    """Return the three manifests of winget, by the end of their names."""
    same: Values = {"PackageIdentifier": WINGET, "PackageVersion": __version__}
    form = "1.6.0"
    found: dict[str, Values] = {
        "": {**same, "DefaultLocale": "en-US", "ManifestType": "version", "ManifestVersion": form},
        ".installer": {
            **same,
            "InstallerType": "nullsoft",
            "Scope": "user",
            "MinimumOSVersion": "10.0.0.0",
            "FileExtensions": ["jiebei"],
            "Installers": [
                {
                    "Architecture": "x64",
                    "InstallerUrl": address(setup),
                    "InstallerSha256": digest(setup).upper(),
                }
            ],
            "ManifestType": "installer",
            "ManifestVersion": form,
        },
    }
    return found | _winget_words(same, form)


def _winget_words(same: Values, form: str) -> dict[str, Values]:
    words = {
        "en-US": (NAME, SUMMARY, ABOUT, "defaultLocale"),
        "zh-CN": (NAME_ZH, SUMMARY_ZH, ABOUT_ZH, "locale"),
    }
    found: dict[str, Values] = {}
    for locale, (name, short, long, kind) in words.items():
        found[f".locale.{locale}"] = {
            **same,
            "PackageLocale": locale,
            "Publisher": PUBLISHER,
            "PackageName": name,
            "PackageUrl": HOME,
            "License": "MIT",
            "ShortDescription": short,
            "Description": long,
            "ManifestType": kind,
            "ManifestVersion": form,
        }
    return found


def cask(arm: Path, intel: Path) -> str:
    """Return the Homebrew cask; the command of the app is linked onto the PATH."""
    name = arm.name.replace("arm64", "#{arch}").replace(__version__, "#{version}")
    return f"""cask "jiebei-planner" do
  arch arm: "arm64", intel: "x86_64"

  version "{__version__}"
  sha256 arm:   "{digest(arm)}",
         intel: "{digest(intel)}"

  url "{HOME}/releases/download/v#{{version}}/{name}"
  name "{NAME}"
  name "{NAME_ZH}"
  desc "{SUMMARY}"
  homepage "{HOME}"

  depends_on macos: ">= :sonoma"

  app "{NAME}.app"
  binary "#{{appdir}}/{NAME}.app/Contents/MacOS/jiebei"
end
"""


def flatpak(deb: Path) -> Values:
    """Return the Flatpak manifest: the .deb unpacked; no network, files through the portal."""
    commands = [
        f"ar x {deb.name} && tar xf data.tar.xz",
        "mkdir -p /app/bin && cp -a opt/jiebei-planner /app/jiebei-planner",
        "for p in jiebei-planner jiebei; do ln -s ../jiebei-planner/$p /app/bin/$p; done",
        *(f"install -Dm644 {path} /app/{path.removeprefix('usr/')}" for path in SHARE),
    ]
    source = {"type": "file", "url": address(deb), "sha256": digest(deb)}
    return {
        "id": APP_ID,
        "runtime": "org.freedesktop.Platform",
        "runtime-version": "24.08",
        "sdk": "org.freedesktop.Sdk",
        "command": "jiebei-planner",
        "finish-args": ["--share=ipc", "--socket=fallback-x11", "--socket=wayland", "--device=dri"],
        "modules": [
            {
                "name": "jiebei-planner",
                "buildsystem": "simple",
                "build-commands": commands,
                "sources": [source],
            }
        ],
    }


def _winget_files(folder: Path) -> dict[str, str]:
    setup = installer(folder, "setup")
    if setup is None:
        return {}
    return {
        f"winget/{WINGET}{end}.yaml": "\n".join(_yaml(values)) + "\n"
        for end, values in winget(setup).items()
    }


def _cask_files(folder: Path) -> dict[str, str]:
    arm, intel = installer(folder, "arm"), installer(folder, "intel")
    return {} if arm is None or intel is None else {"jiebei-planner.rb": cask(arm, intel)}


def _flatpak_files(folder: Path) -> dict[str, str]:
    deb = installer(folder, "deb")
    return {} if deb is None else {f"{APP_ID}.json": json.dumps(flatpak(deb), indent=2) + "\n"}


MAKERS: dict[str, Callable[[Path], dict[str, str]]] = {
    "appstream": lambda _folder: {f"{APP_ID}.metainfo.xml": metainfo()},
    "winget": _winget_files,
    "homebrew": _cask_files,
    "flatpak": _flatpak_files,
}


def written(folder: Path) -> dict[str, list[str]]:
    """Write what can be written and return the names of the files by kind."""
    names: dict[str, list[str]] = {}
    for kind, make in MAKERS.items():
        files = make(folder)
        for name, text in files.items():
            path = folder / "manifests" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        names[kind] = sorted(files)
    return names


def main(arguments: list[str]) -> int:
    """Write the manifests of a folder and say which were not."""
    folder = Path(arguments[0]) if arguments else ROOT / "dist"
    if __version__ not in RELEASED:
        print(f"[manifests] CHANGELOG.md names no day for {__version__}", file=sys.stderr)
        return 1
    for kind, names in written(folder).items():
        print(f"{kind}: {', '.join(names) or 'not written: its installer is not here'}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
