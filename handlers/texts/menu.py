"""What is said over the topics and their questions, and the words that open them."""

from __future__ import annotations

NEXT_TOPICS, NEXT_CARDS = "Thêm chủ đề", "Xem tiếp các mục khác"
LEAD = "Tôi giúp chị tra luật và cách làm giấy tờ. Chị gõ câu hỏi, hoặc chọn chủ đề:"


def topics_command(page: int) -> str:
    """The words that open a page of the topics."""
    return f"chủ đề trang {page}"


def topic(name: str) -> str:
    """Over the questions of a topic."""
    return f"Chủ đề: {name}. Chị muốn hỏi điều nào?"


def topic_command(name: str, page: int = 1) -> str:
    """The words that open a topic."""
    return f"chủ đề {name}" if page == 1 else f"chủ đề {name} trang {page}"
