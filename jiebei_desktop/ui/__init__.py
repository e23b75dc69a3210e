"""The window: Qt widgets over the services."""

from __future__ import annotations
