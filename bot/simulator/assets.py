"""Uploaded pictures and files, and pictures that people send: bytes with a name and a life span."""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass

from bot.simulator.clock import DAY_MS, VirtualClock
from bot.simulator.errors import asset_gone, invalid, too_large

LIFE_MS = 7 * DAY_MS
MOST_KEPT = 500
_MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class UploadRule:
    """What may be uploaded as this kind, and how large."""

    largest: int
    mime_types: frozenset[str]


RULES = {
    "image": UploadRule(_MEGABYTE, frozenset({"image/jpeg", "image/png"})),
    "gif": UploadRule(5 * _MEGABYTE, frozenset({"image/gif"})),
    "file": UploadRule(
        5 * _MEGABYTE,
        frozenset(
            {
                "application/pdf",
                "application/msword",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "text/csv",
            }
        ),
    ),
}

_MAGIC = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"%PDF-", "application/pdf"),
    (b"\xd0\xcf\x11\xe0", "application/msword"),
    (b"RIFF", "audio/wav"),
    (b"#!AMR", "audio/amr"),
    (b"\x1aE\xdf\xa3", "audio/webm"),
    (b"OggS", "audio/ogg"),
)
_BY_NAME = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """Stored bytes; ``kind`` is what they were uploaded as."""

    id: str
    kind: str
    name: str
    mime_type: str
    content: bytes
    expires_ms: int

    @property
    def checksum(self) -> str:
        """MD5 in hex, as Zalo gives it."""
        return hashlib.md5(self.content, usedforsecurity=False).hexdigest()


def mime_type_of(content: bytes, name: str) -> str:
    """The type by its first bytes, else by its name; ``application/octet-stream`` when unknown."""
    for magic, mime_type in _MAGIC:
        if content.startswith(magic):
            return mime_type
    ending = name.rpartition(".")[2].lower()
    return _BY_NAME.get(ending, "application/octet-stream")


class AssetStore:
    """Keeps the newest assets in memory, for seven days of virtual time."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._assets: OrderedDict[str, Asset] = OrderedDict()

    def upload(self, kind: str, name: str, content: bytes) -> Asset:
        """Store what the bot uploads; -201 for a wrong format, -210 when it is too large."""
        rule = RULES[kind]
        if len(content) > rule.largest:
            raise too_large("file")
        if not content or mime_type_of(content, name) not in rule.mime_types:
            raise invalid("file format")
        return self.keep(kind, name, content)

    def keep(self, kind: str, name: str, content: bytes) -> Asset:
        """Store any bytes."""
        expires = self._clock.now_ms() + LIFE_MS
        mime_type = mime_type_of(content, name)
        asset = Asset(secrets.token_urlsafe(24), kind, name, mime_type, content, expires)
        with self._lock:
            self._assets[asset.id] = asset
            while len(self._assets) > MOST_KEPT:
                self._assets.popitem(last=False)
        return asset

    def require(self, asset_id: str, kind: str) -> Asset:
        """A living asset of that kind, or -100."""
        asset = self._assets.get(asset_id)
        if asset is None or asset.kind != kind or self._clock.now_ms() >= asset.expires_ms:
            raise asset_gone()
        return asset

    def find(self, asset_id: str) -> Asset | None:
        """The asset, whatever its kind and age."""
        return self._assets.get(asset_id)

    def clear(self) -> None:
        """Throw everything away."""
        with self._lock:
            self._assets.clear()
