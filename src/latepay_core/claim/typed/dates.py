"""Dates as people type and paste them: from bank sites, spreadsheets, e-mails, phones."""

import re
from datetime import date, timedelta
from functools import lru_cache

from latepay_core.claim.fields import FIRST_DATE, LAST_DATE, calendar_date
from latepay_core.claim.typed.signs import Unread, tidied, unread
from latepay_core.days import DAY

#: The names as they are typed: small letters, accents as they are written.
FRENCH_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
ENGLISH_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ENGLISH_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_LABEL = re.compile(r"^(?:[^\d:]{1,40}: ?)?(?:(?:pay[ée]e?|re[çc]ue?|r[ée]gl[ée]e?|[ée]mise?) )?")
_BEFORE = re.compile(r"^(?:le|au|du|pour le|avant le|jusqu'au|en date du) ")
_WEEKDAY = re.compile(
    rf"^({'|'.join((*WEEKDAYS, *ENGLISH_WEEKDAYS))}|{'|'.join(day[:3] for day in (*WEEKDAYS, *ENGLISH_WEEKDAYS))})"
    r"[.,]? ?,? (?:le )?"
)
_TIME = re.compile(
    r"(?:t|,? (?:à )?|,? - )(\d{1,2}) ?[:h] ?(?:\d{2})?(?: ?[:m] ?\d{2}(?:[.,]\d{1,9})?)?(?: ?[ap]m)?"
    r" ?(z|utc|gmt|[+-]\d{2}:?\d{2})?$",
    re.ASCII,
)
_GREENWICH = ("z", "utc", "gmt", "+0000", "+00:00")
_NUMERIC = re.compile(r"(\d{1,2}) ?[/.\-_ ] ?(\d{1,2}) ?[/.\-_ ] ?(\d{4}|\d{2})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4}) ?[/.\-_ ] ?(\d{1,2}) ?[/.\-_ ] ?(\d{1,2})", re.ASCII)
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SIX = re.compile(r"(\d\d)(\d\d)(\d\d)", re.ASCII)
_DAY_AND_MONTH = r"([0-9]{1,2}|premier|fin)(?: ?(?:er|ier|e|st|nd|rd|th)\b)? ?[\-/.]? ?(?:de |d'|of )?([^\W\d_]+)\.?"
_WORDED = re.compile(_DAY_AND_MONTH + r" ?[\-/.,]? ?(?:de )?([0-9]{4}|[0-9]{2})")
_WORDED_WITHOUT_YEAR = re.compile(_DAY_AND_MONTH + "(?: prochain| dernier)?")
_MONTH_FIRST = re.compile(r"([^\W\d_]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_WITHOUT_YEAR = re.compile(r"(\d{1,2}) ?[/.\-] ?(\d{1,2})", re.ASCII)
_WITHOUT_DAY = re.compile(r"(?:([0-9]{1,2}) ?[/.\-] ?|([^\W\d_]+)\.? ?)([0-9]{4})")
_SERIAL = re.compile(r"(\d{5})(?:[.,]0+)?", re.ASCII)
_ACCENTS = str.maketrans("éèêûôàç", "eeeuoac")
_LEAST_LETTERS = 3
#: Two-digit years belong to the century around today: 00 to 79 is 20xx, 80 to 99 is 19xx.
_PIVOT = 80
_FOUR = 4
#: Six figures are a French day, month, year, unless they also make a year, month, day from this year on.
_FIRST_RECENT_YEAR = 2010
#: The day from which spreadsheets count, and what they give for the years 2000 to 2049.
_SERIAL_START, _SERIALS = date(1899, 12, 30), range(36526, 54789)
#: From this hour of Greenwich on it may already be the next day in France.
_LATE_HOUR = 22
#: What most people type.
_PLAIN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_MOST_SIGNS = 80
#: 29 February is at most eight years away.
_YEARS_AROUND = 8


@lru_cache(maxsize=4096)
def date_typed(text: str, near: date | None = None) -> date | Unread:
    """The date that a person typed or pasted, or why there is none: never a guess between two readings.

    Day, month, year, as in French; the year may come first, in four figures. Where it is missing, the last such day
    up to `near` and the next one are proposed.

    >>> date_typed("dimanche 22 novembre 2026"), date_typed("2026-11-22T00:00:00"), date_typed("1 er juin 26")
    (datetime.date(2026, 11, 22), datetime.date(2026, 11, 22), datetime.date(2026, 6, 1))
    >>> date_typed("31/02/2026").code, date_typed("31 août", near=date(2026, 11, 29)).figures["proposed"]
    ('date-impossible', (datetime.date(2026, 8, 31), datetime.date(2027, 8, 31)))
    """
    if plain := _PLAIN.fullmatch(text):
        day = calendar_date(int(plain[3]), int(plain[2]), int(plain[1]))
        if day is not None and FIRST_DATE <= day <= LAST_DATE:
            return day
    said = tidied(text).lower().strip(".,;()[]' ")
    if not said or len(said) > _MOST_SIGNS:
        return unread("date-unreadable", text)
    said = _BEFORE.sub("", _LABEL.sub("", said))
    weekday = _WEEKDAY.match(said)
    found = _read(text, said[weekday.end() :] if weekday else said, near)
    if isinstance(found, Unread):
        return found
    if weekday and not _is_weekday(weekday[1], found):
        return unread("date-weekday", text, day=found)
    if not FIRST_DATE <= found <= LAST_DATE:
        code = "date-too-early" if found < FIRST_DATE else "date-too-late"
        return Unread(code, {"day": found, "first": FIRST_DATE, "last": LAST_DATE.year})
    return found


def read_date(text: str) -> date | None:
    """The date a person typed, or None when it is not one or does not exist.

    >>> read_date("22/11/26"), read_date("2026-11-22"), read_date("22 nov. 2026"), read_date("1er juin 2026")
    (datetime.date(2026, 11, 22), datetime.date(2026, 11, 22), datetime.date(2026, 11, 22), datetime.date(2026, 6, 1))
    >>> read_date("31/02/2026") is None
    True
    """
    found = date_typed(text)
    return None if isinstance(found, Unread) else found


def _is_weekday(said: str, day: date) -> bool:
    return any(names[day.weekday()].startswith(said) for names in (WEEKDAYS, ENGLISH_WEEKDAYS))


def _read(text: str, said: str, near: date | None) -> date | Unread:
    """The date, once what may stand before it is gone."""
    time = _TIME.search(said)
    if time and (parts := _parts(said[: time.start()])):
        found = _existing(*parts)
        if isinstance(found, date) and time[2] in _GREENWICH and int(time[1]) >= _LATE_HOUR:
            return _two_ways(text, found + DAY, found)
        return found
    if parts := _parts(said):
        return _existing(*parts)
    if six := _SIX.fullmatch(said):
        return _six_figures(text, near, six[1], six[2], six[3])
    return _incomplete(text, said, near)


def _parts(said: str) -> tuple[int, int, int] | None:
    """Year, month and day as typed, whether or not the calendar has that day; None when the text is no date."""
    if match := _YEAR_FIRST.fullmatch(said):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _NUMERIC.fullmatch(said):
        return _year(match[3]), int(match[2]), int(match[1])
    if match := _EIGHT.fullmatch(said):
        year_first = int(match[1]), int(match[2]), int(match[3])
        of_this_age = FIRST_DATE.year <= year_first[0] <= LAST_DATE.year and calendar_date(*year_first)
        return year_first if of_this_age else (int(said[4:]), int(said[2:4]), int(said[:2]))
    if (match := _WORDED.fullmatch(said)) and (month := _month(match[2])):
        year = _year(match[3])
        return year, month, _day(match[1], year, month)
    if (match := _MONTH_FIRST.fullmatch(said)) and (month := _month(match[1])):
        return int(match[3]), month, int(match[2])
    return None


def _six_figures(text: str, near: date | None, first: str, second: str, third: str) -> date | Unread:
    """Six figures: day, month, year, unless the contrary order gives a day as likely."""
    french = calendar_date(_year(third), int(second), int(first))
    other = calendar_date(_year(first), int(second), int(third))
    latest = near.year + 1 if near else LAST_DATE.year
    if french and other and other != french and _FIRST_RECENT_YEAR <= other.year <= latest:
        return _two_ways(text, french, other)
    return french or other or unread("date-unreadable", text)


def _two_ways(text: str, *days: date) -> Unread:
    return unread("date-two-ways", text, readings=days, example=days[0])


def _existing(year: int, month: int, number: int) -> date | Unread:
    """The day itself, or what is wrong with it and what was probably meant."""
    if day := calendar_date(year, month, number):
        return day
    last = last_day_of_month(year, month)
    if last is not None:
        close = last if number else last.replace(day=1)
        return Unread("date-impossible", {"number": number, "month": month, "close": close})
    if swapped := calendar_date(year, number, month):
        return Unread("date-month-first", {"month": month, "close": swapped})
    return Unread("date-no-month", {"month": month})


def _incomplete(text: str, said: str, near: date | None) -> Unread:
    """What misses its year or its day, and the number that a spreadsheet gives to a day."""
    numeric, worded = _WITHOUT_YEAR.fullmatch(said), _WORDED_WITHOUT_YEAR.fullmatch(said)
    if numeric and calendar_date(2000, int(numeric[2]), int(numeric[1])):
        return _without_year(text, numeric[1], int(numeric[2]), near)
    if worded and (month := _month(worded[2])) and calendar_date(2000, month, _day(worded[1], 2000, month)):
        return _without_year(text, worded[1], month, near)
    if match := _WITHOUT_DAY.fullmatch(said):
        last = last_day_of_month(int(match[3]), int(match[1]) if match[1] else _month(match[2]) or 0)
        if last:
            return unread("date-without-day", text, example=last)
    if (match := _SERIAL.fullmatch(said)) and int(match[1]) in _SERIALS:
        day = _SERIAL_START + timedelta(days=int(match[1]))
        return unread("date-serial", text, day=day, example=day)
    return unread("date-unreadable", text)


def _without_year(text: str, said: str, month: int, near: date | None) -> Unread:
    if near is None:
        return unread("date-without-year", text)
    years = range(near.year - _YEARS_AROUND, near.year + _YEARS_AROUND + 1)
    days = [day for year in years if (day := calendar_date(year, month, _day(said, year, month)))]
    past, coming = [day for day in days if day <= near], [day for day in days if day > near]
    return unread("date-without-year-near", text, proposed=(*past[-1:], *coming[:1]))


def last_day_of_month(year: int, month: int) -> date | None:
    """The last day of a month, or None where there is no such month."""
    return next((day for number in range(31, 27, -1) if (day := calendar_date(year, month, number))), None)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == _FOUR:
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _day(said: str, year: int, month: int) -> int:
    """The number of a day: figures, « premier », or « fin » for the month's last."""
    if said == "fin":
        last = last_day_of_month(year, month)
        return last.day if last else 0
    return 1 if said == "premier" else int(said)


def _month(word: str) -> int | None:
    start = word.translate(_ACCENTS)
    if len(start) < _LEAST_LETTERS:
        return None  # shorter beginnings are ambiguous in French
    french = (name.translate(_ACCENTS) for name in FRENCH_MONTHS)
    names = (*enumerate(french, 1), *enumerate(ENGLISH_MONTHS, 1))
    found = {number for number, name in names if name.startswith(start)}
    return found.pop() if len(found) == 1 else None
