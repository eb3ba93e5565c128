import pytest

from bot.errors import BotError
from bot.zalo.errors import (
    MEANINGS,
    AccountStopped,
    AttachmentExpired,
    DeliveryUnknown,
    GroupUnavailable,
    OutsideHours,
    Reconnect,
    RequestRejected,
    RetryLater,
    TokenRejected,
    UserUnreachable,
    ZaloError,
    error_for,
)

CLASSES = {
    RetryLater: {-32, -200, -214},
    TokenRejected: {-216, -220, 216},
    AttachmentExpired: {-100},
    GroupUnavailable: {-237, -403},
    RequestRejected: {-201, -202, -210, -233, -238, -240, -241, -248, -249, -1340, -1341},
    UserUnreachable: {-213, -217, -218, -227, -230, -232, -244, -305},
    AccountStopped: {-204, -205, -207, -208, -209, -211, -212, -215, -219, -221, -222, -224}
    | {-235, -242, -311, -320, -321, 112, -14002, -14003},
    OutsideHours: {-234},
    Reconnect: {-223},
}


@pytest.mark.parametrize("code", sorted(MEANINGS))
def test_every_number_has_the_class_of_the_reference(code: int) -> None:
    expected = {kind for kind, codes in CLASSES.items() if code in codes}
    assert {type(error_for(code))} == expected


def test_the_table_is_complete() -> None:
    assert set(MEANINGS) == set().union(*CLASSES.values())


@pytest.mark.parametrize("code", [-999, -1, 452, 7])
def test_an_unknown_number_is_refused_and_alerts(code: int) -> None:
    error = error_for(code)
    assert type(error) is RequestRejected
    assert error.alert
    assert not error.retryable


def test_223_means_the_quota_where_an_article_is_made() -> None:
    assert type(error_for(-223)) is Reconnect
    assert type(error_for(-223, article=True)) is RequestRejected


@pytest.mark.parametrize("code", sorted(MEANINGS))
def test_every_error_can_be_logged_and_told(code: int) -> None:
    error = error_for(code)
    assert str(error) == f"{type(error).__name__} {code} {error.reason}"
    assert error.log_fields["zalo_error"] == code
    assert error.public_message != BotError.public_message


@pytest.mark.parametrize(
    ("kind", "retryable"),
    [
        (RetryLater, True),
        (TokenRejected, True),
        (OutsideHours, True),
        (DeliveryUnknown, True),
        (RequestRejected, False),
        (UserUnreachable, False),
        (AccountStopped, False),
        (Reconnect, False),
    ],
)
def test_each_class_knows_whether_to_come_back(kind: type[ZaloError], retryable: bool) -> None:
    assert kind.retryable is retryable


@pytest.mark.parametrize("code", [-204, -223, -248, -240])
def test_what_a_person_must_see_alerts(code: int) -> None:
    assert error_for(code).alert


def test_only_the_rate_limit_and_the_night_say_how_long() -> None:
    assert {code for code in MEANINGS if error_for(code).wait is not None} == {-32, -234}


def test_only_the_daily_limit_ends_by_itself() -> None:
    assert {code for code in MEANINGS if error_for(code).until is not None} == {-218}
