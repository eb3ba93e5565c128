"""What somebody hears whose question was open, once there is an answer."""

from __future__ import annotations


def answered(question: str, answer: str) -> str:
    """The answer, and which question it belongs to: ours, not her own words."""
    return (
        "Hôm trước chị hỏi điều tôi chưa trả lời được. Nay cán bộ Hội đã soạn câu trả lời.\n\n"
        f"Câu hỏi: {question}\n\n{answer}"
    )
