"""A question as it is kept: its masked text and the words it was read as, sealed together."""

from __future__ import annotations

import json

from bot.store.vault import Vault


class SealedWords:
    """Raises ``SealedWithAnotherKey`` when opened with another key."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def seal(self, text: str, words: str) -> str:
        """Both, encrypted."""
        return self._vault.seal(json.dumps([text, words], ensure_ascii=False))

    def open(self, sealed: str) -> tuple[str, str]:
        """Text and words."""
        text, words = json.loads(self._vault.open(sealed))
        return text, words
