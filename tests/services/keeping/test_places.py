from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from jiebei_desktop.services.keeping import places


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath(r"C:\Users\李\OneDrive - 家\账本.jiebei"), "OneDrive"),
        (
            PurePosixPath("/Users/li/Library/Mobile Documents/com~apple~CloudDocs/a.jiebei"),
            "iCloud",
        ),
        (PureWindowsPath(r"D:\我的坚果云\账本.jiebei"), None),
        (PureWindowsPath(r"D:\坚果云\账本.jiebei"), "坚果云"),
        (PureWindowsPath(r"D:\BaiduSyncdisk\账本.jiebei"), "百度网盘"),
        (PurePosixPath("/home/li/文档/onedrive.jiebei"), None),
    ],
)
def test_a_folder_that_a_service_copies_is_known_by_its_name(path, service):
    assert places.cloud_service(path) == service


def test_a_share_of_another_computer_is_known_by_its_form():
    assert places.on_network(PureWindowsPath(r"\\nas\家\账本.jiebei"))
    assert places.on_network(PurePosixPath("//nas/a.jiebei"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows itself is asked there")
def test_the_nearest_mount_says_what_a_folder_is(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "/dev/sda1 / ext4 rw 0 0\nnas:/home /mnt/my\\040nas nfs4 rw 0 0\n/dev/sdb /mnt/my ext4 rw 0 0\n"
    )
    assert places.on_network(PurePosixPath("/mnt/my nas/a.jiebei"), mounts)
    assert not places.on_network(PurePosixPath("/mnt/my/a.jiebei"), mounts)
    assert not places.on_network(Path("/home/a.jiebei"), tmp_path / "none")
