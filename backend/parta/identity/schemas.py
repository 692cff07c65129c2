"""Requests and responses of Parta ID, and the entities of a profile's stream."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, SecretStr, StringConstraints, model_validator

from parta.core.schema import RequestModel, ResponseModel
from parta.core.text_fields import NamePart, Phone
from parta.identity.models import Delivery, Sex


class BadgeRole(StrEnum):
    """A person's role at a school."""

    TEACHER = "teacher"
    HOMEROOM_TEACHER = "homeroom_teacher"
    STUDENT = "student"
    GUARDIAN = "guardian"
    EMPLOYEE = "employee"
    ADMINISTRATOR = "administrator"


class Badge(ResponseModel):
    """A person's role at a school: «учитель, школа № 7, математика»."""

    role: BadgeRole
    school_id: UUID
    school: str
    """The school's title, as people read it."""
    detail: str
    """The class, the child's first name or the subject; may be empty."""


class PersonName(ResponseModel):
    """A person's name."""

    last_name: str
    first_name: str
    patronymic: str | None


class PersonRead(ResponseModel):
    """A person as others see them; by the badges they are named."""

    id: UUID
    name: PersonName
    badges: list[Badge]
    picture: UUID | None


class PersonCard(ResponseModel):
    """What other packages need to know of a person."""

    name: PersonName
    badges: list[Badge]
    picture: UUID | None
    sex: Sex
    birth_on: date


class ProfileRead(ResponseModel):
    """A learning profile as its owner sees it."""

    id: UUID
    name: PersonName
    birth_on: date
    sex: Sex
    badges: list[Badge]
    picture: UUID | None
    is_confirmed: bool


Password = Annotated[SecretStr, Field(min_length=1, max_length=256)]
"""Bounded in length so that hashing stays cheap; the rules check its strength."""

Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class SignInRequest(RequestModel):
    """The phone number to sign in by, in any spelling."""

    phone: Phone


class VerifyCodeRequest(RequestModel):
    """The code from the SMS."""

    code: Code


class PasswordRequest(RequestModel):
    """A password as typed."""

    password: Password


class ConfirmationRequest(RequestModel):
    """A code or a password that confirms who acts."""

    code: Code | None = None
    password: Password | None = None

    @property
    def password_text(self) -> str:
        """The password; empty where a code was given."""
        return self.password.get_secret_value() if self.password else ""

    @model_validator(mode="after")
    def _require_exactly_one(self) -> Self:
        if (self.code is None) == (self.password is None):
            message = "either a code or a password"
            raise ValueError(message)
        return self


class ProfileRequest(RequestModel):
    """What a person states about themselves."""

    last_name: NamePart
    first_name: NamePart
    patronymic: NamePart | None = None
    birth_on: date
    sex: Sex

    @property
    def name(self) -> PersonName:
        """The full name."""
        return PersonName(last_name=self.last_name, first_name=self.first_name, patronymic=self.patronymic)


class SignInState(ResponseModel):
    """The state of a sign-in; the same for known and unknown numbers."""

    step: Literal["phone", "code", "profile", "done"]
    phone: str | None
    resend_after: int | None
    """Seconds until another code may be requested."""
    tries_left: int | None
    expires_at: datetime | None
    """Until when the code that was sent is valid."""
    delivery: Delivery | None


class CodeSent(ResponseModel):
    """A code was sent to this masked number."""

    phone: str
    resend_after: int


class Me(ResponseModel):
    """Who is signed in."""

    profile: ProfileRead
    phone: str
    """Masked."""
    has_password: bool
    session_id: UUID
    confirmed_until: datetime | None
    """Until when sensitive acts need no new confirmation; null or past: they need one."""
    is_demo: bool


class SessionRead(ResponseModel):
    """A session: a device on which the person is signed in."""

    id: UUID
    device: str
    signed_in_at: datetime
    seen_at: datetime
    """The last request, to within five minutes."""
    location: str | None
    is_current: bool
