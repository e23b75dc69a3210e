"""Write the JSON Schemas of the files that are read into docs/spec, and docs/rules.md's tables.

    python3 dev.py schemas

They are taken from the readers themselves and the rule data; that what lies in docs is what this
writes is held by tests/services/formats/test_json_schema.py and tests/house/test_rule_tables.py.
"""

from __future__ import annotations

import json
from pathlib import Path

import rule_tables

from jiebei_desktop.services.files import schemas
from jiebei_desktop.services.reference import rulebook

SPEC = Path(__file__).resolve().parent.parent / "docs" / "spec"


def main() -> None:
    """Write every schema and the tables of the rules."""
    for kind in schemas.KINDS:
        path = SPEC / f"{kind}.schema.json"
        text = json.dumps(schemas.schema(kind), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")
        print(path.name)
    page = rule_tables.PAGE.read_text(encoding="utf-8")
    rule_tables.PAGE.write_text(rule_tables.written(page, rulebook.load()), encoding="utf-8")
    print(rule_tables.PAGE.name)


if __name__ == "__main__":
    main()
