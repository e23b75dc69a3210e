"""Whether cash keeps the contracts, as JSON of the commands that ask what a month must pay."""

from __future__ import annotations

from typing import Any

from jiebei_desktop.domain.money import yuan
from jiebei_desktop.services.picture import Picture
from jiebei_desktop.services.picture.settling import settled, to_settle


def carried_json(seen: Picture) -> dict[str, Any] | None:
    """Return the lowest cash where it keeps the contracts, and what it could settle beside."""
    low = seen.carried
    if low is None:
        return None
    whole = [
        {"debt": debt, "amount": yuan(to_settle(seen, debt)), "saves": yuan(saves)}
        for debt, saves in settled(seen).items()
    ]
    reserve = yuan(seen.amount("reserve"))
    return {"lowest": yuan(low.amount), "reserve": reserve, "settle": whole}
