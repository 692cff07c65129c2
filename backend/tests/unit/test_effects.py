"""The page of causes and effects is generated from the registry, and up to date."""

from pathlib import Path

from parta.manage.effects import render_effects
from parta.registry import REGISTRY

PAGE = Path(__file__).parents[3] / "docs" / "effects.md"


def test_the_page_is_that_of_the_registry() -> None:
    assert PAGE.read_text() == render_effects(REGISTRY), "docs/effects.md is out of date: run `make effects`"


def test_it_names_every_event_task_stream_and_kind() -> None:
    page = render_effects(REGISTRY)
    tasks = [*REGISTRY.tasks, *(scheduled.name for scheduled in (*REGISTRY.schedule, *REGISTRY.on_start))]
    kinds = [kind.name for kind in REGISTRY.kinds]
    assert [name for name in (*REGISTRY.events, *tasks, *REGISTRY.streams, *kinds) if f"`{name}`" not in page] == []
