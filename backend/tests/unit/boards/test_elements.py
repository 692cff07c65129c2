"""Each field of an element that the page reads is checked by type and range."""

import math
from typing import Any

import pycrdt
import pytest

from parta.boards.drawing import Drawing
from parta.boards.elements import is_element
from parta.boards.rules import BoardAccess
from parta.boards.scan import InvalidUpdate
from parta.core.ids import new_id

BASE: dict[str, Any] = {
    "id": "house",
    "x": 1.0,
    "y": -2.5,
    "width": 3.0,
    "height": 4.0,
    "angle": 0.0,
    "version": 7.0,
    "versionNonce": 123456789.0,
    "isDeleted": False,
    "strokeColor": "#1e1e1e",
    "backgroundColor": "transparent",
    "fillStyle": "solid",
    "strokeWidth": 2.0,
    "strokeStyle": "solid",
    "roughness": 1.0,
    "opacity": 100.0,
    "groupIds": ["g"],
    "frameId": None,
    "index": "a1",
    "roundness": {"type": 3.0},
    "seed": 42.0,
    "boundElements": [{"type": "arrow", "id": "a"}],
    "updated": 1.7e12,
    "link": None,
    "locked": False,
    "customData": None,
}
LINE = {"points": [[0.0, 0.0], [5.0, 6.0]], "lastCommittedPoint": None, "startBinding": None, "endBinding": None}
ARROW = {
    **LINE,
    "startArrowhead": None,
    "endArrowhead": "arrow",
    "startBinding": {"elementId": "house", "focus": 0.4, "gap": 5.0, "fixedPoint": [0.5, 0.5]},
    "elbowed": True,
    "fixedSegments": [{"index": 1.0, "start": [0.0, 0.0], "end": [5.0, 0.0]}],
    "startIsSpecial": None,
    "endIsSpecial": False,
}
KINDS: dict[str, dict[str, Any]] = {
    "rectangle": {},
    "diamond": {},
    "ellipse": {},
    "embeddable": {"link": "https://video.school/1"},
    "frame": {"name": "Задача 5"},
    "line": LINE,
    "arrow": ARROW,
    "freedraw": {"points": [[0.0, 0.0]], "pressures": [0.5], "simulatePressure": False, "lastCommittedPoint": None},
    "text": {
        "text": "Привет",
        "originalText": "Привет",
        "fontSize": 20.0,
        "fontFamily": 5.0,
        "lineHeight": 1.25,
        "textAlign": "left",
        "verticalAlign": "top",
        "containerId": None,
        "autoResize": True,
    },
}
NO_NUMBERS: tuple[Any, ...] = (None, "1", True, [1.0], {}, math.nan, math.inf, -math.inf, 1e300)
NO_TEXTS: tuple[Any, ...] = (5.0, True, {}, [])
NO_FLAGS: tuple[Any, ...] = (1.0, "no", [])
NO_POINTS: tuple[Any, ...] = ("", [None], [[1.0]], [[1.0, "2"]], [[1.0, math.nan]], [[1.0, 2e5]], {"0": [1.0, 2.0]})
NO_BINDINGS: tuple[Any, ...] = (
    "a",
    [],
    {},
    {"elementId": 5.0},
    {"elementId": "a", "focus": "1"},
    {"elementId": "a", "fixedPoint": [1.0]},
)
BAD: dict[str, dict[str, tuple[Any, ...]]] = {
    "rectangle": {
        "id": (*NO_TEXTS, "", "a\0", "k" * 65),
        "isDeleted": (*NO_FLAGS, None),
        "x": (*NO_NUMBERS, 1e8),
        "y": (*NO_NUMBERS, -1e8),
        "width": (*NO_NUMBERS, 2e5),
        "height": (*NO_NUMBERS, -2e5),
        "angle": (*NO_NUMBERS, 1000.0),
        "version": (*NO_NUMBERS, -1.0),
        "versionNonce": NO_NUMBERS,
        "strokeColor": (*NO_TEXTS, "url(javascript:1)", "#" * 65, "red;"),
        "backgroundColor": (*NO_TEXTS, '"', "<b>"),
        "fillStyle": (*NO_TEXTS, "dots", "constructor"),
        "strokeWidth": (*NO_NUMBERS[1:], -1.0, 101.0),
        "strokeStyle": (*NO_TEXTS, "wavy"),
        "roundness": ("round", 3.0, [], {}, {"type": "3"}, {"type": 4.0}, {"type": 3.0, "value": "1"}),
        "roughness": (*NO_NUMBERS[1:], -1.0, 11.0),
        "opacity": (*NO_NUMBERS[1:], -1.0, 101.0),
        "seed": NO_NUMBERS[1:],
        "index": (*NO_TEXTS, "", "?", "a", "b1", "a10", "0a", "A" + "0" * 26, "a" + "1" * 50_000, "а1"),
        "groupIds": ("g", {}, [None], [5.0], ["k" * 65], ["g"] * 100_000),
        "frameId": NO_TEXTS,
        "boundElements": (5.0, "a", {}, [None], [{}], [{"id": "a"}], [{"id": "a", "type": "line"}], ["a"]),
        "updated": (*NO_NUMBERS[1:], -1.0),
        "link": (
            *NO_TEXTS,
            *(
                "javascript:alert(1)",
                "JavaScript:alert(1)",
                " javascript:1",
                "data:text/html,1",
                "vbscript:1",
                "file:///",
            ),
            *("//other", "/path", "school.ru", "https://", "https://a b", "https://a\n", "https://" + "a" * 3000),
        ),
        "locked": NO_FLAGS,
        "customData": ("text", 5.0, []),
        "type": (None, 5.0, {}, "iframe", "image", "magicframe", "selection", "draw"),
        "font": ("20px Virgil", None, {}),
        "boundElementIds": ("ab", 5.0, None),
    },
    "frame": {"name": (*NO_TEXTS, "x" * 1001)},
    "text": {
        "text": (*NO_TEXTS, None, "x" * 100_001),
        "originalText": (*NO_TEXTS, "x" * 100_001),
        "fontSize": (*NO_NUMBERS, 0.0, -20.0, 1e9),
        "fontFamily": (*NO_NUMBERS[1:], -1.0),
        "lineHeight": (*NO_NUMBERS[1:], -1.0, 1000.0),
        "textAlign": (*NO_TEXTS, "justify"),
        "verticalAlign": (*NO_TEXTS, "left"),
        "containerId": NO_TEXTS,
        "autoResize": NO_FLAGS,
    },
    "line": {"points": (None, *NO_POINTS), "lastCommittedPoint": ([1.0], "1"), "endBinding": NO_BINDINGS},
    "arrow": {
        "points": (None, *NO_POINTS),
        "startBinding": NO_BINDINGS,
        "startArrowhead": (*NO_TEXTS, "spear"),
        "endArrowhead": (*NO_TEXTS, "spear"),
        "elbowed": NO_FLAGS,
        "fixedSegments": ("a", [None], [{"index": 1.0}], [{"index": "1", "start": [0.0, 0.0], "end": [1.0, 1.0]}]),
        "startIsSpecial": NO_FLAGS,
        "endIsSpecial": NO_FLAGS,
    },
    "freedraw": {
        "points": (None, *NO_POINTS),
        "pressures": (None, "1", [None], ["1"], [-1.0], [math.inf]),
        "simulatePressure": NO_FLAGS,
    },
}


