"""Damaged copies of real files: bytes flipped, cut, doubled, put in from elsewhere; inside archives too."""

import io
import random
import zipfile

#: What has troubled readers before: limits, empty and nested things, characters of other encodings.
_DICTIONARY = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n" * 9, b'"', b"'", b";" * 40, b"\t", b"{", b"[" * 300, b"]",
    b"null", b"-1", b"1e999", b"NaN", b"9" * 400, b"99999999999999", b"31/02/2026", b"0000-00-00", b"9999-12-31",
    b"1 000,00", "\u202f".encode(), "é".encode("cp1252"), "\u202e".encode(),
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"%PDF-1.7",
    b"<![CDATA[", b"=1+1", b"\xed\xa0\x80", b"/Length 99999999", b"stream", b"endobj",
)  # fmt: skip
_MOST = 400_000


def damaged(seed: bytes, dice: random.Random) -> bytes:
    """A damaged copy: of an archive, sometimes one of its files is damaged, and the archive is whole."""
    if seed[:2] == b"PK" and dice.random() < 0.7:
        return _archive(seed, dice)
    content = bytearray(seed)
    for _ in range(dice.choice((1, 1, 2, 4, 9))):
        _once(content, dice)
    return bytes(content[:_MOST])


def _once(content: bytearray, dice: random.Random) -> None:
    at = dice.randrange(len(content) + 1)
    match dice.randrange(6):
        case 0 if content:
            content[at % len(content)] ^= 1 << dice.randrange(8)
        case 1:
            content[at:at] = dice.choice(_DICTIONARY)
        case 2:
            del content[at : at + dice.choice((1, 3, 40, 400))]
        case 3:
            content[at:at] = content[at : at + dice.choice((2, 30, 300))] * dice.choice((1, 2, 20))
        case 4:
            del content[at:]
        case _:
            piece = dice.choice(_DICTIONARY)
            content[at : at + len(piece)] = piece


def _archive(seed: bytes, dice: random.Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(seed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = old.namelist()
        chosen = dice.choice(names)
        for name in names:
            content = old.read(name)
            new.writestr(name, damaged(content, dice) if name == chosen else content)
    return out.getvalue()
