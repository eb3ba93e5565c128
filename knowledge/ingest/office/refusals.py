"""Why a file is refused: one sentence on what is wrong and one on what to do."""

from __future__ import annotations

from knowledge.errors import SourceError

MAX_MEGABYTES = 20
MAX_UNPACKED_MEGABYTES = 200
MAX_PAGES = 1500
MAX_CHARACTERS = 5_000_000

TOO_LARGE = f"Tệp lớn hơn {MAX_MEGABYTES} MB. Hãy bỏ bớt hình ảnh, hoặc chia thành nhiều tệp."
EMPTY = "Tệp trống, không có chữ nào. Hãy mở tệp xem lại rồi lưu lần nữa."
NO_TEXT = "Tệp không có chữ nào để lấy. Hãy mở tệp xem lại, có thể nội dung chỉ là hình ảnh."
DAMAGED = "Tệp hỏng hoặc tải chưa xong. Hãy tải lại tệp, hoặc mở ra rồi lưu thành tệp mới."
LOCKED = "Tệp có mật khẩu. Hãy mở bằng mật khẩu, bỏ mật khẩu, rồi lưu lại."
BOMB = "Tệp bung ra quá lớn, không giống văn bản thường. Hãy chép nội dung sang một tệp mới."
OLD_WORD = "Đây là tệp Word kiểu cũ (.doc). Hãy mở bằng Word và lưu lại thành .docx."
OLD_EXCEL = "Đây là tệp Excel kiểu cũ (.xls). Hãy mở bằng Excel và lưu lại thành .xlsx."
RICH_TEXT = "Đây là tệp RTF. Hãy mở bằng Word và lưu lại thành .docx."
OPEN_DOCUMENT = "Đây là tệp LibreOffice. Hãy mở ra và lưu lại thành .docx hoặc .xlsx."
MACROS = (
    "Tệp có chứa macro (chương trình chạy kèm), không an toàn. Hãy lưu lại thành .docx hoặc .xlsx."
)
IMAGE = "Đây là tệp ảnh, chưa đọc được chữ trong ảnh. Hãy xin bản Word hoặc PDF có chữ."
SCANNED = (
    "Tệp PDF này là bản quét (ảnh chụp trang giấy), không có chữ để lấy. Hãy xin tệp Word hoặc "
    "PDF gốc "
    "của cơ quan ban hành, hoặc tải bản có chữ trên cổng văn bản."
)
TOO_MANY_PAGES = f"Tệp có hơn {MAX_PAGES} trang. Hãy chia thành nhiều tệp."
TOO_MUCH_TEXT = "Tệp có quá nhiều chữ. Hãy chia thành nhiều tệp."
UNKNOWN = "Không biết đây là loại tệp gì. Chỉ nhận .docx, .pdf, .xlsx, .html và .txt có chữ."
UNKNOWN_ENCODING = (
    "Không đọc được bảng mã chữ của tệp. Hãy mở tệp bằng Word hoặc Notepad và lưu lại theo kiểu "
    "UTF-8."
)


def old_font(name: str) -> str:
    """A text in the letters of an old Vietnamese font."""
    return (
        f"Tệp gõ bằng bảng mã cũ {name}, không phải Unicode, nên chữ sẽ sai. Hãy mở tệp, dùng "
        f"UniKey (bấm "
        f"Ctrl + Shift + F6) chuyển từ {name} sang Unicode, rồi lưu lại."
    )


def refused(file: str, reason: str) -> SourceError:
    """The error for a file that is refused as a whole."""
    return SourceError(f"{file}: {reason}")
