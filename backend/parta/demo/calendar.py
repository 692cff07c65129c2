"""The demo school's year: quarters and holidays."""

from datetime import date

from parta.school.service import NamedPeriod


def quarters(first: int) -> list[NamedPeriod]:
    """Return the quarters of the school year that begins in this year."""
    after = first + 1
    return [
        NamedPeriod("1 четверть", date(first, 9, 1), date(first, 10, 24)),
        NamedPeriod("2 четверть", date(first, 11, 2), date(first, 12, 31)),
        NamedPeriod("3 четверть", date(after, 1, 11), date(after, 3, 27)),
        NamedPeriod("4 четверть", date(after, 4, 5), date(after, 5, 27)),
    ]


def holidays(first: int) -> list[NamedPeriod]:
    """Return the holidays between the quarters, and the public holidays within them."""
    after = first + 1
    return [
        NamedPeriod("Осенние каникулы", date(first, 10, 24), date(first, 11, 2)),
        NamedPeriod("День народного единства", date(first, 11, 4), date(first, 11, 5)),
        NamedPeriod("Зимние каникулы", date(first, 12, 31), date(after, 1, 11)),
        NamedPeriod("День защитника Отечества", date(after, 2, 23), date(after, 2, 24)),
        NamedPeriod("Международный женский день", date(after, 3, 8), date(after, 3, 9)),
        NamedPeriod("Весенние каникулы", date(after, 3, 27), date(after, 4, 5)),
        NamedPeriod("Праздник Весны и Труда", date(after, 5, 1), date(after, 5, 2)),
        NamedPeriod("День Победы", date(after, 5, 9), date(after, 5, 10)),
        NamedPeriod("Летние каникулы", date(after, 5, 27), date(after, 9, 1)),
    ]