def _element(kind: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {**BASE, "type": kind, **KINDS[kind], **changes}


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_page_draws_is_an_element(kind: str) -> None:
    assert is_element(_element(kind))
    assert is_element(_element(kind, somethingNew={"of": ["a later page"]}, customData={"any": [1.0]}))


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, fields in BAD.items() for name in fields])
def test_a_field_of_another_type_or_range_is_no_element(kind: str, name: str) -> None:
    passed = [repr(value)[:80] for value in BAD[kind][name] if is_element(_element(kind, **{name: value}))]
    assert passed == []


@pytest.mark.parametrize(
    ("kind", "name"), [(kind, name) for kind, fields in KINDS.items() for name in (*BASE, *fields)]
)
def test_every_field_that_the_page_draws_is_checked(kind: str, name: str) -> None:
    assert not is_element(_element(kind, **{name: ["wrong"] if name != "groupIds" else "wrong"}))


@pytest.mark.parametrize("link", ["https://school.ru/?a=1#б", "HTTP://a", "mailto:anna@school.ru", "", None])
def test_a_link_leads_to_a_page_or_writes_a_letter(link: str | None) -> None:
    assert is_element(_element("rectangle", link=link))


@pytest.mark.parametrize("index", ["a0", "a1", "Zz", "b00", "a1V", "Yzz", "zzzzzzzzzzzzzzzzzzzzzzzzzzz", None])
def test_an_index_is_a_place_between_others(index: str | None) -> None:
    assert is_element(_element("rectangle", index=index))


@pytest.mark.parametrize("value", [None, 5.0, "house", [], {}])
def test_what_is_no_object_is_no_element(value: object) -> None:
    assert not is_element(value)


@pytest.mark.parametrize(
    "changes",
    [
        {"strokeColor": {"toString": "red"}},
        {"opacity": "100"},
        {"link": "javascript:alert(1)"},
        {"index": "a" + "1" * 50_000},
        {"groupIds": ["g"] * 90_000},
        {"version": 2.0**31 + 1},
    ],
)
def test_a_drawing_takes_no_such_element(changes: dict[str, Any]) -> None:
    drawing, doc = Drawing([], {}), pycrdt.Doc[Any]()
    doc.get("elements", type=pycrdt.Map)["house"] = _element("rectangle", **changes)
    with pytest.raises(InvalidUpdate, match="no_element"):
        drawing.draw(doc.get_update(), new_id(), BoardAccess.DRAW)
    assert drawing.document.to_dict() == {}


def test_what_is_no_element_of_a_copy_does_not_come_back() -> None:
    doc: pycrdt.Doc[Any] = pycrdt.Doc()
    elements = doc.get("elements", type=pycrdt.Map)
    elements["house"], elements["null"], elements["bad"] = _element("rectangle"), None, _element("text", fontSize=1e9)
    drawing = Drawing([], {})
    drawing.return_to(doc.get_update())
    assert drawing.document.to_dict().keys() == {"house"}


def test_a_leader_returns_from_the_newest_version_that_can_be_drawn() -> None:
    drawing, doc = Drawing([], {}), pycrdt.Doc[Any]()
    doc.get("elements", type=pycrdt.Map)["house"] = _element("rectangle", version=2.0**31)
    drawing.draw(doc.get_update(), new_id(), BoardAccess.DRAW)
    drawing.return_to(b"\0\0")
    assert drawing.document.get("house")["isDeleted"]
    assert is_element(drawing.document.get("house"))
