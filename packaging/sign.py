"""Sign and notarise what was built, where the secrets are there; say aloud where they are not.

    python packaging/sign.py FILE…    an .exe on Windows, an .app or .dmg on macOS

Secrets come as environment variables, never as arguments, and are written only into a temporary
folder or keychain of this run. Without them nothing is signed, one line says so, and the code is 0:
an unsigned build is a build, and the release notes tell how to open it.
"""

from __future__ import annotations

import base64
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).resolve().parent
ENTITLEMENTS = HERE / "mac" / "entitlements.plist"

WINDOWS = ("JIEBEI_SIGN_WINDOWS_PFX", "JIEBEI_SIGN_WINDOWS_PASSWORD")
"""The certificate as base64 of a .pfx, and its password."""
TIMESTAMP = "JIEBEI_SIGN_TIMESTAMP"
"""Address of a time stamping service, for Windows."""
MACOS = ("JIEBEI_SIGN_MACOS_P12", "JIEBEI_SIGN_MACOS_PASSWORD", "JIEBEI_SIGN_MACOS_IDENTITY")
"""The Developer ID as base64 of a .p12, its password, and the name of the identity."""
NOTARY = ("JIEBEI_NOTARY_APPLE_ID", "JIEBEI_NOTARY_TEAM", "JIEBEI_NOTARY_PASSWORD")
"""The account that hands in for notarisation."""


class Failed(Exception):  # noqa: N818 - said to whoever builds
    """A tool refused; its own words are the message."""


def given(names: tuple[str, ...]) -> dict[str, str] | None:
    """Return the secrets of a group, or None after saying which one is not there."""
    found = {name: os.environ.get(name, "") for name in names}
    missing = [name for name, value in found.items() if not value]
    if missing:
        print(f"[sign] NOT signed or notarised: {', '.join(missing)} not set", flush=True)
        return None
    return found


def run(*command: str) -> str:
    """Run a tool of the system; its command line is never shown, it may hold a secret."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"{command[0]} {command[1]}: {(done.stdout + done.stderr).strip()[-400:]}"
        raise Failed(message)
    return done.stdout


def sign_windows(file: Path) -> bool:
    """Sign an .exe with signtool and say whether it was signed."""
    found = given(WINDOWS)
    if found is None:
        return False
    with TemporaryDirectory(prefix="sign-") as scratch:
        pfx = Path(scratch) / "certificate.pfx"
        pfx.write_bytes(base64.b64decode(found[WINDOWS[0]]))
        stamp = os.environ.get(TIMESTAMP)
        time = ("/tr", stamp, "/td", "SHA256") if stamp else ()
        who = ("/f", str(pfx), "/p", found[WINDOWS[1]])
        run("signtool", "sign", "/fd", "SHA256", *who, *time, str(file))
    run("signtool", "verify", "/pa", str(file))
    return True


@contextmanager
def keychain(p12: bytes, password: str) -> Iterator[str]:
    """Yield a keychain of this run that holds the identity; it is gone afterwards."""
    with TemporaryDirectory(prefix="sign-") as scratch:
        place, secret = str(Path(scratch) / "build.keychain"), secrets.token_hex(16)
        file = Path(scratch) / "identity.p12"
        file.write_bytes(p12)
        run("security", "create-keychain", "-p", secret, place)
        try:
            run("security", "unlock-keychain", "-p", secret, place)
            run("security", "import", str(file), "-k", place, "-P", password,
                "-T", "/usr/bin/codesign")  # fmt: skip
            run("security", "set-key-partition-list", "-S", "apple-tool:,apple:", "-k", secret,
                place)  # fmt: skip
            yield place
        finally:
            run("security", "delete-keychain", place)


def inner_code(app: Path) -> list[Path]:
    """Return what must be signed inside an .app before itself, the deepest first."""
    libraries = [path for path in app.rglob("*") if path.suffix in {".dylib", ".so"}]
    frameworks = list(app.rglob("*.framework"))
    programs = [path for path in (app / "Contents" / "MacOS").iterdir() if path.is_file()]
    found = [path for path in (*libraries, *frameworks, *programs) if not path.is_symlink()]
    return sorted(found, key=lambda path: -len(path.parts))


def sign_macos(item: Path) -> bool:
    """Sign an .app from the inside out with the hardened runtime, or a .dmg."""
    found = given(MACOS)
    if found is None:
        return False
    p12, password, identity = (found[name] for name in MACOS)
    with keychain(base64.b64decode(p12), password) as place:
        how = ("--force", "--timestamp", "--keychain", place, "--sign", identity)
        hard = ("--options", "runtime", "--entitlements", str(ENTITLEMENTS))
        if item.suffix == ".app":
            for part in inner_code(item):
                run("codesign", *how, *hard, str(part))
            run("codesign", *how, *hard, str(item))
        else:
            run("codesign", *how, str(item))
    run("codesign", "--verify", "--strict", str(item))
    return True


def notarise(item: Path) -> bool:
    """Hand a signed .dmg in, wait for the answer and staple it."""
    found = given(NOTARY)
    if found is None:
        return False
    apple_id, team, password = (found[name] for name in NOTARY)
    who = ("--apple-id", apple_id, "--team-id", team, "--password", password)
    run("xcrun", "notarytool", "submit", str(item), *who, "--wait")
    run("xcrun", "stapler", "staple", str(item))
    return True


def sign(item: Path) -> bool:
    """Sign one file or bundle by what it is, and say whether it was signed.

    Raises:
        Failed: a tool of the system refused.
        ValueError: nothing of this kind is signed here.
    """
    match item.suffix:
        case ".exe":
            return sign_windows(item)
        case ".app":
            return sign_macos(item)
        case ".dmg":
            return sign_macos(item) and notarise(item)
        case other:
            raise ValueError(other)


def main(arguments: list[str]) -> int:
    """Sign each file; 1 when a tool refused although the secrets were there."""
    for name in arguments:
        try:
            done = sign(Path(name))
        except Failed as problem:
            print(f"[sign] {name}: {problem}", file=sys.stderr)
            return 1
        print(f"[sign] {name}: {'signed' if done else 'left unsigned'}", flush=True)
    if not arguments:
        print(__doc__)
    return 0 if arguments else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
