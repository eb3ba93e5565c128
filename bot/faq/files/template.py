"""The .xlsx that an officer downloads, fills in and brings back."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from bot.faq.content import MAX_ANSWER, MAX_QUESTION, MIN_ANSWER, MIN_QUESTION
from bot.faq.files.reading import MAX_ROWS
from knowledge.ingest.office.columns import ANSWER, BASIS, EXPIRES, QUESTION, VARIANTS
from knowledge.ingest.office.sheet import EXPLAINING

FILE_NAME = "mau-hoi-dap.xlsx"
SHEET = "Hỏi đáp"
LAWS = EXPLAINING[2]
_ADVICE = (
    "Điền trang «Hỏi đáp», mỗi dòng một câu hỏi. Không đổi tên cột ở dòng 1.",
    f"«{QUESTION}»: một câu, như người dân vẫn hỏi, nhiều nhất {MAX_QUESTION} ký tự.",
    f"«{VARIANTS}»: xuống dòng trong ô bằng Alt + Enter, mỗi dòng một cách hỏi; có thể để trống.",
    (
        f"«{ANSWER}»: nhiều nhất {MAX_ANSWER} ký tự, câu ngắn, lời thường. Không ghi tên, số điện "
        "thoại, địa chỉ của người dân."
    ),
    (
        f"«{BASIS}»: điều luật làm căn cứ, ví dụ: khoản 3 Điều 81 Luật Hôn nhân và gia đình. Nhiều "
        "căn cứ thì mỗi dòng một căn cứ. Không có thì để trống."
    ),
    f"«{EXPIRES}»: từ ngày này câu trả lời thôi hiện; viết như 31/12/2026. Dùng mãi thì để trống.",
    "Hai dòng bắt đầu bằng «Ví dụ:» chỉ để xem, không được đưa lên. Chị để nguyên hoặc xóa đi.",
    "Đưa lên ở trang Câu hỏi thường gặp, nút «Đưa tệp lên»; hoặc gửi tệp này vào Zalo của Hội.",
)
_EXAMPLES = (
    (
        "Ví dụ: Hội phường họp vào ngày nào?",
        "lịch họp hội phụ nữ\nkhi nào hội họp",
        "Hội họp vào sáng thứ Bảy đầu tháng tại nhà văn hóa khu phố. Ai cũng được dự.",
        "",
        "31/12/2026",
    ),
    (
        "Ví dụ: Ly hôn thì ai nuôi con dưới 3 tuổi?",
        "con nho ly hon ai nuoi",
        (
            "Con dưới 36 tháng tuổi được giao cho mẹ nuôi, trừ khi mẹ không đủ điều kiện nuôi con, "
            "hoặc cha mẹ có thỏa thuận khác có lợi cho con."
        ),
        "khoản 3 Điều 81 Luật Hôn nhân và gia đình",
        "",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its name, how wide it is, and what is said when a cell of it is chosen."""

    name: str
    width: int
    says: str


_COLUMNS = (
    _Column(QUESTION, 42, f"Từ {MIN_QUESTION} đến {MAX_QUESTION} ký tự."),
    _Column(VARIANTS, 36, "Mỗi dòng trong ô một cách hỏi (Alt + Enter)."),
    _Column(ANSWER, 70, f"Từ {MIN_ANSWER} đến {MAX_ANSWER} ký tự."),
    _Column(BASIS, 42, "Ví dụ: khoản 3 Điều 81 Luật Hôn nhân và gia đình. Không có thì để trống."),
    _Column(EXPIRES, 20, "Viết như 31/12/2026. Dùng mãi thì để trống."),
)
_HEAD = PatternFill("solid", fgColor="FFF2CC")
_EXAMPLE = PatternFill("solid", fgColor="EEEEEE")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


def template(laws: Sequence[str] = ()) -> bytes:
    """The sheet to fill in, with two examples, an explanation, and the names of ``laws`` from which
    the law may be picked as a beginning.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    _head(sheet)
    _examples(sheet)
    _limits(sheet)
    _list(book.create_sheet(EXPLAINING[0]), _ADVICE)
    if laws:
        _list(book.create_sheet(LAWS), laws)
        _choices(sheet, len(laws))
    book.properties.title = "Mẫu hỏi đáp"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _head(sheet: Worksheet) -> None:
    for place, column in enumerate(_COLUMNS, start=1):
        cell = sheet.cell(1, place, column.name)
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, _WRAPPED
        sheet.column_dimensions[cell.column_letter].width = column.width
    sheet.freeze_panes = "A2"


def _examples(sheet: Worksheet) -> None:
    for row, example in enumerate(_EXAMPLES, start=2):
        for place, text in enumerate(example, start=1):
            cell = sheet.cell(row, place, text)
            cell.font, cell.fill = Font(italic=True, color="555555"), _EXAMPLE
            cell.alignment = _WRAPPED


def _limits(sheet: Worksheet) -> None:
    """What Excel itself says while she types; words too long are refused at once."""
    lengths = {QUESTION: (MIN_QUESTION, MAX_QUESTION), ANSWER: (MIN_ANSWER, MAX_ANSWER)}
    for letter, column in zip("ABCDE", _COLUMNS, strict=True):
        if column.name == BASIS:
            continue
        limit = DataValidation(allow_blank=True, showInputMessage=True)
        if column.name in lengths:
            least, most = map(str, lengths[column.name])
            limit = DataValidation(
                type="textLength", operator="between", formula1=least, formula2=most,
                allow_blank=True, showErrorMessage=True, showInputMessage=True,
            )  # fmt: skip
            limit.errorTitle, limit.error = column.name, column.says
        limit.promptTitle, limit.prompt = column.name, column.says
        sheet.add_data_validation(limit)
        limit.add(f"{letter}2:{letter}{MAX_ROWS}")


def _choices(sheet: Worksheet, count: int) -> None:
    """The law may be picked from a list and the article written before it; other words are fine."""
    column = _COLUMNS[3]
    pick = DataValidation(
        type="list", formula1=f"'{LAWS}'!$A$1:$A${count}", allow_blank=True,
        showErrorMessage=False, showInputMessage=True,
    )  # fmt: skip
    pick.promptTitle, pick.prompt = column.name, column.says
    sheet.add_data_validation(pick)
    pick.add(f"D2:D{MAX_ROWS}")


def _list(sheet: Worksheet, lines: Sequence[str]) -> None:
    for number, line in enumerate(lines, start=1):
        sheet.cell(number, 1, line).alignment = _WRAPPED
    sheet.column_dimensions["A"].width = 100
