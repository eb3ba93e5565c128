"""A bot of a few lines, so that the page can be tested alone with the stand-in's real API."""

from __future__ import annotations

import json
import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import requests

Json = dict[str, Any]


class SmallBot:
    """Answers each text with ``answers[text]`` (a list of bubbles) or by repeating it."""

    def __init__(self, access_token: str) -> None:
        self.zalo_url = ""
        self.answers: dict[str, list[str]] = {}
        self.silent = False
        self._token = access_token
        self._events: queue.SimpleQueue[Json | None] = queue.SimpleQueue()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._threads = [
            threading.Thread(target=self._server.serve_forever, args=(0.05,)),
            threading.Thread(target=self._work),
        ]
        for thread in self._threads:
            thread.start()
        self.webhook = f"http://127.0.0.1:{self._server.server_address[1]}/zalo/webhook"

    def _handler(bot) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                bot._events.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        return Handler

    def _work(self) -> None:
        with requests.Session() as session:
            session.trust_env = False
            session.headers["access_token"] = self._token
            while (event := self._events.get()) is not None:
                self._answer(session, event)

    def _answer(self, session: requests.Session, event: Json) -> None:
        if self.silent or not str(event.get("event_name")).startswith("user_send_"):
            return
        if event["event_name"].startswith("user_send_group"):
            return
        text = event["message"].get("text", "")
        for bubble in self.answers.get(text, [f"Chị vừa nhắn: {text or event['event_name']}"]):
            body = {"recipient": {"user_id": event["sender"]["id"]}, "message": {"text": bubble}}
            url = f"{self.zalo_url}/v3.0/oa/message/cs"
            session.post(url, json=body, timeout=10).raise_for_status()

    def close(self) -> None:
        self._events.put(None)
        self._server.shutdown()
        for thread in self._threads:
            thread.join()
        self._server.server_close()
