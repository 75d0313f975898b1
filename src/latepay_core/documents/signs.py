"""The signs that the fonts of the PDF can write, known without loading the fonts: a test compares them."""

from latepay_core.documents.reading import cleaned

#: First and last of each run of code points, in hexadecimal.
_DRAWN = (
    "20-7e a0-12b 12e-131 134-165 168-17f 18f 192 1a0-1a1 1af-1b0 218-21b 237 2b3 2c6-2cc 2d8-2dd 2e1-2e2 "
    "300-304 306-30c 31b 323-324 326-328 374-375 37e 384-38a 38c 38e-3a1 3a3-3ce 3d7 3d9 3db 3dd 3e1 400-45f "
    "490-491 1d49 1d50 1e80-1e85 1e9e 1ea0-1ef9 2007 2009-200b 2010 2012-2015 2018-201a 201c-201e 2020-2022 "
    "2025-2026 202f-2030 2032-2033 2039-203a 203c 2044 2070-2071 2074-2079 20ac 20ae 20b1-20b2 20b4-20b5 "
    "20b8-20b9 2113 2116-2117 2120 2122 2126 212e 2202 2206 220f 2211-2212 2215 2219-221a 221e 222b 2248 2260 "
    "2264-2265 25ca 2610-2611"
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

    >>> unprintable("Zażółć, Société Durand, Θεός, Nguyễn"), unprintable("北京")
    ('', '北京')
    """
    if SEEN.issuperset(text):
        return ""
    lost = dict.fromkeys(sign for sign in cleaned(text) if ord(sign) not in DRAWN and sign not in _SPACES)
    return "".join(list(lost)[:_MOST_TOLD])
