"""What a file would bring into the library, for an officer to look over before it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from knowledge.citation import place_name
from knowledge.documents import Article, Document
from knowledge.ingest.office.intake import Intake

_FIRST_WORDS = 12
_KINDS = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel", "html": "trang web", "txt": "chữ thường"}
UNKNOWN = "(không thấy)"
NOTHING_WRITTEN = "Đây chỉ là xem trước. Chưa ghi gì vào thư viện."


def as_text(intake: Intake) -> str:
    """The preview for reading."""
    return "\n".join(
        [
            f"Tệp: {intake.file} ({_KINDS[intake.kind]})",
            *_documents(intake),
            *_amounts(intake),
            "",
            *_contents(intake),
            *_findings(intake, "PHẢI SỬA trước khi đưa vào", blocking=True),
            *_findings(intake, "Nên xem lại", blocking=False),
            "",
            NOTHING_WRITTEN,
        ]
    )


def as_json(intake: Intake) -> dict[str, Any]:
    """The same as fields: ``documents``, ``parts``, ``cards``, ``left_out``, ``problems``."""
    return {
        "file": intake.file,
        "kind": intake.kind,
        "accepted": not intake.blocked,
        "documents": [_fields(document) for document in intake.batch.documents.values()],
        "parts": [
            {
                "id": article.id,
                "name": place_name(article.number),
                "title": article.title,
                "headings": list(article.headings),
                "place": place,
                "characters": len(article.text),
                "first_words": first_words(article.text),
            }
            for article, place in _placed(intake)
        ],
        "cards": [{"id": card.id, "question": card.title} for card in intake.batch.cards],
        "left_out": [line.text for line in intake.left_out],
        "problems": [
            {
                "place": finding.problem.place,
                "reason": finding.problem.reason,
                "blocking": finding.blocking,
            }
            for finding in intake.findings
        ],
    }


def first_words(text: str) -> str:
    """The beginning of a text on one line."""
    words = text.split()
    return " ".join(words[:_FIRST_WORDS]) + ("…" if len(words) > _FIRST_WORDS else "")


def _placed(intake: Intake) -> Iterator[tuple[Article, str]]:
    return zip(intake.batch.articles, intake.places, strict=True)


def _fields(document: Document) -> dict[str, str]:
    days = (document.issued, document.effective, document.expires)
    issued, effective, expires = (day.isoformat() if day else "" for day in days)
    return {
        "number": document.number,
        "kind": document.kind,
        "name": document.name,
        "issuer": document.issuer,
        "issued": issued,
        "effective": effective,
        "expires": expires,
        "source": document.source,
    }


def _documents(intake: Intake) -> Iterator[str]:
    for document in intake.batch.documents.values():
        issued = ", ".join(filter(None, (intake.issued_at, _written(document.issued))))
        yield from (
            f"Văn bản: {document.name}",
            f"  Số: {document.number or UNKNOWN}",
            f"  Loại: {document.kind}",
            f"  Cơ quan ban hành: {document.issuer or UNKNOWN}",
            f"  Nơi và ngày ban hành: {issued or UNKNOWN}",
            f"  Có hiệu lực từ: {_written(document.effective) or UNKNOWN}",
            f"  Nguồn sẽ ghi cho người dân: {document.source}",
        )


def _written(day: date | None) -> str:
    return day.strftime("%d/%m/%Y") if day else ""


def _amounts(intake: Intake) -> Iterator[str]:
    articles, cards = intake.batch.articles, intake.batch.cards
    words = sum(len(article.text.split()) for article in articles)
    numbered = sum(article.number[:1].isdigit() for article in articles)
    parts = [f"{numbered} điều"] if numbered else []
    parts += [f"{len(articles) - numbered} mục"] if len(articles) > numbered else []
    parts += [f"{len(cards)} câu hỏi đáp"] if cards else []
    yield f"Sẽ đưa vào: {', '.join(parts) or 'không có gì'} ({words} chữ)."
    if intake.left_out:
        yield (
            f"Để ngoài: {len(intake.left_out)} dòng (đầu trang, căn cứ, nơi nhận, chữ ký). "
            f"Bắt đầu bằng: {first_words(intake.left_out[0].text)}"
        )


def _contents(intake: Intake) -> Iterator[str]:
    yield "MỤC LỤC"
    above: tuple[str, ...] = ()
    for article, place in _placed(intake):
        if article.headings != above:
            above = article.headings
            yield f"  {' › '.join(above)}" if above else ""
        title = f". {article.title}" if article.title else ""
        yield f"    {place_name(article.number)}{title} [{len(article.text.split())} chữ; {place}]"
        yield f"        {first_words(article.text)}"
    yield from (f"    Hỏi: {card.title}" for card in intake.batch.cards)


def _findings(intake: Intake, heading: str, *, blocking: bool) -> Iterator[str]:
    found = [each.problem for each in intake.findings if each.blocking is blocking]
    if found:
        yield ""
        yield f"{heading} ({len(found)}):"
        yield from _listed(
            f"{each.place}: {each.reason}" if each.place else each.reason for each in found
        )


def _listed(lines: Iterable[str]) -> Iterator[str]:
    return (f"  - {line}" for line in lines)
