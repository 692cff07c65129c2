"""What server and pages must agree on: one table of texts and names, which the tests of both read."""

import json
from pathlib import Path
from typing import Any

SHARED_CASES: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[2] / "web/src/shared/text/cases.json").read_text()
)
