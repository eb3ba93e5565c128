"""Looks at what an officer wants to send along, by its bytes and not by its name, and makes it fit
for Zalo: pictures as JPEG or PNG of at most 1 MB, files as PDF or Word of at most 5 MB.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePath

from PIL import Image, ImageOps

from bot.errors import BotError
from bot.store.media import FitFile
from bot.store.media_models import NAME_LENGTH, MediaKind
from handlers.texts import pictures as texts

MEGABYTE = 1024 * 1024
LARGEST_FILE = 5 * MEGABYTE
LARGEST_PICTURE = 900 * 1024
"""Zalo takes a megabyte; a little less leaves room for how it counts."""
LARGEST_GIVEN = 20 * MEGABYTE
"""What a phone's photo may have before it is made smaller."""
MOST_PIXELS = 60_000_000
SIDES = (2048, 1600, 1280, 1024)
"""A picture that is too large is made smaller step by step; phones show no more than the first."""
QUALITY = 85
LOGO_SIDE = 400
FORMATS = ("JPEG", "PNG", "WEBP")
PDF, WORD = "application/pdf", "application/msword"
WORD_X = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ENDINGS = {"image/jpeg": "jpg", "image/png": "png", PDF: "pdf", WORD: "doc", WORD_X: "docx"}

_OLE, _WORD_STREAM = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "WordDocument".encode("utf-16-le")
_ZIP = b"PK\x03\x04"
_UNWANTED = re.compile(r"[^\w .,()&-]+")


class UnfitFile(BotError):
    """Zalo does not take such a file; the message says what to do."""

    http_status = 422

    def __init__(self, told: str) -> None:
        super().__init__(public_message=told)


def fit(name: str, content: bytes) -> FitFile:
    """The picture or file as it will be sent. A picture loses what the camera wrote into it, as the
    place. Raises ``UnfitFile``.
    """
    if not content:
        raise UnfitFile(texts.FILE_EMPTY)
    if len(content) > LARGEST_GIVEN:
        raise UnfitFile(texts.FILE_MUCH_TOO_LARGE)
    media_type = _document(content)
    if media_type:
        if len(content) > LARGEST_FILE:
            raise UnfitFile(texts.FILE_TOO_LARGE)
        return FitFile(MediaKind.FILE, _name(name, media_type), media_type, content)
    media_type, picture = _small(*_opened(content))
    return FitFile(MediaKind.PICTURE, _name(name, media_type), media_type, picture)


def fit_logo(name: str, content: bytes) -> FitFile:
    """A logo for the cards, as a PNG that may be seen through. Raises ``UnfitFile``."""
    if len(content) > LARGEST_GIVEN or _document(content):
        raise UnfitFile(texts.NO_PICTURE)
    image = _opened(content)[1].convert("RGBA")
    image.thumbnail((LOGO_SIDE, LOGO_SIDE), Image.Resampling.LANCZOS)
    return FitFile(MediaKind.LOGO, _name(name, "image/png"), "image/png", _saved(image, "PNG"))


def _document(content: bytes) -> str:
    """The media type of a PDF or Word file, '' for anything that may be a picture."""
    if b"%PDF-" in content[:1024] and b"%%EOF" in content[-1024:]:
        return PDF
    if content.startswith(_OLE):
        if _WORD_STREAM in content:
            return WORD
        raise UnfitFile(texts.FILE_OF_OTHER_KIND)
    if content.startswith(_ZIP):
        return _packed(content)
    return ""


def _packed(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise UnfitFile(texts.FILE_DAMAGED) from error
    if "word/document.xml" not in names:
        raise UnfitFile(texts.FILE_OF_OTHER_KIND)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise UnfitFile(texts.FILE_WITH_MACROS)
    return WORD_X


def _opened(content: bytes) -> tuple[str, Image.Image]:
    """Its format and the picture, upright. Raises ``UnfitFile``."""
    try:
        image = Image.open(io.BytesIO(content), formats=FORMATS)
        if image.width * image.height > MOST_PIXELS:
            raise UnfitFile(texts.FILE_MUCH_TOO_LARGE)
        upright = ImageOps.exif_transpose(image)
    except Image.DecompressionBombError as error:
        raise UnfitFile(texts.FILE_MUCH_TOO_LARGE) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise UnfitFile(texts.NO_PICTURE) from error
    return image.format or "", upright.convert("RGBA" if image.has_transparency_data else "RGB")


def _small(kind: str, image: Image.Image) -> tuple[str, bytes]:
    """A PNG where it is small enough and was no photo, else a JPEG, made smaller as far as it must
    be.
    """
    image.thumbnail((SIDES[0], SIDES[0]), Image.Resampling.LANCZOS)
    if kind != "JPEG":
        png = _saved(image, "PNG")
        if len(png) <= LARGEST_PICTURE:
            return "image/png", png
    flat = _on_white(image)
    for side in SIDES:
        flat.thumbnail((side, side), Image.Resampling.LANCZOS)
        jpeg = _saved(flat, "JPEG")
        if len(jpeg) <= LARGEST_PICTURE:
            return "image/jpeg", jpeg
    raise UnfitFile(texts.FILE_MUCH_TOO_LARGE)


def _on_white(image: Image.Image) -> Image.Image:
    """JPEG knows no transparency."""
    clear = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(clear, (0, 0), clear)
    return paper


def _saved(image: Image.Image, kind: str) -> bytes:
    """Its pixels alone: no place, no device, no date."""
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    file = io.BytesIO()
    bare.save(file, kind, quality=QUALITY, optimize=True)
    return file.getvalue()


def _name(name: str, media_type: str) -> str:
    """Its name without folders and odd signs, with the ending that its bytes deserve."""
    stem = _UNWANTED.sub(" ", PurePath(name.replace("\\", "/")).stem).strip() or "tep"
    ending = ENDINGS[media_type]
    return f"{stem[: NAME_LENGTH - len(ending) - 1]}.{ending}"
