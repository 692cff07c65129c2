"""A record by the members of an enum: what it accepts, and how it is described."""

from enum import StrEnum

import pytest
from pydantic import TypeAdapter, ValidationError

from parta.core.schema import EnumRecord


class Day(StrEnum):
    """A day of a weekend, or a day off."""

    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAY = "holiday"


class Plans(EnumRecord[Day, bool]):
    """Who works on which day."""

    names = (Day.SATURDAY, Day.SUNDAY)


class PlansUpdate(Plans):
    """Some plans."""

    is_partial = True


def test_each_name_has_a_value_and_a_partial_record_has_some() -> None:
    both = {"saturday": True, "sunday": False}
    assert Plans.model_validate(both).root == {Day.SATURDAY: True, Day.SUNDAY: False}
    assert PlansUpdate.model_validate({"sunday": True}).root == {Day.SUNDAY: True}
    assert Plans.model_validate(both).model_dump(mode="json") == both


@pytest.mark.parametrize(
    ("given", "name", "code"),
    [
        ({"saturday": True}, "sunday", "missing"),
        ({"saturday": True, "sunday": True, "holiday": True}, "holiday", "extra_forbidden"),
        ({"saturday": True, "sunday": True, "monday": True}, "monday", "extra_forbidden"),
        ({"saturday": True, "sunday": "maybe"}, "sunday", "bool_parsing"),
    ],
)
def test_what_is_missing_or_does_not_belong_here_is_named(given: dict[str, object], name: str, code: str) -> None:
    with pytest.raises(ValidationError) as error:
        Plans.model_validate(given)
    assert [(one["loc"], one["type"]) for one in error.value.errors()] == [((name,), code)]


def test_it_is_described_as_an_object_with_a_field_for_each_name() -> None:
    schema = TypeAdapter(Plans).json_schema()
    assert schema["properties"] == {"saturday": {"type": "boolean"}, "sunday": {"type": "boolean"}}
    assert schema["required"] == ["saturday", "sunday"]
    assert "required" not in TypeAdapter(PlansUpdate).json_schema()
