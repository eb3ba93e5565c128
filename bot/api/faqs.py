"""FAQs: make, change, read."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flask import Blueprint, Response, request, url_for
from pydantic import BaseModel
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import UnsupportedMediaType

from bot.api import shapes
from bot.api.access import caller, require
from bot.api.problems import ApiError
from bot.errors import BotError
from bot.faq.basis import read_basis
from bot.faq.checks import problems
from bot.faq.content import FaqContent, InvalidContent, Level, Problem, errors, folded
from bot.faq.life_cycle import FaqLifeCycle
from bot.store.api_tokens import ApiToken, ApiTokens, Scope
from bot.store.faq_models import FaqSource, FaqState
from bot.store.faq_records import Faq
from bot.store.faqs import FaqRepository, UnknownFaq
from knowledge.day import today
from knowledge.documents import Citation
from knowledge.search import Library

NAME = "faqs"
KEY_HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
WRONG_KEY = "Idempotency-Key phải có từ 1 đến 255 ký tự ASCII đọc được."
OTHER_WORDS = "Idempotency-Key này đã dùng cho một câu hỏi khác. Hãy dùng khóa mới."
ALREADY_ASKED = "Đã có câu hỏi này ({}). Muốn sửa thì gọi PUT {}."
NOT_OURS = "Câu hỏi chung của mọi đơn vị chỉ sửa được ở bảng điều khiển."
Shape = TypeVar("Shape", bound=BaseModel)
_KEY = re.compile(r"[!-~]{1,255}")
_CODE = re.compile(r"F([1-9][0-9]{0,8})")


@dataclass(frozen=True, slots=True)
class FaqDesk:
    """What the routes work with."""

    tokens: ApiTokens
    life: FaqLifeCycle
    faqs: FaqRepository
    library: Callable[[str], Library]
    now: Callable[[], datetime]

    def create(self, token: ApiToken, wish: shapes.FaqIn) -> tuple[Faq, bool]:
        """The new FAQ and True; the one that the same key brought before, and False."""
        require(token, Scope.PUBLISH if wish.publish else Scope.DRAFT)
        content, origin = self.content(token.oa_id, wish), _origin(token)
        if origin and (known := self._replayed(origin, content)):
            return known, False
        self._require_new(token.oa_id, content)
        try:
            (made,) = self.life.draft_many(
                token.oa_id, [content], token.admin, wish.why,
                source=FaqSource.API, origin=origin, publish=wish.publish,
            )  # fmt: skip
        except IntegrityError:  # the same key, at the same moment
            if known := self._replayed(origin, content):
                return known, False
            raise
        return made, True

    def change(self, token: ApiToken, code: str, wish: shapes.FaqChange) -> Faq:
        """The FAQ with its new version."""
        require(token, Scope.PUBLISH if wish.publish else Scope.DRAFT)
        found = self.find(token, code)
        if found.oa_id != token.oa_id:
            raise ApiError(NOT_OURS, 403)
        (changed,) = self.life.draft_many(
            token.oa_id, [self.content(token.oa_id, wish)], token.admin, wish.why,
            source=FaqSource.API, publish=wish.publish, replacing=[(found.id, wish.version)],
        )  # fmt: skip
        return changed

    def find(self, token: ApiToken, code: str) -> Faq:
        """One FAQ that the token's account shows. Raises ``UnknownFaq``."""
        number = _CODE.fullmatch(code)
        if number is None:
            raise UnknownFaq
        found = self.faqs.get(int(number[1]))
        if found.oa_id not in ("", token.oa_id):
            raise UnknownFaq
        return found

    def content(self, oa_id: str, wish: shapes.FaqIn) -> FaqContent:
        """Its words, checked. Raises ``InvalidContent``."""
        library = self.library(oa_id)
        content = shapes.content_of(wish, self._citations(wish, library))
        if faults := errors(problems(content, library, today(self.now()))):
            raise InvalidContent(faults)
        return content

    def out(self, faq: Faq) -> shapes.FaqOut:
        """It, with what asks the same and what somebody should look at."""
        near = self.life.similar(faq.oa_id, faq.content, faq.id)
        found = problems(faq.content, self.library(faq.oa_id), today(self.now()))
        remarks = [each.message for each in found if each.level is not Level.ERROR]
        return shapes.shown(faq, [each.code for each in near], remarks)

    def _citations(self, wish: shapes.FaqIn, library: Library) -> tuple[Citation, ...]:
        found: list[Citation] = []
        for place in wish.citations:
            if isinstance(place, shapes.Place):
                found.append(Citation(place.document, place.article, place.clause, place.point))
                continue
            try:
                found.extend(read_basis(place, library, today(self.now())))
            except BotError as error:
                raise InvalidContent([Problem("citations", error.public_message)]) from error
        return tuple(found)

    def _replayed(self, origin: str, content: FaqContent) -> Faq | None:
        with self.faqs.writing() as writing:
            opened = writing.of_origin(origin)
            known = opened.faq() if opened else None
        if known is not None and self.faqs.versions(known.id)[0].content != content:
            raise ApiError(OTHER_WORDS, 422, {"existing": known.code})
        return known

    def _require_new(self, oa_id: str, content: FaqContent) -> None:
        asked = folded(content.question)
        for each in self.life.similar(oa_id, content):
            if folded(each.content.question) == asked and each.state is not FaqState.UNPUBLISHED:
                address = url_for(f"{NAME}.one", code=each.code)
                sentence = ALREADY_ASKED.format(each.code, address)
                raise ApiError(sentence, 409, {"existing": each.code})


def _origin(token: ApiToken) -> str:
    """The key of this call, '' without one."""
    key = request.headers.get(KEY_HEADER)
    if key is None:
        return ""
    if not _KEY.fullmatch(key):
        raise ApiError(WRONG_KEY, 400)
    digest = hashlib.blake2b(key.encode(), digest_size=20).hexdigest()
    return f"api:{token.id}:{digest}"


def make_blueprint(desk: FaqDesk) -> Blueprint:
    """The routes under /faqs."""
    page = Blueprint(NAME, __name__)

    @page.post("/faqs")
    def create() -> Response:
        token = caller(desk.tokens)
        made, is_new = desk.create(token, _body(shapes.FaqIn))
        answer = _json(desk.out(made), 201 if is_new else 200)
        answer.headers["Location"] = url_for(".one", code=made.code)
        if not is_new:
            answer.headers[REPLAYED] = "true"
        return answer

    @page.get("/faqs")
    def several() -> Response:
        token = caller(desk.tokens)
        asked = shapes.FaqQuery.model_validate(request.args.to_dict())
        states = [asked.state] if asked.state else list(FaqState)
        found = desk.faqs.page(
            token.oa_id, states, before=asked.before, words=asked.words, limit=asked.limit
        )
        following = found[-1].id if len(found) == asked.limit else None
        return _json(shapes.FaqList(faqs=[shapes.shown(each) for each in found], next=following))

    @page.get("/faqs/<code>")
    def one(code: str) -> Response:
        token = caller(desk.tokens)
        return _json(desk.out(desk.find(token, code)))

    @page.put("/faqs/<code>")
    def change(code: str) -> Response:
        token = caller(desk.tokens)
        return _json(desk.out(desk.change(token, code, _body(shapes.FaqChange))))

    return page


def _body(shape: type[Shape]) -> Shape:
    """The body as this shape. Raises ``ApiError`` and pydantic's ``ValidationError``."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    return shape.model_validate_json(request.get_data())


def _json(shape: BaseModel, status: int = 200) -> Response:
    return Response(shape.model_dump_json(), status, content_type="application/json")
