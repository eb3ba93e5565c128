from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.errors import SourceError
from knowledge.ingest import archive

HTML = (".html",)
FILES = {"top.html": b"1", "demuc/a.html": b"2", "demuc/b.css": b"3"}
Packer = Callable[[Path, dict[str, bytes]], Path]


def as_folder(at: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        path = at / "folder" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return at / "folder"


def as_zip(at: Path, files: dict[str, bytes]) -> Path:
    path = at / "code.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return path


def as_tar(at: Path, files: dict[str, bytes]) -> Path:
    path = at / "code.tar.xz"
    with tarfile.open(path, "w:xz") as packed:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            packed.addfile(member, io.BytesIO(content))
    return path


@pytest.mark.parametrize("pack", [as_folder, as_zip, as_tar])
def test_reads_the_wanted_files_with_their_names(pack: Packer, tmp_path: Path) -> None:
    found = dict(archive.files(pack(tmp_path, FILES), HTML))
    assert found == {"top.html": b"1", "demuc/a.html": b"2"}


def test_names_lose_the_leading_dot(tmp_path: Path) -> None:
    assert dict(archive.files(as_tar(tmp_path, {"./a.html": b"1"}), HTML)) == {"a.html": b"1"}


@pytest.mark.parametrize("pack", [as_zip, as_tar])
@pytest.mark.parametrize("name", ["../out.html", "/etc/out.html", "a/../../out.html"])
def test_a_member_that_climbs_out_is_refused(pack: Packer, name: str, tmp_path: Path) -> None:
    path = pack(tmp_path, {name: b"1"})
    with pytest.raises(SourceError, match="đường dẫn đáng ngờ"):
        list(archive.files(path, HTML))


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "code.tar.xz"
    with tarfile.open(path, "w:xz") as packed:
        member = tarfile.TarInfo("a.html")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/hostname"
        packed.addfile(member)
    assert list(archive.files(path, HTML)) == []


@pytest.mark.parametrize("pack", [as_zip, as_tar])
def test_a_bomb_is_refused_by_size(
    pack: Packer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 1000)
    path = pack(tmp_path, {"a.html": bytes(1001)})
    with pytest.raises(SourceError, match="bung ra quá lớn"):
        list(archive.files(path, HTML))


@pytest.mark.parametrize("pack", [as_zip, as_tar])
def test_a_bomb_is_refused_by_its_total_though_nothing_of_it_is_wanted(
    pack: Packer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 1500)
    path = pack(tmp_path, {"a.bin": bytes(1000), "b.bin": bytes(1000)})
    with pytest.raises(SourceError, match="bung ra quá lớn"):
        list(archive.files(path, HTML))


def test_a_bomb_is_refused_by_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_FILES", 3)
    path = as_zip(tmp_path, {f"{number}.css": b"" for number in range(4)})
    with pytest.raises(SourceError, match="bung ra quá lớn"):
        list(archive.files(path, HTML))


def test_a_folder_with_a_huge_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "MAX_FILE_BYTES", 10)
    with pytest.raises(SourceError, match="quá lớn"):
        list(archive.files(as_folder(tmp_path, {"a.html": bytes(11)}), HTML))


@pytest.mark.parametrize("name", ["code.zip", "code.tar.xz"])
def test_a_damaged_archive_is_a_clear_error(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"not an archive at all" * 50)
    with pytest.raises(SourceError, match="Không mở được"):
        list(archive.files(path, HTML))


def test_a_download_that_was_cut_off_is_a_clear_error(tmp_path: Path) -> None:
    whole = as_tar(tmp_path, {"a.html": bytes(range(256)) * 2000, "b.html": b"2" * 5000})
    content = whole.read_bytes()
    whole.write_bytes(content[: len(content) // 2])
    with pytest.raises(SourceError, match="Không mở được"):
        list(archive.files(whole, HTML))
