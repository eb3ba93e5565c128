"""The API's description is one, and the API does what it says, whatever is sent."""

from __future__ import annotations

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from bot.api.document import document
from bot.store.api_tokens import ApiTokens, Scope
from tests.bot.api.conftest import mounted
from tests.bot.faq.conftest import OA, Office

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


def test_the_description_is_openapi() -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(document()).iter_errors()] == []


def test_every_route_is_described(unlimited: Flask) -> None:
    routes = {
        (method.lower(), rule.rule.replace("<", "{").replace(">", "}"))
        for rule in unlimited.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {(m, path) for path, item in document()["paths"].items() for m in item}

    assert routes == described


@pytest.mark.parametrize("operation", ["listFaqs", "createFaq", "readFaq", "changeFaq"])
def test_whatever_is_sent_the_answer_is_as_described(
    unlimited: Flask, office: Office, operation: str
) -> None:
    office.allow_self_approval()
    tokens = ApiTokens(office.database)
    _, secret = tokens.create(OA, "Thử", [Scope.DRAFT, Scope.PUBLISH], office.hoa)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", mounted(unlimited))
    strategy = schema.find_operation_by_id(operation).as_strategy()

    @given(case=strategy)
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    def call(case: schemathesis.Case) -> None:
        response = case.call(headers={"Authorization": f"Bearer {secret}"})
        case.validate_response(response, checks=CHECKS)

    call()
