"""The settings of one account that are data: people change them while the service runs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import Annotated, Any, Literal, Self

import structlog
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from handlers.turn import Organisation

log = structlog.get_logger(__name__)

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""In the order of ``date.weekday()``."""


class Span(BaseModel):
    """A part of a working day, from ``opens`` until ``closes``, Vietnam's clock."""

    model_config = ConfigDict(frozen=True)

    opens: time
    closes: time

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.opens.tzinfo or self.closes.tzinfo or self.closes <= self.opens:
            raise ValueError("closes must come after opens, on the same day, without a zone")
        return self


Spans = tuple[Span, ...]
Week = dict[Weekday, Spans]

OFFICE_DAY: Spans = (
    Span(opens=time(7, 30), closes=time(11, 30)),
    Span(opens=time(13, 30), closes=time(17)),
)
OFFICE_WEEK: Week = dict.fromkeys(WEEKDAYS[:5], OFFICE_DAY)


class ClosedDay(BaseModel):
    """A day on which the account's officers do not work, and what people call it."""

    model_config = ConfigDict(frozen=True)

    day: date
    name: str = Field(default="", max_length=100)


class AccountSettings(BaseModel):
    """All settings of an account with what holds when nobody set them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    working_hours: Week = Field(default_factory=OFFICE_WEEK.copy)
    closed_days: tuple[ClosedDay, ...] = ()
    answer_hours: Annotated[float, Field(gt=0, le=80)] = 4.0
    """Working hours within which somebody who waits for an officer should have her answer."""
    call_officer_when_unsure: bool = False
    """Whether an officer is called by itself when two answers in a row were unsure."""
    case_alert_minutes: Annotated[int, Field(ge=1, le=60)] = 5
    """Minutes after which officers are alerted again while nobody has taken a case."""
    case_retention_days: Annotated[int, Field(ge=1, le=3650)] = 90
    """Days after its end for which a case is kept; then its log and its contact are destroyed."""
    safe_word: Annotated[str, Field(max_length=40)] = Organisation().safe_word
    """A harmless word that stands for "I am in danger"; '' where the account has none."""
    faq_self_approval: bool = False
    """Whether an officer may approve an FAQ that she wrote herself; the history says so."""

    trial_mode: bool = False
    """Whether only officers and listed people are answered; danger always is."""
    trial_word: Annotated[str, Field(max_length=40)] = ""
    """With it somebody joins the trial; '' where nobody can join by herself."""

    broadcast_self_approval: bool = False
    """Whether an officer may approve a broadcast or a series that she wrote herself."""
    broadcast_opens: time = time(7)
    broadcast_closes: time = time(21)
    """Broadcasts go out between these, Vietnam's clock; Zalo's own hours are kept anyway."""
    broadcast_weekly_cap: Annotated[int, Field(ge=1, le=20)] = 2
    """So many broadcasts a person gets from Monday to Sunday at most."""
    broadcast_recipient_days: Annotated[int, Field(ge=8, le=365)] = 30
    """Days after a broadcast's end for which it is known who got it; its numbers stay."""
    broadcast_paid: bool = False
    """Whether broadcasts go to those who last wrote more than 48 hours ago: Zalo may bill them."""
    broadcast_articles_a_month: Annotated[int, Field(ge=0, le=1000)] = 0
    """Articles that the account's package lets out to followers in a month; 0: not known."""

    @model_validator(mode="after")
    def _works_at_all(self) -> Self:
        for spans in self.working_hours.values():
            if any(
                late.opens < early.closes for early, late in zip(spans, spans[1:], strict=False)
            ):
                raise ValueError("the parts of a day must follow one another")
        if not any(self.working_hours.values()):
            raise ValueError("a week without any working hours")
        if self.broadcast_closes <= self.broadcast_opens:
            raise ValueError("broadcast_closes must come after broadcast_opens")
        return self


def read_settings(values: Mapping[str, Any]) -> AccountSettings:
    """The settings from what was stored. What does not fit is logged and left at its default."""
    settings = AccountSettings()
    for name, value in values.items():
        try:
            checked = AccountSettings.model_validate({name: value})
        except ValidationError:
            log.warning("account_setting_unusable", kind=name)
            continue
        settings = settings.model_copy(update={name: getattr(checked, name)})
    return settings


def stored(settings: AccountSettings, name: str) -> Any:
    """One setting as JSON, the way it is stored."""
    return settings.model_dump(mode="json", include={name})[name]
