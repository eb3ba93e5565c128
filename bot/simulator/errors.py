"""Refusals as Zalo words them: a number that counts and a sentence that does not."""

from __future__ import annotations


class ApiError(Exception):
    """A call that Zalo refuses; goes out with HTTP 200 unless ``http_status`` says otherwise."""

    def __init__(self, code: int, message: str, http_status: int = 200) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.http_status = http_status


class OauthError(Exception):
    """A token request that is refused, with OAuth's own error fields and HTTP 200."""

    def __init__(self, code: int, name: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.name = name
        self.reason = reason


def invalid(parameter: str) -> ApiError:
    """-201: a parameter is wrong or missing."""
    return ApiError(-201, f"{parameter} is invalid")


def too_large(parameter: str) -> ApiError:
    """-210: a parameter is longer or larger than allowed."""
    return ApiError(-210, f"{parameter} exceeds the allowed size")


def unsupported(what: str) -> ApiError:
    """-233: this kind of message does not exist here."""
    return ApiError(-233, f"{what} is not supported")


def asset_gone() -> ApiError:
    """-100: the uploaded asset is unknown or older than seven days."""
    return ApiError(-100, "attachment is expired or unknown")
