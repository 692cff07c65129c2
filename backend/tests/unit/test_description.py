"""The description of the HTTP interface."""

from collections import Counter

from pydantic import SecretStr

from parta.core.bus import LocalBus
from parta.core.db import make_engine
from parta.core.settings import Settings
from parta.core.unit_of_work import make_sessions
from parta.main import make_app


def test_every_operation_has_a_name_of_its_own() -> None:
    engine = make_engine("postgresql://nobody@127.0.0.1/nowhere")
    settings = Settings(demo=True, secret=SecretStr("the description needs none"))
    paths = make_app(settings, make_sessions(engine), LocalBus()).openapi()["paths"]
    names = Counter(operation["operationId"] for methods in paths.values() for operation in methods.values())
    assert {name for name, count in names.items() if count > 1} == set()
