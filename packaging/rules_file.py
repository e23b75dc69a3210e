"""Make and look at signed rules files (docs/release.md).

    python3 dev.py rules key PRIVATE.pem
    python3 dev.py rules sign DATA.toml PRIVATE.pem OUT.rules
    python3 dev.py rules check FILE.rules

``key`` makes a new pair: the private key goes there, the public one is printed. ``check`` looks as
the program would on this day. The private key never lies in the repository, and nothing is signed
that the program would refuse.
"""

from __future__ import annotations

import sys
from base64 import b64encode
from datetime import date
from pathlib import Path

from Cryptodome.PublicKey import ECC
from Cryptodome.Signature import eddsa

from jiebei_desktop.services.reference import rulebook, rules_file
from jiebei_desktop.services.reference.fixings import RuleRefused
from jiebei_desktop.text.rule_updates import opened, refusal
from jiebei_desktop.text.texts import Texts

SAYS = Texts("en")


def make_key(private: Path) -> int:
    """Write a new private key for its owner alone, and print the line of its public key."""
    key = ECC.generate(curve="Ed25519")
    private.touch(mode=0o600, exist_ok=False)
    private.write_text(key.export_key(format="PEM") + "\n", encoding="ascii")
    print(b64encode(key.public_key().export_key(format="raw")).decode())
    return 0


def signed(body: bytes, private: str) -> bytes:
    """Return a rules file: the line of the signature, then the body as it is."""
    signature = eddsa.new(ECC.import_key(private), "rfc8032").sign(body)
    return rules_file.FIRST.encode() + b64encode(signature) + b"\n" + body


def judged(content: bytes) -> str:
    """Return what a file brings.

    Raises:
        RuleRefused: the program would not take it today.
    """
    found = rules_file.read(content)
    book = rulebook.load()
    rules_file.check(found, book, book.as_of, date.today())  # noqa: DTZ011, TID251 - a chore
    return opened(found, SAYS)


def sign(data: Path, private: Path, out: Path) -> int:
    """Sign a file and write it, if the program takes it."""
    content = signed(data.read_bytes(), private.read_text(encoding="ascii"))
    print(judged(content))
    out.write_bytes(content)
    return 0


def main(arguments: list[str]) -> int:
    """Do what is named; 1 when the program would refuse the file, 2 for wrong usage."""
    try:
        match arguments:
            case ["key", private]:
                return make_key(Path(private))
            case ["sign", data, private, out]:
                return sign(Path(data), Path(private), Path(out))
            case ["check", file]:
                print(judged(Path(file).read_bytes()))
                return 0
    except RuleRefused as refused:
        print(f"[rules] {refusal(refused, SAYS)}", file=sys.stderr)
        return 1
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
