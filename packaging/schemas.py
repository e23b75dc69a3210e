"""Write the JSON Schemas of the files that are read into docs/spec.

    python3 dev.py schemas

They are taken from the readers themselves; tests/services/formats/test_json_schema.py holds that
what lies in docs/spec is what this writes.
"""

from __future__ import annotations

import json
from pathlib import Path

from jiebei_desktop.services.files import schemas

SPEC = Path(__file__).resolve().parent.parent / "docs" / "spec"


def main() -> None:
    """Write every schema."""
    for kind in schemas.KINDS:
        path = SPEC / f"{kind}.schema.json"
        text = json.dumps(schemas.schema(kind), ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")
        print(path.name)


if __name__ == "__main__":
    main()
