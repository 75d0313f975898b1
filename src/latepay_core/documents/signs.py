"""The signs that the fonts of the PDF can write, known without loading the fonts: a test compares them."""

from latepay_core.documents.reading import cleaned

#: First and last of each run of code points, in hexadecimal.
_DRAWN = (
    "20-7e a0-ac ae-b4 b6-107 10a-113 116-11b 11e-123 126-127 12a-12b 12e-133 136-137 139-13e 141-148 150-155 158-15b "
    "15e-165 16a-16b 16e-17e 192 218-21b 237 2c6-2c7 2c9 2d8-2dd 300-304 306-308 30a-30c 312 326-328 394 3a9 3bc 3c0 "
    "1e80-1e85 1e9e 1ef2-1ef3 2009 2013-2014 2018-201a 201c-201e 2020-2022 2026 2030 2039-203a 2044 20ac 20b9 2113 "
    "2122 212e 2202 220f 2211-2212 2215 2219-221a 221e 222b 2248 2260 2264-2265 25ca 266a"
)
#: Spaces, hyphens and joiners, which the program draws or leaves out by itself.
_SPACES = frozenset("\n\t\u00ad\u200b\u200c\u200d\u2007\u2010\u2011\u2012\u2015\u202f\ufe0f")
_MOST_TOLD = 8


def _drawn() -> frozenset[int]:
    runs = (each.partition("-") for each in _DRAWN.split())
    return frozenset(code for first, _, last in runs for code in range(int(first, 16), int(last or first, 16) + 1))


DRAWN = _drawn()
#: What any text may hold without more ado.
SEEN = frozenset(map(chr, DRAWN)) | _SPACES


def unprintable(text: str) -> str:
    """The signs of a text that the PDF cannot write, each once, at most eight; empty where it writes them all.

    >>> unprintable("Zażółć, Société Durand"), unprintable("Θεός")
    ('', 'Θεός')
    """
    if SEEN.issuperset(text):
        return ""
    lost = dict.fromkeys(sign for sign in cleaned(text) if ord(sign) not in DRAWN and sign not in _SPACES)
    return "".join(list(lost)[:_MOST_TOLD])
