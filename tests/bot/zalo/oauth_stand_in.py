"""A stand-in of Zalo's OAuth server: a refresh token works once, and a refusal has HTTP 200."""

import itertools
import json
import threading

from werkzeug.wrappers import Request, Response


class OAuthStandIn:
    """Play it as the ``always`` of a ``StandIn``; it answers ``getoa`` for the live token too."""

    def __init__(self, access: str = "a0", refresh: str = "r0") -> None:
        self.access, self.live_refresh = access, refresh
        self.codes: dict[str, str] = {}
        self.granted = 0
        self.refused = 0
        self._numbers = itertools.count(1)
        self._one = threading.Lock()

    def __call__(self, request: Request) -> Response:
        if request.path == "/v2.0/oa/getoa":
            good = request.environ["sent_headers"]["access_token"] == self.access
            return _json({"error": 0, "data": {}} if good else {"error": -216})
        with self._one:
            return self._tokens(request)

    def _tokens(self, request: Request) -> Response:
        form = request.form
        if (
            request.environ["sent_headers"].get("secret_key") != "app-secret"
            or form["app_id"] != "2334"
        ):
            return self._refuse()
        if form["grant_type"] == "refresh_token":
            good = form["refresh_token"] == self.live_refresh
        else:
            good = self.codes.pop(form["code"], "") == form["code_verifier"] != ""
        return self._grant() if good else self._refuse()

    def _grant(self) -> Response:
        self.granted += 1
        number = next(self._numbers)
        self.access, self.live_refresh = f"a{number}", f"r{number}"
        return _json(
            {
                "access_token": self.access,
                "refresh_token": self.live_refresh,
                "expires_in": "90000",
            }
        )

    def _refuse(self) -> Response:
        self.refused += 1
        return _json({"error": -14999, "error_name": "Invalid", "error_description": "words"})


def _json(body: dict[str, object]) -> Response:
    return Response(json.dumps(body), content_type="application/json")
