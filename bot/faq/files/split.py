"""The rows of each kind of file, told apart by what is in it and not by its name."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence

from bot.faq.files import markup
from bot.faq.files.rows import RawFile, RawRow, RowProblem, UnreadableFile
from knowledge.errors import SourceError
from knowledge.ingest.office import columns, sheet, sniff, word
from knowledge.ingest.office.columns import header
from knowledge.ingest.office.dialogue import talks
from knowledge.ingest.office.encoding import decoded, old_font

MAX_MEGABYTES = 5
TOO_LARGE = f"Tệp lớn hơn {MAX_MEGABYTES} MB. Hãy chia thành nhiều tệp."
EMPTY = "Tệp trống, không có chữ nào."
WRONG_KIND = (
    "Tệp này không phải bảng hỏi đáp. Chỉ nhận Excel (.xlsx), Word (.docx), .csv và .yaml; chị có "
    "thể tải tệp mẫu rồi điền."
)
NO_ROWS = (
    "Không thấy câu hỏi nào trong tệp. Hàng tiêu đề phải có «Câu hỏi» và «Trả lời», hoặc mỗi đoạn "
    "bắt đầu bằng «Hỏi:», «Đáp:», «Căn cứ:»."
)
BROKEN_CSV = "Không đọc tiếp được từ dòng này, có thể thiếu dấu ngoặc kép đóng."
_DELIMITERS = ";,\t|"
_EXAMPLE = re.compile(r"^\W*ví dụ\s*:", re.IGNORECASE)


def split(data: bytes, name: str) -> RawFile:
    """The rows of the file; example rows of our template and empty ones are left out.

    Raises ``UnreadableFile`` where it is none of the kinds, damaged, locked or too large.
    """
    if len(data) > MAX_MEGABYTES << 20:
        raise UnreadableFile("too large", public_message=TOO_LARGE)
    if not data.strip(b"\0 \r\n\t"):
        raise UnreadableFile("empty", public_message=EMPTY)
    try:
        found = _of_kind(sniff.kind_of_file(data, name), data, name)
    except SourceError as error:
        raise UnreadableFile("refused", public_message=str(error)) from error
    rows = tuple(row for row in found.rows if any(row.cells.values()) and not _is_example(row))
    if not rows and not found.problems:
        raise UnreadableFile("no rows", public_message=NO_ROWS)
    return RawFile(rows, found.problems)


def _of_kind(kind: str, data: bytes, name: str) -> RawFile:
    match kind:
        case "xlsx":
            return RawFile(tuple(_sheet_rows(data, name)))
        case "docx":
            return RawFile(tuple(_word_rows(data, name)))
        case "txt":
            return _text(data, name)
        case _:
            raise UnreadableFile("wrong kind", public_message=WRONG_KIND)


def _sheet_rows(data: bytes, name: str) -> Iterator[RawRow]:
    pages = sheet.pages(data, name)
    for page, rows in pages:
        place = f"trang «{page}», dòng {{}}" if len(pages) > 1 else "dòng {}"
        yield from _below_header(rows, range(1, len(rows) + 1), place)


def _word_rows(data: bytes, name: str) -> Iterator[RawRow]:
    """The rows of its tables of questions; without such a table its paragraphs."""
    found = False
    for number, rows in enumerate(word.tables(data, name), start=1):
        for row in _below_header(rows, range(1, len(rows) + 1), f"bảng {number}, hàng {{}}"):
            found = True
            yield row
    if not found:
        lines = word.read(data, name).lines
        yield from _talked((line.text, line.place) for line in lines)


def _text(data: bytes, name: str) -> RawFile:
    text = unicodedata.normalize("NFC", decoded(data, name)[0]).replace("\r\n", "\n")
    if font := old_font(text):
        raise UnreadableFile("old font", public_message=_old_font(name, font))
    if table := _csv(text):
        return table
    if markup.looks_so(text, name):
        return markup.read(text)
    lines = enumerate(text.split("\n"), start=1)
    return RawFile(tuple(_talked((line, f"dòng {number}") for number, line in lines)))


def _old_font(name: str, font: str) -> str:
    return (
        f"{name}: Tệp gõ bằng bảng mã cũ {font}, không phải Unicode. Hãy dùng UniKey (Ctrl + Shift "
        "+ F6) chuyển sang Unicode rồi lưu lại."
    )


def _csv(text: str) -> RawFile | None:
    """The table with the delimiter that gives a header of questions; None where none does."""
    for rows, lines, broken in (_cells(text, delimiter) for delimiter in _DELIMITERS):
        found = header(rows)
        if found is not None and found.of_questions:
            taken = tuple(_below_header(rows, lines, "dòng {}"))
            return RawFile(
                taken, (RowProblem(f"dòng {broken}", broken, BROKEN_CSV),) * bool(broken)
            )
    return None


def _cells(text: str, delimiter: str) -> tuple[list[list[str]], list[int], int]:
    """The rows, the line at which each begins, and the line that cannot be read (else 0)."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    while True:
        begins = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return rows, lines, 0
        except csv.Error:
            return rows, lines, begins
        rows.append([sheet.written(cell) for cell in row])
        lines.append(begins)


def _below_header(
    rows: Sequence[Sequence[str]], lines: Sequence[int], place: str
) -> Iterator[RawRow]:
    found = header(rows)
    if found is None or not found.of_questions:
        return
    for row, line in list(zip(rows, lines, strict=True))[found.row :]:
        cells = {name: row[at] for name, at in found.columns.items() if at < len(row)}
        yield RawRow(place.format(line), line, cells)


def _talked(lines: Iterator[tuple[str, str]]) -> Iterator[RawRow]:
    for talk in talks(lines):
        number = re.search(r"\d+", talk.place)
        yield RawRow(talk.place, int(number[0]) if number else 0, talk.cells)


def _is_example(row: RawRow) -> bool:
    return bool(_EXAMPLE.match(row.get(columns.QUESTION)))
