"""What can go wrong in the law library. Every error says in Vietnamese what to do about it."""

from __future__ import annotations

from typing import ClassVar


class KnowledgeError(Exception):
    """Base of all errors of the library; ``str()`` is one clear Vietnamese sentence.

    ``retryable`` tells whether the same call may succeed later without anyone doing something.
    """

    retryable: ClassVar[bool] = False


class SnapshotError(KnowledgeError):
    """A compiled library that is missing, damaged, or made by another version."""


class SourceError(KnowledgeError):
    """A source of texts that cannot be read at all."""


class ModelError(KnowledgeError):
    """A ranking model that is missing, damaged, or does not fit the program."""
