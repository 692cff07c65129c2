"""Text as people see it."""

import unicodedata

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that nobody sees, and that reverse or hide what is seen."""


def strip_invisible(text: str) -> str:
    """Return the text without the characters that nobody sees."""
    return "".join(letter for letter in text if unicodedata.category(letter) not in _INVISIBLE)
