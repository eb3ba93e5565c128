"""The yardstick: a bare Flask route with the same hash and the same two Redis writes."""

import hashlib
import hmac
import json
import os

from flask import Flask, request
from redis import Redis

app = Flask(__name__)
redis = Redis.from_url(os.environ["REDIS_URL"])
APP_ID, SECRET = os.environ["ZALO_APP_ID"].encode(), os.environ["BENCH_OA_SECRET"].encode()


@app.post("/zalo/webhook")
def receive() -> tuple[str, int]:
    raw = request.get_data()
    body = json.loads(raw)
    signed = APP_ID + raw + body["timestamp"].encode() + SECRET
    mac = "mac=" + hashlib.sha256(signed).hexdigest()
    if not hmac.compare_digest(mac, request.headers.get("X-ZEvent-Signature", "")):
        return "", 403
    with redis.pipeline(transaction=False) as pipe:
        pipe.set("seen:" + body["message"]["msg_id"], "1", nx=True, ex=172_800)
        pipe.rpush("box:" + body["sender"]["id"], raw)
        pipe.execute()
    return "", 200
