"""What browsers call themselves, in words."""

from __future__ import annotations

import pytest

from bot.console.device_names import UNKNOWN, device_name

SAID = {
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Mobile Safari/537.36": "Chrome trên điện thoại Android",
    "Mozilla/5.0 (Linux; Android 13; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) "
    "SamsungBrowser/26.0 Chrome/122.0.0.0 Safari/537.36": (
        "Trình duyệt Samsung trên máy tính bảng Android"
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
    "Gecko) Version/17.5 Mobile/15E148 Safari/604.1": "Safari trên iPhone",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0": "Edge trên máy tính Windows",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "coc_coc_browser/127.0.0 Chrome/121.0.0.0 Safari/537.36": "Cốc Cốc trên máy tính Windows",
    "iPad": "iPad",
    "<script>": UNKNOWN[:1].upper() + UNKNOWN[1:],
}


@pytest.mark.parametrize("said", SAID)
def test_a_browser_has_a_name_that_people_know(said: str):
    assert device_name(said) == SAID[said]
