"""Small pages in the shape of the legal code's files, with invented law."""

from __future__ import annotations

NOTE = (
    "<a href='http://vbpl.vn/x?ItemID=1&amp;y=2#Dieu_{article}' target='_blank'>"
    "(Điều {article} {document}, có hiệu lực thi hành kể từ ngày {day})</a>"
)
TOP = "\ufeff<h3 style='x'>\n Đề mục 8.4\n <br />\n {subject}\n</h3><div class='_content'>"


def chapter(*lines: str) -> str:
    return "".join(f"<p class='pChuong'><a name='1'></a>{line}</p>" for line in lines)


def article(
    code: str,
    title: str,
    body: str,
    *,
    document: str = "Luật số 7/2014/QH13",
    number: str = "",
    day: str = "01/01/2015",
    note: str | None = None,
    references: str = "",
) -> str:
    number = number or code.rsplit(".", 1)[-1]
    stated = NOTE.format(article=number, document=document, day=day) if note is None else note
    written = f"<p class='pGhiChu'>{stated}</p>" if stated else ""
    pointing = f"<p class='pChiDan'>({references})</p>" if references else ""
    return (
        f"<p class='pDieu'><a name='9'></a>Điều {code}. {title}</p>{written}"
        f"<p class='pNoiDung'>{body}</p>{pointing}"
    )


def page(*parts: str, subject: str = "Chợ phiên") -> bytes:
    return (TOP.format(subject=subject) + "".join(parts) + "</div>").encode()
