"""Where a ledger lies: folders that a cloud service copies, and drives of another computer."""

from __future__ import annotations

import sys
from pathlib import Path, PurePath

CLOUD_FOLDERS = (
    ("onedrive", "OneDrive"),
    ("mobile documents", "iCloud"),
    ("icloud", "iCloud"),
    ("dropbox", "Dropbox"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("nutstore", "坚果云"),
    ("坚果云", "坚果云"),
    ("baidusync", "百度网盘"),
    ("百度网盘", "百度网盘"),
    ("wpsdrive", "WPS 云盘"),
    ("wps云盘", "WPS 云盘"),
    ("微云", "腾讯微云"),
    ("阿里云盘", "阿里云盘"),
    ("aliyundrive", "阿里云盘"),
)
"""Beginning of a folder's name, in lower case → the service."""
NETWORK_SYSTEMS = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afpfs", "webdav"}
)
"""File systems of Linux that lie on another computer."""
MOUNTS = Path("/proc/self/mounts")


def cloud_service(path: PurePath) -> str | None:
    """Return the service that copies a folder of this path elsewhere, by the folder's name."""
    for part in path.parent.parts:
        name = part.casefold()
        for beginning, service in CLOUD_FOLDERS:
            if name.startswith(beginning):
                return service
    return None


def on_network(path: PurePath, mounts: Path = MOUNTS) -> bool:
    """Return whether the path lies on another computer, as far as its form or its drive tells."""
    if path.drive.startswith("\\\\") or str(path).startswith("//"):
        return True
    if sys.platform == "win32":  # pragma: no cover - asked of Windows itself
        import ctypes

        remote = 4
        return bool(ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\") == remote)
    return _file_system(path, mounts) in NETWORK_SYSTEMS


def _file_system(path: PurePath, mounts: Path) -> str:
    """Return the type of the file system that holds a path, empty when the system does not say."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    found, depth = "", -1
    for line in lines:
        _device, where, kind, *_rest = line.split(" ")
        place = PurePath(where.replace("\\040", " "))
        if path.is_relative_to(place) and len(place.parts) > depth:
            found, depth = kind, len(place.parts)
    return found
