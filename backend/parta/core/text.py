"""Text as people see it."""

import unicodedata

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Categories of characters that nobody sees, and that reverse or hide what is seen."""


_ALIKE = str.maketrans("aeopcyxkmthb03ёйі", "аеорсухкмтнвозеии")
"""Letters that look alike in both alphabets, in lower case; digits used for letters; letters that people replace."""


def strip_invisible(text: str) -> str:
    """Return the text without the characters that nobody sees."""
    return "".join(letter for letter in text if unicodedata.category(letter) not in _INVISIBLE)


def fold_words(text: str) -> frozenset[str]:
    """Return the words of a name as they look: case, accents, and alphabets that look alike do not matter."""
    plain = unicodedata.normalize("NFKD", strip_invisible(text)).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_ALIKE)
    return frozenset("".join(letter if letter.isalnum() else " " for letter in letters).split())
