"""Invalid values of fields, bodies, parts of URLs, and headers."""

from collections.abc import Mapping
from typing import Any

CANARY = "КанарейкаСнегирёва"
"""Stands for personal data: no error response may repeat it."""

FIELD_VALUES: Mapping[str, Any] = {
    "null": None,
    "zero": 0,
    "negative": -1,
    "fraction": 0.5,
    "beyond 32 bits": 1 << 31,
    "beyond 64 bits": 1 << 63,
    "beyond all": 10**400,
    "empty text": "",
    "spaces": " \t\n\u00a0\u2003",
    "a word": CANARY,
    "NUL": f"{CANARY}\x00",
    "control signs": "\x01\x02\x07\x1b[31m\x7f",
    "lone surrogate": f"{CANARY}\ud800",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈",
    "marks of direction": "\u202eадоп\u2066\u200f\u200b\ufeff",
    "very long": CANARY * 4000,
    "no id": "00000000-0000-0000-0000-00000000000g",
    "nil id": "00000000-0000-0000-0000-000000000000",
    "id in braces": "{01890000-0000-7000-8000-000000000000}",
    "year 0": "0000-00-00",
    "year 1": "0001-01-01",
    "year 9999": "9999-12-31",
    "30 February": "2024-02-30",
    "time before time": "0001-01-01T00:00:00+23:59",
    "time after time": "9999-12-31T23:59:59-23:59",
    "time without zone": "2030-01-01T00:00:00",
    "quotes": "'; DROP TABLE profile; -- \" \\",
    "empty list": [],
    "list of everything": [1, "x", None, [], {}, True],
    "very long list": ["01890000-0000-7000-8000-000000000000"] * 5000,
    "object": {"x": CANARY, "__proto__": {}, "$ne": None},
}

BODIES: Mapping[str, bytes] = {
    "nothing": b"",
    "no JSON": CANARY.encode(),
    "half of JSON": '{"text": "Кана'.encode(),
    "null": b"null",
    "a number": b"5",
    "a text": b'"x"',
    "a list": b"[]",
    "a list of objects": b"[{}]",
    "not a number": b"NaN",
    "infinity": b'{"read_number": Infinity}',
    "beyond floats": b'{"read_number": 1e999}',
    "digits without end": b'{"read_number": ' + b"9" * 6000 + b"}",
    "deep lists": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "broken UTF-8": b'{"text": "\xff\xfe\xfa"}',
    "cut UTF-8": b'{"text": "\xd0"}',
    "UTF-16": '{"text": "Слово"}'.encode("utf-16"),
    "mark of order": b'\xef\xbb\xbf{"text": "x"}',
    "a name twice": b'{"text": "x", "text": "y"}',
    "many unknown names": ("{" + ",".join(f'"x{n}": 1' for n in range(5000)) + "}").encode(),
    "a surrogate for a name": b'{"\\ud800": 1}',
    "NUL for a name": b'{"\\u0000": 1}',
    "a very long name": ('{"' + "ю" * 60_000 + '": 1}').encode(),
    "NULs": b"\x00" * 100,
}

CONTENT_TYPES = (
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "a/b; charset=\xff",
    "",
)

URL_PARTS: Mapping[str, str] = {
    "a word": "x",
    "empty": "",
    "NUL": "%00",
    "broken UTF-8": "%FF%FE",
    "surrogate": "%ED%A0%80",
    "slash": "..%2F..%2Fetc",
    "line": "x%0D%0ASet-Cookie:%20a=b",
    "emoji": "%F0%9F%91%A9",
    "very long": "x" * 6000,
    "nil id": "00000000-0000-0000-0000-000000000000",
    "id as a name": "urn:uuid:00000000-0000-0000-0000-000000000000",
    "almost an id": "00000000-0000-0000-0000-00000000000g",
    "negative": "-1",
    "beyond 64 bits": str(1 << 63),
    "beyond all": "9" * 5000,
    "not a number": "NaN",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "stream of nobody": "chat:00000000-0000-0000-0000-000000000000",
    "stream of nonsense": "chat:x",
    "stream of another kind": "call:00000000-0000-0000-0000-000000000000",
}

HEADERS: Mapping[str, tuple[tuple[str, bytes], ...]] = {
    "cookie of nonsense": (
        ("Cookie", b'parta_profile=x; parta_journal=\xff; parta_link=\x01; parta_attempt="\\000;;=;'),
    ),
    "cookie very long": (("Cookie", b"parta_profile=" + b"x" * 8000),),
    "browser of nonsense": (("User-Agent", b"\xff\xfe\x01 Firefox/\xd0"),),
    "browser very long": (("User-Agent", b"Mozilla/5.0 (" * 2000),),
    "from nowhere": (("X-Forwarded-For", b"\xff, ::::, 999.1.1.1, x"), ("X-Real-IP", b"\xff")),
    "stretch backwards": (("Range", b"bytes=9-1"),),
    "stretch of nothing": (("Range", b"bytes=-0"),),
    "stretch beyond": (("Range", b"bytes=99999999999999-"),),
    "stretch of nonsense": (("Range", b"\xd9\xa1=\xff"),),
    "tag of nonsense": (("If-None-Match", b"\xff"), ("Accept", b"\xff/\xff"), ("Authorization", b"Bearer \xff")),
}
