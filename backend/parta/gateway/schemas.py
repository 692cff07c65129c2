"""Updates as the socket and the difference send them, so that the OpenAPI description includes them all."""

from typing import TYPE_CHECKING, Annotated, Any, Literal, Union

from pydantic import BaseModel, ConfigDict, Field, create_model

from parta.core.schema import ResponseModel
from parta.core.streams import Difference, EntityUpdate, Kind
from parta.registry import REGISTRY


class _EntityUpdate(ResponseModel):
    """The base of all updates. Its fields' docstrings are not looked for: of a created model there is no source."""

    model_config = ConfigDict(use_attribute_docstrings=False)


def build_update_schema(kind: Kind) -> type[ResponseModel]:
    """Return the schema of this kind's updates: the kind's name, and the new state."""
    title = "".join(word.capitalize() for word in kind.name.split("_"))
    value: Any = (kind.schema, ...)
    name: Any = (Literal[kind.name], ...)
    return create_model(
        f"{title}EntityUpdate", __base__=_EntityUpdate, __doc__=kind.schema.__doc__, kind=name, value=value
    )


_SCHEMAS = {kind.name: build_update_schema(kind) for kind in REGISTRY.kinds}

if TYPE_CHECKING:
    AnyUpdate = ResponseModel
else:
    AnyUpdate = Annotated[Union[tuple(_SCHEMAS.values())], Field(discriminator="kind")]  # noqa: UP007


class DifferenceRead(BaseModel):
    """What changed in a stream after one seq, complete up to another. `updates` null: read everything anew."""

    s: str
    after: int = Field(serialization_alias="from")
    to: int
    more: bool
    updates: list[AnyUpdate] | None


def to_difference_read(found: Difference) -> DifferenceRead:
    """Return the difference as a response."""
    updates = None if found.updates is None else [_to_any_update(update) for update in found.updates]
    return DifferenceRead(s=found.stream, after=found.after, to=found.seq, more=found.more, updates=updates)


def _to_any_update(update: EntityUpdate) -> AnyUpdate:
    return _SCHEMAS[update.kind].model_validate({"kind": update.kind, "value": update.value})
