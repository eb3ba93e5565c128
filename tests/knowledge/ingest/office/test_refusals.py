"""What cannot be read is refused with one sentence on what is wrong and what to do."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook

from knowledge import ingest
from knowledge.errors import SourceError
from knowledge.ingest.office import refusals
from knowledge.ingest.office.encoding import decoded, old_font
from knowledge.ingest.office.intake import take_in
from tests.knowledge.ingest.office.files import (
    PLAN,
    write_page,
    write_pdf,
    write_scan,
    write_text,
    write_word,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
TCVN3 = "Céng hßa x· héi chñ nghÜa ViÖt Nam §éc lËp - Tù do - H¹nh phóc " * 4
VNI = "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam Ñoäc laäp - Töï do - Haïnh phuùc " * 4


def _reason(path: Path) -> str:
    with pytest.raises(SourceError) as error:
        ingest.read(path)
    assert str(error.value).startswith(f"{path.name}: ")
    return str(error.value).removeprefix(f"{path.name}: ")


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.docx", b"", refusals.EMPTY),
        ("a.txt", b" \r\n \0", refusals.EMPTY),
        ("a.docx", b"khong phai Word", refusals.DAMAGED),
        ("a.docx", b"PK\x03\x04 cut off", refusals.DAMAGED),
        ("a.pdf", b"%PDF-1.7\nnothing more", refusals.DAMAGED),
        ("a.doc", OLE + "WordDocument".encode("utf-16-le"), refusals.OLD_WORD),
        ("a.docx", OLE + "WordDocument".encode("utf-16-le"), refusals.OLD_WORD),
        ("a.docx", OLE + "EncryptedPackage".encode("utf-16-le"), refusals.LOCKED),
        ("a.xls", OLE + "Workbook".encode("utf-16-le"), refusals.OLD_EXCEL),
        ("a.rtf", b"{\\rtf1 abc}", refusals.RICH_TEXT),
        ("a.txt", b"abc\0\x01\x02", refusals.UNKNOWN),
        ("a.jpg", b"\xff\xd8\xff\xe0 picture", refusals.IMAGE),
        ("a.html", b"<html><body><p> </p></body></html>", refusals.NO_TEXT),
        ("a.txt", "Здравствуй, мир. Это письмо. ".encode("cp866") * 9, refusals.UNKNOWN_ENCODING),
    ],
)
def test_other_and_damaged_files(name: str, content: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert _reason(path) == reason


def _archive(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        ({"word/document.xml": b"<w", "[Content_Types].xml": b"<"}, refusals.DAMAGED),
        ({"word/document.xml": b"", "word/vbaProject.bin": b""}, refusals.MACROS),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, refusals.OPEN_DOCUMENT),
        ({"a.txt": b"abc"}, refusals.UNKNOWN),
        ({"xl/workbook.xml": b"<"}, refusals.DAMAGED),
    ],
)
def test_packed_files(members: dict[str, bytes], reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(_archive(members))
    assert _reason(path) == reason


def test_a_packed_file_that_grows_too_large(tmp_path: Path) -> None:
    huge = bytes((refusals.MAX_UNPACKED_MEGABYTES << 20) + 1)
    path = tmp_path / "a.docx"
    path.write_bytes(_archive({"word/document.xml": huge}))
    assert _reason(path) == refusals.BOMB


def test_an_entity_bomb_opens_nothing(tmp_path: Path) -> None:
    path = write_word(tmp_path / "a.docx", PLAN)
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "%s">]><x>&a;</x>' % (b"a" * 9)
    members = {}
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/document.xml"] = bomb
    path.write_bytes(_archive(members))
    assert _reason(path) in (refusals.DAMAGED, refusals.NO_TEXT)


def test_a_file_over_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate((refusals.MAX_MEGABYTES << 20) + 1)
    assert _reason(path) == refusals.TOO_LARGE


def test_a_scan_and_a_locked_pdf(tmp_path: Path) -> None:
    assert _reason(write_scan(tmp_path / "quet.pdf")) == refusals.SCANNED
    assert _reason(write_pdf(tmp_path / "khoa.pdf", PLAN, password="x")) == refusals.LOCKED


def test_word_and_excel_without_words(tmp_path: Path) -> None:
    assert _reason(write_word(tmp_path / "a.docx", [])) == refusals.NO_TEXT
    book = Workbook()
    book.save(tmp_path / "a.xlsx")
    assert "Không có dòng nào dùng được" in _reason(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("text", "name"), [(TCVN3, "TCVN3 (ABC)"), (VNI, "VNI Windows"), ("Khoản này " * 20, "")]
)
def test_letters_of_old_fonts(text: str, name: str) -> None:
    assert old_font(text) == name


@pytest.mark.parametrize("text", [TCVN3, VNI])
def test_old_fonts_are_refused_in_every_format(text: str, tmp_path: Path) -> None:
    name = old_font(text)
    written = write_text(tmp_path / "a.txt", [text], "cp1252")
    assert _reason(written) == refusals.old_font(name)
    assert _reason(write_word(tmp_path / "a.docx", [text])) == refusals.old_font(name)
    assert _reason(write_page(tmp_path / "a.html", [text])) == refusals.old_font(name)


def _in_windows_1258(text: str) -> bytes:
    """The tones of this encoding are letters of their own; the other marks are not."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    written = b""
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
        tone = "".join(part for part in parts if part in tones)
        written += (base + tone).encode("cp1258")
    return written


def test_windows_1258_is_converted_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(_in_windows_1258("\n".join(PLAN)))
    batch = ingest.read(path)
    assert batch.articles[0].text == PLAN[12]
    assert "Windows-1258" in batch.problems[0].reason


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_marked_encodings_and_decomposed_letters(encoding: str, tmp_path: Path) -> None:
    decomposed = [unicodedata.normalize("NFD", line) for line in PLAN]
    batch = ingest.read(write_text(tmp_path / "a.txt", decomposed, encoding))
    assert batch.articles[0].text == PLAN[12]
    assert decoded("ạ".encode(encoding), "a") == ("ạ", "")


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    path = write_page(tmp_path / "a.docx", PLAN)
    batch = ingest.read(path)
    assert batch.articles[0].text == PLAN[12]
    assert "nội dung là .html" in batch.problems[-1].reason
    renamed = docx.Document(str(write_word(tmp_path / "b.docx", PLAN)))
    renamed.save(str(tmp_path / "b.pdf"))
    assert take_in(tmp_path / "b.pdf").kind == "docx"
