"""Programs bring FAQs in, change and read them; what is refused is told in Vietnamese."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.api.site import LARGEST_BODY
from bot.store.api_tokens import ApiTokens, Scope
from bot.store.faq_models import FaqSource, FaqState
from tests.bot.api.conftest import Program
from tests.bot.faq.conftest import OA, OTHER_OA, Office
from tests.handlers.library import KITCHEN

BODY = {
    "question": "Nhà văn hóa phường mở cửa lúc nào?",
    "answer": "Nhà văn hóa phường mở cửa từ thứ Hai đến thứ Bảy.",
}
Programs = Callable[..., Program]


@pytest.fixture
def drafter(program: Programs) -> Program:
    return program(Scope.DRAFT, by="lan")


def test_a_draft(drafter: Program, office: Office) -> None:
    done = drafter.call("POST", "/faqs", BODY)

    assert done.status_code == 201
    faq = office.faqs.page(OA)[0]
    assert done.headers["Location"].endswith(f"/api/v1/faqs/{faq.code}")
    assert done.json | BODY == done.json
    assert (faq.state, faq.source, faq.written_by) == (FaqState.DRAFT, FaqSource.API, office.lan.id)


def test_citations_as_words_and_as_places(drafter: Program) -> None:
    places = ["khoản 2 Điều 2 Luật Bếp núc", {"document": KITCHEN, "article": "1"}]

    done = drafter.call("POST", "/faqs", BODY | {"citations": places})

    assert [(each["article"], each["clause"]) for each in done.json["citations"]] == [
        ("2", "2"),
        ("1", ""),
    ]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"citations": ["Điều 900 Luật Bếp núc"]}, "citations"),
        ({"citations": ["theo luật"]}, "citations"),
        ({"citations": [{"document": KITCHEN}]}, "citations.0.Place.article"),
        ({"expires_on": "2020-01-01"}, "expires_on"),
        ({"answer": "ngắn"}, "answer"),
        ({"question": 7}, "question"),
        ({"question": "Có ký tự lạ\u0000 ở đây?"}, "question"),
        ({"title": "?"}, "title"),
    ],
)
def test_what_is_wrong_is_told_field_by_field(
    drafter: Program, office: Office, change: dict[str, object], field: str
) -> None:
    done = drafter.call("POST", "/faqs", BODY | change)

    assert done.status_code == 422
    assert done.content_type == "application/problem+json"
    assert field in [each["field"] for each in done.json["errors"]]
    assert office.faqs.page(OA) == []


@pytest.mark.parametrize("body", [b"{", b"[]", b'"text"', b"\xff\xfe"])
def test_no_object(drafter: Program, body: bytes) -> None:
    done = drafter.call("POST", "/faqs", body)

    assert done.status_code in (400, 422)
    assert done.json["title"]


def test_the_same_key_makes_one(drafter: Program, office: Office) -> None:
    first = drafter.call("POST", "/faqs", BODY, Idempotency_Key="k-1")
    again = drafter.call("POST", "/faqs", BODY, Idempotency_Key="k-1")
    other = drafter.call(
        "POST", "/faqs", BODY | {"answer": "Câu trả lời hoàn toàn khác."}, Idempotency_Key="k-1"
    )

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 422)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert first.json["code"] == again.json["code"] == other.json["existing"]
    assert len(office.faqs.page(OA)) == 1


def test_a_question_that_is_there_is_not_asked_twice(drafter: Program) -> None:
    code = drafter.call("POST", "/faqs", BODY).json["code"]

    done = drafter.call("POST", "/faqs", BODY | {"question": BODY["question"].lower()})

    assert (done.status_code, done.json["existing"]) == (409, code)


def test_publishing_needs_the_scope_the_role_and_two_persons(
    drafter: Program, program: Programs, office: Office
) -> None:
    wish = BODY | {"publish": True}
    without_role = program(Scope.PUBLISH, by="lan").call("POST", "/faqs", wish)
    alone = program(Scope.PUBLISH).call("POST", "/faqs", wish)

    assert drafter.call("POST", "/faqs", wish).status_code == 403
    assert (without_role.status_code, alone.status_code) == (403, 409)
    assert office.faqs.page(OA) == []

    office.allow_self_approval()
    done = program(Scope.PUBLISH).call("POST", "/faqs", wish)
    assert (done.status_code, done.json["state"], done.json["published_version"]) == (
        201,
        "published",
        1,
    )


def test_a_change_goes_out_from_the_version_that_was_read(drafter: Program) -> None:
    code = drafter.call("POST", "/faqs", BODY).json["code"]
    new = BODY | {"answer": "Nhà văn hóa mở cửa cả tuần.", "version": 1}

    done = drafter.call("PUT", f"/faqs/{code}", new)
    stale = drafter.call("PUT", f"/faqs/{code}", new | {"answer": "Nhà văn hóa đóng cửa."})

    assert (done.status_code, done.json["version"]) == (200, 2)
    assert stale.status_code == 409


def test_reading_page_by_page(drafter: Program, office: Office) -> None:
    codes = [
        drafter.call("POST", "/faqs", BODY | {"question": f"Câu hỏi số {n} về việc {n}?"}).json
        for n in range(3)
    ]
    newest = [each["code"] for each in reversed(codes)]

    first = drafter.call("GET", "/faqs?limit=2").json
    rest = drafter.call("GET", f"/faqs?limit=2&before={first['next']}").json

    assert [each["code"] for each in first["faqs"] + rest["faqs"]] == newest
    assert rest["next"] is None
    assert drafter.call("GET", "/faqs?words=so 1").json["faqs"][0]["code"] == newest[1]
    assert drafter.call("GET", "/faqs?state=published").json["faqs"] == []
    assert drafter.call("GET", f"/faqs/{newest[0]}").json["code"] == newest[0]


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "before=99999999999", "state=lạ"])
def test_a_query_that_means_nothing(drafter: Program, query: str) -> None:
    assert drafter.call("GET", f"/faqs?{query}").status_code == 422


def test_another_accounts_faqs_are_not_there(drafter: Program, office: Office) -> None:
    number = office.published(oa_id=OTHER_OA)

    assert drafter.call("GET", f"/faqs/F{number}").status_code == 404
    assert drafter.call("PUT", f"/faqs/F{number}", BODY | {"version": 1}).status_code == 404
    assert drafter.call("GET", "/faqs").json["faqs"] == []


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer sai", "Basic abc", "Bearer " + "x" * 999])
def test_no_token_no_entry(drafter: Program, header: str) -> None:
    done = drafter.call("GET", "/faqs", Authorization=header)

    assert done.status_code == 401
    assert done.headers["WWW-Authenticate"].startswith("Bearer")
    assert done.content_type == "application/problem+json"


def test_a_revoked_token_is_none(drafter: Program, office: Office) -> None:
    ApiTokens(office.database).revoke(OA, drafter.token.id)

    assert drafter.call("GET", "/faqs").status_code == 401


@pytest.mark.parametrize("path", ["/faqs/F99", "/faqs/12", "/faqs/F0", "/nothing"])
def test_what_is_not_there(drafter: Program, path: str) -> None:
    done = drafter.call("GET", path)

    assert (done.status_code, done.json["status"]) == (404, 404)


def test_what_is_too_large(drafter: Program) -> None:
    large = drafter.call("POST", "/faqs", b'"' + b"x" * LARGEST_BODY + b'"')

    assert large.status_code == 413


def test_guessing_tokens_is_slowed_down(drafter: Program) -> None:
    statuses = [
        drafter.call("GET", "/faqs", Authorization=f"Bearer guess-{n}").status_code
        for n in range(25)
    ]

    assert statuses[0] == 401
    assert statuses[-1] == 429
    assert "Retry-After" in drafter.call("GET", "/faqs", Authorization="Bearer x").headers
