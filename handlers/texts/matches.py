"""Sentences around what the search found."""

from __future__ import annotations


def understood(title: str) -> str:
    """What a probable answer is about, and what to do if that was not meant."""
    return f"Tôi hiểu chị hỏi về: “{title}”. Nếu không phải, chị chọn mục khác ở dưới."
