"""What is said over the sections of a plan or a notice, which has no điều."""

from __future__ import annotations


def found(about: str) -> str:
    """The lead over a quotation that no plain-language answer stands before."""
    return f"Chỗ gần nhất tôi tìm được: {about}. Văn bản viết như sau:"


def exact_text(section: str, title: str) -> str:
    """Over the text that was asked for by its place: ``Mục II.3``."""
    about = f" nói về: {title}" if title else ""
    return f"{section}{about}. Văn bản viết nguyên văn như sau:"


def which_section(document: str) -> str:
    """A document that was named without a place in it."""
    document = document[:1].upper() + document[1:]
    return f"{document}.\n\nChị muốn xem mục nào?"
