"""The demo school's year: its quarters, and when nobody has lessons."""

from datetime import date

from parta.journal.service import Span


def quarters(first: int) -> list[Span]:
    """Give the quarters of the school year that begins in this year."""
    after = first + 1
    return [
        Span("1 четверть", date(first, 9, 1), date(first, 10, 24)),
        Span("2 четверть", date(first, 11, 2), date(first, 12, 31)),
        Span("3 четверть", date(after, 1, 11), date(after, 3, 27)),
        Span("4 четверть", date(after, 4, 5), date(after, 5, 27)),
    ]


def holidays(first: int) -> list[Span]:
    """Give the holidays between the quarters, and the feasts within them."""
    after = first + 1
    return [
        Span("Осенние каникулы", date(first, 10, 24), date(first, 11, 2)),
        Span("День народного единства", date(first, 11, 4), date(first, 11, 5)),
        Span("Зимние каникулы", date(first, 12, 31), date(after, 1, 11)),
        Span("День защитника Отечества", date(after, 2, 23), date(after, 2, 24)),
        Span("Международный женский день", date(after, 3, 8), date(after, 3, 9)),
        Span("Весенние каникулы", date(after, 3, 27), date(after, 4, 5)),
        Span("Праздник Весны и Труда", date(after, 5, 1), date(after, 5, 2)),
        Span("День Победы", date(after, 5, 9), date(after, 5, 10)),
        Span("Летние каникулы", date(after, 5, 27), date(after, 9, 1)),
    ]
