"""Who calls: a bearer token, and what it may do."""

from __future__ import annotations

from flask import request

from bot.api.problems import ApiError
from bot.staff.permissions import PERMISSIONS, Permission
from bot.store.api_tokens import ApiToken, ApiTokens, Scope

LONGEST_TOKEN = 200
MISSING = "Gửi mã truy cập trong đầu đề: Authorization: Bearer MÃ. Mã được tạo ở trang Quản trị."
UNUSABLE = "Mã truy cập này không dùng được: sai, hết hạn hoặc đã thu hồi."
NOT_ALLOWED = "Mã này không được làm việc đó. Người quản trị có thể tạo mã có quyền phù hợp."
_NEEDS = {Scope.DRAFT: Permission.WRITE_FAQ, Scope.PUBLISH: Permission.APPROVE_FAQ}


def caller(tokens: ApiTokens) -> ApiToken:
    """The token of this call. Raises ``ApiError`` (401)."""
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    secret = secret.strip()
    if scheme.lower() != "bearer" or not 0 < len(secret) <= LONGEST_TOKEN:
        raise ApiError(MISSING, 401, headers={"WWW-Authenticate": "Bearer"})
    found = tokens.find(secret) if secret.isascii() else None
    if found is None:
        asked = {"WWW-Authenticate": 'Bearer error="invalid_token"'}
        raise ApiError(UNUSABLE, 401, headers=asked)
    return found


def require(token: ApiToken, scope: Scope) -> None:
    """Raises ``ApiError`` unless the token and its officer's role both allow it. A token that may
    publish may draft too.
    """
    enough = scope in token.scopes or (scope is Scope.DRAFT and Scope.PUBLISH in token.scopes)
    if not enough or _NEEDS[scope] not in PERMISSIONS[token.admin.role]:
        raise ApiError(NOT_ALLOWED, 403)
