"""The signature Zalo puts on a webhook event.

``mac = hex(SHA256(app_id + raw_body + timestamp + oa_secret_key))``: a plain hash over the bytes as
they arrived, not an HMAC. Source: Zalo's webhook overview.
"""

from __future__ import annotations

import hashlib
import hmac
import re

_PREFIX = re.compile(r"\s*(?:mac\s*=\s*)?", re.IGNORECASE)


def mac(raw: bytes, app_id: str, timestamp: str, secret: str) -> str:
    """The signature of a body, 64 lower-case hexadecimal digits."""
    digest = hashlib.sha256(_bytes(app_id))
    for part in (raw, _bytes(timestamp), _bytes(secret)):
        digest.update(part)
    return digest.hexdigest()


def sign(raw: bytes, app_id: str, timestamp: str, secret: str) -> str:
    """The value of the header ``X-ZEvent-Signature``, as Zalo writes it."""
    return f"mac={mac(raw, app_id, timestamp, secret)}"


def verify(raw: bytes, header: str, app_id: str, secret: str, timestamp: str) -> bool:
    """Whether the header signs these bytes, in constant time; never raises.

    ``timestamp`` is the text of the body's field. ``mac=`` may be missing or have spaces around it.
    An empty secret verifies nothing.
    """
    given = header[_end_of_prefix(header) :].strip().lower()
    expected = mac(raw, app_id, timestamp, secret)
    return hmac.compare_digest(_bytes(given), expected.encode()) and bool(secret)


def _end_of_prefix(header: str) -> int:
    found = _PREFIX.match(header)
    return found.end() if found else 0


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
