"""The signs that programs put into what is pasted, made plain; and the answer for what cannot be read."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from latepay_core.claim.refusals import Refusal
from latepay_core.said import Said, Value, said

_PLAINER = str.maketrans(
    {
        **dict.fromkeys("’‘‛ʼʹˈ′´＇", "'"),
        **dict.fromkeys("‐‑‒–—―−﹣－", "-"),
        **dict.fromkeys("⁄∕／", "/"),
        **dict.fromkeys("．․", "."),
        "，": ",",
        "ᵉ": "e",
        "ʳ": "r",
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
    }
)
_WRAPPING = '"“”„«»*_'
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Unread:
    """Something typed that has no value: a stable code, and the figures of its sentence, `given` as it was typed."""

    code: str
    figures: Mapping[str, Value] = field(default_factory=dict)

    @property
    def message(self) -> Said:
        """What is to be said, as refusals are: without capital nor full stop."""
        return said(f"refusals/typed.{self.code}", **self.figures)

    def refusal(self, path: str) -> Refusal:
        """The same, as the refusal of the field at a path."""
        return Refusal(self.code, path, self.message, self.figures)


def unread(code: str, typed: str, /, **figures: Value) -> Unread:
    """What could not be read, quoted as it was typed."""
    return Unread(code, {"given": quoted(typed), **figures})


def quoted(typed: str) -> str:
    """What was typed, as a sentence quotes it: the same signs, cut when long, without what cannot be seen.

    >>> quoted(" 0,999 "), quoted("a" * 60)[-3:]
    ('0,999', 'aa…')
    """
    seen = "".join(" " if sign in "\t\n\r" else sign for sign in typed if sign.isprintable() or sign.isspace()).strip()
    return seen if len(seen) <= _SHOWN else seen[: _SHOWN - 1] + "…"


def tidied(typed: str) -> str:
    """The text with one kind of space, apostrophe and dash, whole letters, and without marks that cannot be seen.

    >>> tidied("\\u200e1’234\\u202f567,00\\u00a0€\\ufeff"), tidied("1er aou\\u0302t")
    ("1'234 567,00 €", '1er août')
    """
    typed = typed.replace("`", "'")
    if not typed.isascii():
        typed = unicodedata.normalize("NFC", typed).translate(_PLAINER)
        typed = "".join(sign for sign in typed if unicodedata.category(sign) not in {"Cf", "Mn"})
    return " ".join(typed.split()).strip(_WRAPPING).strip()
