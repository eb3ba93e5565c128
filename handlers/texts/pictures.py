"""What stands on picture cards beside the words of the tip, and what officers hear of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from knowledge.day import written

SCAN = "Quét mã,\nhỏi Hội"
"""Beside the code that leads to the account."""


def since(day: date, *, whole: bool) -> str:
    """The first day of the law: of the whole document, or of the article alone."""
    return f"{'Văn bản' if whole else 'Điều này'} có hiệu lực từ {written(day)}."


# -- To officers --

NO_TEXT = "Tin chưa có nội dung nên chưa vẽ được ảnh."
HEADLINE_TOO_LONG = (
    "Tên tin là dòng lớn trên ảnh, chỉ vừa ba dòng ngắn. Chị rút tên còn khoảng 50 chữ cái, "
    "hoặc gửi không kèm ảnh."
)
SOURCE_TOO_LONG = "Căn cứ quá dài, không vừa chân ảnh. Chị gửi tin này không kèm ảnh."
NAME_TOO_LONG = "Tên của OA quá dài, không vừa đầu ảnh. Chị dùng tên ngắn hơn, tối đa hai dòng."


def text_too_long(length: int, fitting: int) -> str:
    """The words under the headline do not fit."""
    return (
        f"Lời dài {length} chữ cái, ảnh này chỉ vừa khoảng {fitting}. Chị rút lời, chọn ảnh dọc, "
        "hoặc gửi không kèm ảnh."
    )


def too_wide(word: str) -> str:
    """Something without a space that is wider than the picture."""
    return f"“{word}” dài hơn một dòng trên ảnh. Chị viết ngắn lại, hoặc gửi không kèm ảnh."


def cannot_write(signs: Sequence[str]) -> str:
    """Signs that the typeface does not have, as pictures of faces."""
    return f"Ảnh không vẽ được ký hiệu {' '.join(signs)}. Chị bỏ đi, hoặc gửi không kèm ảnh."


# -- To officers, about files of their own --

FILE_EMPTY = "Tệp này rỗng. Chị chọn tệp khác."
FILE_TOO_LARGE = "Tệp lớn hơn 5 MB, Zalo không nhận. Chị lưu bản nhẹ hơn rồi đính lại."
FILE_MUCH_TOO_LARGE = "Tệp này quá lớn. Chị chọn ảnh hoặc tệp nhẹ hơn."
FILE_DAMAGED = "Không mở được tệp này. Chị mở thử trên máy rồi lưu lại."
FILE_WITH_MACROS = "Tệp Word này có macro nên không gửi được. Chị lưu thành PDF rồi đính lại."
FILE_OF_OTHER_KIND = "Zalo chỉ nhận tệp PDF và Word. Chị lưu tệp này thành PDF rồi đính lại."
NO_PICTURE = "Tệp này không phải ảnh JPG hoặc PNG, cũng không phải PDF hay Word. Chị chọn tệp khác."
