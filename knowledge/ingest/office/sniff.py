"""What a file really is, by its first bytes and not by its name; what cannot be read is refused."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from knowledge.errors import SourceError
from knowledge.ingest.office import refusals
from knowledge.ingest.office.refusals import refused

SUFFIXES = (".docx", ".pdf", ".xlsx", ".html", ".htm", ".txt")
#: Names that we know well enough to say what to do with them.
REFUSED_SUFFIXES = tuple(
    ".doc .xls .rtf .odt .ods .docm .xlsm .dotm .png .jpg .jpeg .tif .tiff".split()
)

_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|p|div|table|meta|h[1-6])\b", re.IGNORECASE)
_HEAD_BYTES = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_MAX_MEMBERS = 10_000


def content(path: Path) -> bytes:
    """The bytes of the file.

    Raises:
        SourceError: the file is empty or over the limit.
    """
    if path.stat().st_size > refusals.MAX_MEGABYTES << 20:
        raise refused(path.name, refusals.TOO_LARGE)
    data = path.read_bytes()
    if not data.strip(b"\0 \r\n\t"):
        raise refused(path.name, refusals.EMPTY)
    return data


def kind_of_file(data: bytes, name: str) -> str:
    """``docx``, ``xlsx``, ``pdf``, ``html`` or ``txt``, whatever the name says.

    Raises:
        SourceError: it is something else, damaged, locked, has macros, or unpacks to too much.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"PK"):
        return _packed(data, name)
    if data.startswith(_OLE):
        raise _old_office(data, name)
    if data.startswith(b"{\\rtf"):
        raise refused(name, refusals.RICH_TEXT)
    if data.startswith(_IMAGES):
        raise refused(name, refusals.IMAGE)
    return _text(data, name)


def _text(data: bytes, name: str) -> str:
    head = data[:_HEAD_BYTES]
    if b"\0" in head and not data.startswith(_UTF_16):
        raise refused(name, refusals.UNKNOWN)
    if _HTML.search(head.replace(b"\0", b"")):
        return "html"
    if name.lower().endswith((".docx", ".xlsx", ".pdf")):
        raise refused(name, refusals.DAMAGED)
    return "html" if name.lower().endswith((".html", ".htm")) else "txt"


def _packed(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refused(name, refusals.DAMAGED) from error
    names = {member.filename for member in members}
    unpacked = sum(member.file_size for member in members)
    if unpacked > refusals.MAX_UNPACKED_MEGABYTES << 20 or len(members) > _MAX_MEMBERS:
        raise refused(name, refusals.BOMB)
    if any(member.flag_bits & 1 for member in members):
        raise refused(name, refusals.LOCKED)
    if any(member.endswith("vbaProject.bin") for member in names):
        raise refused(name, refusals.MACROS)
    return _office_kind(names, name)


def _office_kind(members: set[str], name: str) -> str:
    if "word/document.xml" in members:
        return "docx"
    if "xl/workbook.xml" in members:
        return "xlsx"
    raise refused(name, refusals.OPEN_DOCUMENT if "mimetype" in members else refusals.UNKNOWN)


def _old_office(data: bytes, name: str) -> SourceError:
    """The old container holds old Word or Excel files, and locked new ones."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return refused(name, refusals.LOCKED)
    excel = holds("Workbook") or name.lower().endswith((".xls", ".xlsx"))
    return refused(name, refusals.OLD_EXCEL if excel else refusals.OLD_WORD)
