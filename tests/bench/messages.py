"""Messages as Zalo would report them, posted by a bench to the webhook."""

from __future__ import annotations

import json
import time

import requests

from bot.zalo.signature import sign
from tests.product import ZALO, Product


def user_of(number: int) -> str:
    """The id of the person with this number."""
    return str(186_729_651_760_000_000 + number)


def post_text(session: requests.Session, product: Product, number: int, text: str) -> bool:
    """She with this number writes her only text; whether the webhook accepted it."""
    stamp = str(int(time.time() * 1000))
    event = {
        "app_id": ZALO.app_id,
        "sender": {"id": user_of(number)},
        "recipient": {"id": ZALO.oa_id},
        "event_name": "user_send_text",
        "message": {"text": text, "msg_id": f"m{number:018x}"},
        "timestamp": stamp,
    }
    raw = json.dumps(event, ensure_ascii=False).encode()
    headers = {"X-ZEvent-Signature": sign(raw, ZALO.app_id, stamp, ZALO.oa_secret)}
    answer = session.post(f"{product.url}/zalo/webhook", data=raw, headers=headers)
    return answer.status_code == 200
