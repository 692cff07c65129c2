"""Updates as the socket and the difference send them, so that the OpenAPI description includes them all."""

from typing import TYPE_CHECKING, Annotated, Any, Literal, Union

from pydantic import BaseModel, Field, TypeAdapter, create_model

from parta.core.schema import ResponseModel
from parta.core.streams import Difference, EntityUpdate, Kind
from parta.registry import REGISTRY


def build_update_schema(kind: Kind) -> type[ResponseModel]:
    """Return the schema of this kind's updates: the kind's name, and the new state."""
    title = "".join(word.capitalize() for word in kind.name.split("_"))
    value: Any = (kind.schema, ...)
    name: Any = (Literal[kind.name], ...)
    return create_model(
        f"{title}EntityUpdate", __base__=ResponseModel, __doc__=kind.schema.__doc__, kind=name, value=value
    )


if TYPE_CHECKING:
    AnyUpdate = ResponseModel
else:
    AnyUpdate = Annotated[Union[tuple(map(build_update_schema, REGISTRY.kinds))], Field(discriminator="kind")]  # noqa: UP007


class DifferenceRead(BaseModel):
    """What changed in a stream after one seq, complete up to another. `updates` null: read everything anew."""

    s: str
    after: int = Field(serialization_alias="from")
    to: int
    more: bool
    updates: list[AnyUpdate] | None


_update_adapter: TypeAdapter[AnyUpdate] = TypeAdapter(AnyUpdate)


def to_difference_read(found: Difference) -> DifferenceRead:
    """Return the difference as a response."""
    updates = None if found.updates is None else [_to_any_update(update) for update in found.updates]
    return DifferenceRead(s=found.stream, after=found.after, to=found.seq, more=found.more, updates=updates)


def _to_any_update(update: EntityUpdate) -> AnyUpdate:
    return _update_adapter.validate_python({"kind": update.kind, "value": update.value})
