"""Files as officers have them, made by program."""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterable, Sequence
from pathlib import Path

import docx
from docx.document import Document
from fpdf import FPDF
from fpdf.enums import EncryptionMethod, XPos, YPos

LETTERHEAD = (
    "ỦY BAN NHÂN DÂN",
    "PHƯỜNG HOA SEN",
    "Số: 12/KH-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Hoa Sen, ngày 05 tháng 3 năm 2026",
)
PLAN = (
    *LETTERHEAD,
    "KẾ HOẠCH",
    "Triển khai công tác bình đẳng giới trên địa bàn phường",
    "Căn cứ Luật Bình đẳng giới;",
    "Ủy ban nhân dân phường ban hành kế hoạch như sau:",
    "I. MỤC ĐÍCH, YÊU CẦU",
    "1. Mục đích",
    "Nâng cao hiểu biết của người dân về bình đẳng giới.",
    "2. Yêu cầu",
    "a) Làm thường xuyên;",
    "b) Tiết kiệm.",
    "II. NỘI DUNG",
    "1. Phát thanh trên loa của phường mỗi tuần một lần.",
    "2. Tổ chức hội thi vào tháng 10.",
    "III. TỔ CHỨC THỰC HIỆN",
    "Giao Hội Liên hiệp Phụ nữ phường chủ trì.",
    "Nơi nhận:",
    "- Đảng ủy phường;",
    "TM. ỦY BAN NHÂN DÂN",
    "CHỦ TỊCH",
)
DECISION = (
    "ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN",
    "Số: 7/QĐ-UBND",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Hoa Sen, ngày 02 tháng 02 năm 2026",
    "QUYẾT ĐỊNH",
    "Về việc ban hành Quy chế tiếp công dân",
    "ỦY BAN NHÂN DÂN PHƯỜNG HOA SEN",
    "Căn cứ Luật Tiếp công dân số 42/2013/QH13;",
    "QUYẾT ĐỊNH:",
    "Điều 1. Ban hành kèm theo Quyết định này Quy chế tiếp công dân.",
    "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày ký.",
    "Nơi nhận:",
    "- Như Điều 2;",
    "CHỦ TỊCH",
    "QUY CHẾ",
    "Tiếp công dân",
    "(Ban hành kèm theo Quyết định số 7/QĐ-UBND)",
    "Chương I",
    "QUY ĐỊNH CHUNG",
    "Điều 1. Phạm vi",
    "1. Quy chế này áp dụng tại trụ sở phường.",
    "Chương II",
    "THỰC HIỆN",
    "Điều 2. Thời gian",
    "Sáng thứ ba hằng tuần.",
)


def write_text(path: Path, lines: Iterable[str], encoding: str = "utf-8") -> Path:
    """A .txt with Windows line ends."""
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def write_word(path: Path, lines: Iterable[str]) -> Path:
    """A .docx, a paragraph a line."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return save(document, path)


def save(document: Document, path: Path) -> Path:
    document.save(str(path))
    return path


def write_page(path: Path, lines: Iterable[str]) -> Path:
    """An .html, a paragraph a line."""
    paragraphs = "".join(f"<p>{line}</p>\n" for line in lines)
    path.write_text(f"<html><body>{paragraphs}</body></html>", encoding="utf-8")
    return path


class _Sheet(FPDF):
    """A4 with the name of the office above and the number of the page below."""

    def header(self) -> None:
        self.cell(
            0, 8, "Ủy ban nhân dân phường Hoa Sen", align="C", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )

    def footer(self) -> None:
        self.set_y(-15)
        self.cell(0, 8, f"Trang {self.page_no()}/{{nb}}", align="C")


def write_pdf(path: Path, lines: Sequence[str], password: str = "") -> Path:
    """A .pdf with running headers and footers, justified, first lines indented."""
    pdf = _Sheet(format="A4")
    font = importlib.resources.files("fontpkg_be_vietnam_pro") / "files/BeVietnamPro-Regular.ttf"
    pdf.add_font("Viet", fname=str(font))
    pdf.set_font("Viet", size=13)
    pdf.set_margins(30, 20, 20)
    if password:
        pdf.set_encryption(
            password, user_password=password, encryption_method=EncryptionMethod.AES_128
        )
    pdf.add_page()
    with pdf.text_columns(text_align="J", line_height=1.3) as columns:
        for line in lines:
            with columns.paragraph(first_line_indent=10, bottom_margin=1) as paragraph:
                paragraph.write(line)
    pdf.output(str(path))
    return path


def write_scan(path: Path, pages: int = 2) -> Path:
    """A .pdf of pages without a letter, as a scanner makes them."""
    pdf = FPDF(format="A4")
    for _ in range(pages):
        pdf.add_page()
        pdf.rect(20, 20, 100, 100, style="F")
    pdf.output(str(path))
    return path


WRITERS = {".txt": write_text, ".docx": write_word, ".html": write_page, ".pdf": write_pdf}
