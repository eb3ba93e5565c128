"""Words for cards in tests."""

from __future__ import annotations

from bot.broadcast.pictures.words import CardWords

LINK = "https://zalo.me/579745863508352884"


def words(**other: str) -> CardWords:
    """The words of a card, some of them others."""
    usual = {
        "headline": "Khai sinh cho bé trong 60 ngày",
        "text": "Nhà có em bé mới sinh? Cha hoặc mẹ đi khai sinh cho con trong 60 ngày.",
        "source": "Căn cứ: khoản 1 Điều 15 Luật Hộ tịch số 60/2014/QH13.",
        "since": "Văn bản có hiệu lực từ 01/01/2016.",
        "topic": "hộ tịch",
        "organisation": "Hội Liên hiệp Phụ nữ phường Hạc Thành",
        "link": LINK,
    }
    return CardWords(**(usual | other))
