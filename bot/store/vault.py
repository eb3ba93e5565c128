"""Encryption of what must not be read from a copy of the database: Fernet, key from SECRET_KEY."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import BotError


class SealedWithAnotherKey(BotError):
    """What is stored was encrypted with another SECRET_KEY, or it is damaged.

    What waits for it can go on once a person has put the key right.
    """

    retryable = True
    http_status = 503
    public_message = (
        "SECRET_KEY đã đổi nên không đọc được khoá Zalo đã lưu. Hãy đặt lại SECRET_KEY cũ, "
        "hoặc thêm lại OA bằng lệnh: python -m bot oa add"
    )

    def __init__(self) -> None:
        super().__init__("stored secrets were sealed with another SECRET_KEY")


class NoSecretKey(BotError):
    """There is no key to seal with: a command was started without the service's settings."""

    public_message = "Thiếu SECRET_KEY. Hãy đặt biến môi trường này như khi chạy dịch vụ."


class Vault:
    """Seals and opens short secrets with a key derived (HKDF-SHA256) from ``secret_key``.

    Raises ``NoSecretKey`` where that is empty.
    """

    def __init__(self, secret_key: str) -> None:
        if not secret_key:
            raise NoSecretKey
        derivation = HKDF(SHA256(), length=32, salt=None, info=b"hieu-luat store v1")
        key = derivation.derive(secret_key.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def seal(self, plain: str) -> str:
        """The secret, encrypted and authenticated, as ASCII text."""
        return self._fernet.encrypt(plain.encode()).decode("ascii")

    def open(self, sealed: str) -> str:
        """The secret back. Raises ``SealedWithAnotherKey``."""
        try:
            return self._fernet.decrypt(sealed.encode("ascii")).decode()
        except (InvalidToken, UnicodeError):
            raise SealedWithAnotherKey from None
