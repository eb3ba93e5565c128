from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.broadcast.fit_files import LARGEST_FILE, LARGEST_PICTURE, UnfitFile, fit, fit_logo
from bot.store.media_models import MediaKind

WORD_X = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def picture(kind: str, size: tuple[int, int] = (400, 300), **more: object) -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(file, kind, **more)
    return file.getvalue()


def noise(size: tuple[int, int]) -> Image.Image:
    return Image.effect_noise(size, 90).convert("RGB")


def pdf() -> bytes:
    page = FPDF()
    page.add_page()
    return bytes(page.output())


def packed(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def refusal(name: str, content: bytes) -> str:
    with pytest.raises(UnfitFile) as caught:
        fit(name, content)
    return caught.value.public_message


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (picture("JPEG"), "Ảnh họp tổ.jpg", "image/jpeg"),
        (picture("PNG"), "Ảnh họp tổ.png", "image/png"),
        (picture("WEBP"), "Ảnh họp tổ.png", "image/png"),
        (pdf(), "Ảnh họp tổ.pdf", "application/pdf"),
        (OLE + "WordDocument".encode("utf-16-le"), "Ảnh họp tổ.doc", "application/msword"),
        (packed("word/document.xml"), "Ảnh họp tổ.docx", WORD_X),
    ],
)
def test_what_it_is_is_told_by_its_bytes(content: bytes, name: str, media_type: str):
    found = fit(r"C:\Máy\Ảnh họp tổ.exe", content)
    assert (found.name, found.media_type) == (name, media_type)
    is_picture = media_type.startswith("image/")
    assert found.kind is (MediaKind.PICTURE if is_picture else MediaKind.FILE)


def test_a_real_word_file_is_left_as_it_is():
    file = io.BytesIO()
    Document().save(file)
    assert fit("giấy mời.docx", file.getvalue()).content == file.getvalue()


def test_a_photo_loses_its_place_and_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    found = fit("a.jpg", picture("JPEG", (400, 300), exif=exif))
    image = Image.open(io.BytesIO(found.content))
    assert image.size == (300, 400)
    assert not image.getexif()
    assert b"Exif" not in found.content


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_photo_is_made_small_enough_for_zalo(kind: str):
    file = io.BytesIO()
    noise((2600, 1900)).save(file, kind, quality=95)
    assert len(file.getvalue()) > LARGEST_PICTURE
    found = fit("a.jpg", file.getvalue())
    assert (len(found.content) <= LARGEST_PICTURE, found.media_type) == (True, "image/jpeg")
    assert found.name == "a.jpg"


def test_what_is_clear_becomes_white_in_a_jpeg():
    clear = noise((1800, 1800)).convert("RGBA")
    clear.paste((0, 0, 0, 0), (0, 0, 900, 900))
    file = io.BytesIO()
    clear.save(file, "PNG")
    found = Image.open(io.BytesIO(fit("a.png", file.getvalue()).content))
    assert min(found.getpixel((100, 100))) > 245


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "rỗng"),
        (b"GIF89a" + b"\0" * 40, "không phải ảnh JPG hoặc PNG"),
        (b"MZ\x90\0", "không phải ảnh JPG hoặc PNG"),
        (picture("JPEG")[:900], "không phải ảnh JPG hoặc PNG"),
        (packed("xl/workbook.xml"), "lưu tệp này thành PDF"),
        (packed("word/document.xml", "word/vbaProject.bin"), "macro"),
        (b"PK\x03\x04 not a zip", "Không mở được"),
        (OLE + b"Workbook", "lưu tệp này thành PDF"),
        (pdf() + b"\0" * LARGEST_FILE + b"%%EOF", "lớn hơn 5 MB"),
        (b"\xff\xd8\xff" + b"\0" * (21 << 20), "quá lớn"),
    ],
)
def test_what_zalo_does_not_take_is_refused_with_what_to_do(content: bytes, told: str):
    assert told in refusal("a", content)


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_opened():
    file = io.BytesIO()
    Image.new("1", (9000, 9000)).save(file, "PNG")
    assert "quá lớn" in refusal("a.png", file.getvalue())


def test_a_pdf_that_is_cut_off_is_refused():
    refusal("a.pdf", b"%PDF-")
    refusal("a.pdf", pdf()[:-200])


@given(st.binary(max_size=200), st.text(max_size=200))
def test_whatever_is_given_is_fit_or_refused(content: bytes, name: str):
    assert refusal(name, content).startswith(("Tệp", "Không", "Zalo"))


def test_a_logo_is_a_small_png_that_may_be_seen_through():
    file = io.BytesIO()
    Image.new("RGBA", (900, 450), (200, 0, 0, 120)).save(file, "PNG")
    found = fit_logo("Logo phường.png", file.getvalue())
    image = Image.open(io.BytesIO(found.content))
    assert (image.size, image.mode, found.kind) == ((400, 200), "RGBA", MediaKind.LOGO)
    with pytest.raises(UnfitFile):
        fit_logo("a.pdf", pdf())
