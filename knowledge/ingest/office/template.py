"""Writes the .xlsx that an officer fills in."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.errors import SourceError
from knowledge.ingest.office.columns import ARTICLE_COLUMNS, FAQ_COLUMNS
from knowledge.ingest.office.sheet import EXPLAINING, topics

_ADVICE = (
    (
        "Điền trang «Điều luật» hoặc trang «Hỏi đáp», mỗi dòng một điều hoặc một câu hỏi. "
        "Không đổi tên cột."
    ),
    (
        "«Số văn bản»: số ký hiệu như trên văn bản. «Điều»: chỉ ghi số; văn bản không có điều thì "
        "ghi tên mục."
    ),
    "«Nội dung»: chép nguyên văn. Xuống dòng trong ô bằng Alt + Enter.",
    "«Cách hỏi khác»: mỗi dòng trong ô một cách hỏi, nên có vài câu không dấu.",
    "«Chủ đề»: chép đúng một dòng ở trang «Các chủ đề».",
    (
        "«Căn cứ»: ghi cả số văn bản, như: khoản 3 Điều 81 Luật số 52/2014/QH13. Nhiều căn cứ thì "
        "mỗi dòng một căn cứ."
    ),
    "Các ngày viết như 22/11/2026. «Ngày kiểm tra» là ngày chị đối chiếu câu trả lời với luật.",
    "Không nhập số điện thoại, tên hay địa chỉ của người dân.",
    "Điền xong, xem trước bằng lệnh: python -m knowledge preview TỆP",
)
_WIDTHS = {"Nội dung": 80, "Trả lời": 70, "Cách hỏi khác": 40, "Câu hỏi": 40, "Căn cứ": 40}
_USUAL_WIDTH = 22
_FILL = PatternFill("solid", fgColor="FFF2CC")


def write(path: Path) -> None:
    """Write the template.

    Raises:
        SourceError: something stands at this path, or its name does not end in .xlsx.
    """
    if path.suffix.lower() != ".xlsx":
        raise SourceError(f"Tên tệp mẫu phải có đuôi .xlsx, không phải {path.name}.")
    if path.exists():
        raise SourceError(f"Đã có tệp {path.name}. Hãy chọn tên khác.")
    book = Workbook()
    articles = book.worksheets[0]
    articles.title = "Điều luật"
    _head(articles, ARTICLE_COLUMNS)
    _head(book.create_sheet("Hỏi đáp"), FAQ_COLUMNS)
    _list(book.create_sheet(EXPLAINING[0]), _ADVICE)
    _list(book.create_sheet(EXPLAINING[1]), topics())
    book.save(path)


def _head(sheet: Worksheet, names: Iterable[str]) -> None:
    for place, name in enumerate(names, start=1):
        cell = sheet.cell(1, place, name)
        cell.font = Font(bold=True)
        cell.fill = _FILL
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[cell.column_letter].width = _WIDTHS.get(name, _USUAL_WIDTH)
    sheet.freeze_panes = "A2"


def _list(sheet: Worksheet, lines: Iterable[str]) -> None:
    for number, line in enumerate(lines, start=1):
        sheet.cell(number, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width = 100
