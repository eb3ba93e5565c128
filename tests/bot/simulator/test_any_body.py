from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.simulator.driver import Driver
from tests.bot.simulator.conftest import Api

WORDS = st.sampled_from(
    ["recipient", "message", "text", "attachment", "type", "payload", "template", "file", "token"]
    + ["user_id", "elements", "media", "template_type", "media_type", "image", "attachment_id"]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
    max_leaves=12,
)
PATHS = st.sampled_from(
    ["/v3.0/oa/message/cs", "/v2.0/oa/message", "/v3.0/oa/group/message", "/v3.0/oa/quota/message"]
)


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(path=PATHS, body=JSON, addressed=st.booleans())
def test_any_body_gets_an_answer_in_zalos_envelope(
    api: Api, zalo: Driver, path: str, body: Any, addressed: bool
) -> None:
    if addressed:
        body = {"recipient": {"user_id": zalo.person("lan").user_id}, "message": body}
    answer = api.request("POST", path, json=body)
    assert answer.status_code == 200
    assert isinstance(answer.json()["error"], int)
