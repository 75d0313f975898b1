"""A logo for the letterhead: a PNG or a JPEG that anyone may have made, checked and cut down to what it shows.

Only what draws the picture is kept: neither the place where a photograph was taken nor any other note of its file goes
into a letter. Nothing here needs Pillow, which the browser does without.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

#: The largest file, in bytes, and the most pixels of one picture: what a letterhead needs is far less.
LARGEST, MOST_PIXELS = 1_000_000, 2_000_000
#: The room it has in the letterhead, in millimetres.
WIDEST, TALLEST = 40.0, 18.0
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
#: How many samples a pixel has, by the colour type of a PNG: grey, colour, palette, grey and alpha, colour and alpha.
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_GREY, _PALETTE, _WITH_ALPHA = (0, 4), 3, (4, 6)
_MARK, _BASELINE, _PROGRESSIVE, _END, _SCAN = 0xFF, 0xC0, 0xC2, 0xD9, 0xDA
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
#: The segments of a JPEG that draw it: tables, frames, scans, and Adobe's word on its colours.
_DRAWING = frozenset({0xC4, 0xDB, 0xDD, 0xEE, _BASELINE, 0xC1, _PROGRESSIVE})
_EIGHT = 8


class NotALogo(ValueError):
    """The file is no picture that a letter can hold."""


@dataclass(frozen=True)
class Pixels:
    """What a PDF draws: the data of the picture, how they are packed, grey or colour, and what decodes them."""

    data: bytes
    packing: Literal["DCTDecode", "FlateDecode"]
    colours: Literal["DeviceGray", "DeviceRGB"]
    parameters: str = ""


@dataclass(frozen=True)
class Logo:
    """A checked picture: its bytes, cleaned, its kind, its width and height in pixels."""

    content: bytes
    kind: Literal["png", "jpeg"]
    width: int
    height: int
    grey: bool = False

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height on paper, in millimetres: as large as the letterhead has room for.

        >>> Logo(b"", "png", 400, 100).size, Logo(b"", "png", 100, 400).size
        ((40.0, 10.0), (4.5, 18.0))
        """
        scale = min(WIDEST / self.width, TALLEST / self.height)
        return self.width * scale, self.height * scale

    @cached_property
    def pixels(self) -> Pixels:
        """The picture as a PDF takes it: what can be seen through is white."""
        colours: Literal["DeviceGray", "DeviceRGB"] = "DeviceGray" if self.grey else "DeviceRGB"
        if self.kind == "jpeg":
            return Pixels(self.content, "DCTDecode", colours)
        return Pixels(zlib.compress(_on_white(self.content), 9), "FlateDecode", colours)


def read_logo(content: bytes) -> Logo:
    """The logo in a file; raises NotALogo for anything but a whole PNG or JPEG of a usual kind and size."""
    if len(content) > LARGEST:
        raise NotALogo("too-large")
    try:
        logo = _png(content) if content.startswith(_PNG) else _jpeg(content) if content.startswith(_JPEG) else None
    except (struct.error, IndexError, zlib.error) as cut:
        raise NotALogo("damaged") from cut
    if logo is None:
        raise NotALogo("not-a-picture")
    return logo


def _counted(width: int, height: int) -> None:
    if not (0 < width * height <= MOST_PIXELS) or max(width, height) > 60 * min(width, height):
        raise NotALogo("size")


# ---------------------------------------------------------------- JPEG


def _jpeg(content: bytes) -> Logo:
    kept, frame = [content[:2]], None
    for marker, start, end in _segments(content):
        if marker == _SCAN:
            if frame is None or not content.rstrip(b"\0").endswith(bytes((_MARK, _END))):
                raise NotALogo("damaged")
            kept.append(content[start:])
            width, height, grey = frame
            return Logo(b"".join(kept), "jpeg", width, height, grey)
        if marker in (_BASELINE, 0xC1, _PROGRESSIVE):
            precision, height, width, samples = struct.unpack(">BHHB", content[start + 4 : start + 10])
            if precision != _EIGHT or samples not in (1, 3):
                raise NotALogo("kind")
            _counted(width, height)
            frame = (width, height, samples == 1)
        if marker in _DRAWING:
            kept.append(content[start:end])
    raise NotALogo("damaged")


def _segments(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Each segment of a JPEG up to its first scan: its marker, where it begins and ends."""
    at = 2
    while at < len(content):
        if content[at] != _MARK:
            raise NotALogo("damaged")
        marker = content[at + 1]
        if marker == _MARK or marker in _ALONE:
            at += 1 if marker == _MARK else 2
            continue
        (length,) = struct.unpack(">H", content[at + 2 : at + 4])
        if length < 2:  # noqa: PLR2004 - a length counts itself
            raise NotALogo("damaged")
        yield marker, at, at + 2 + length
        at += 2 + length


# ---------------------------------------------------------------- PNG


def _png(content: bytes) -> Logo:
    """A PNG with the chunks that draw it alone, its data unpacked once: it holds what it says, and no more."""
    chunks = list(_chunks(content))
    if not chunks or chunks[0][0] != b"IHDR" or chunks[-1][0] != b"IEND":
        raise NotALogo("damaged")
    width, height, depth, kind, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if depth != _EIGHT or kind not in _SAMPLES or interlaced:
        raise NotALogo("kind")
    _counted(width, height)
    _unpacked(chunks, height * (1 + width * _SAMPLES[kind]))
    if kind == _PALETTE and not any(name == b"PLTE" for name, _ in chunks):
        raise NotALogo("damaged")
    kept = [(name, data) for name, data in chunks if name in (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND")]
    return Logo(_PNG + b"".join(map(_chunk, kept)), "png", width, height, kind in _GREY)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_PNG)
    while at < len(content):
        length, name = struct.unpack(">I4s", content[at : at + 8])
        data = content[at + 8 : at + 8 + length]
        (sum_,) = struct.unpack(">I", content[at + 8 + length : at + 12 + length])
        if zlib.crc32(name + data) != sum_:
            raise NotALogo("damaged")
        yield name, data
        if name == b"IEND":
            return
        at += 12 + length


def _chunk(chunk: tuple[bytes, bytes]) -> bytes:
    name, data = chunk
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _unpacked(chunks: list[tuple[bytes, bytes]], expected: int) -> bytes:
    """The rows of a PNG, each after its filter; never more than it says that it holds."""
    found = zlib.decompressobj().decompress(b"".join(data for name, data in chunks if name == b"IDAT"), expected + 1)
    if len(found) != expected:
        raise NotALogo("damaged")
    return found


def _on_white(content: bytes) -> bytes:
    """The samples of a PNG, grey or of three colours, row by row, on white."""
    chunks = dict(_first_of_each(content))
    width, height, _, kind, *_ = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    samples = _SAMPLES[kind]
    plain = _unfiltered(_unpacked(list(_chunks(content)), height * (1 + width * samples)), width * samples, samples)
    if kind == _PALETTE:
        plain, samples = _coloured(plain, chunks[b"PLTE"], chunks.get(b"tRNS", b"")), 4
    elif kind not in _WITH_ALPHA:
        return plain
    shown = samples - 1
    alpha = plain[shown::samples]
    made = bytearray(len(alpha) * shown)
    for at in range(shown):
        made[at::shown] = bytes(
            (sign * seen + 255 * (255 - seen) + 127) // 255
            for sign, seen in zip(plain[at::samples], alpha, strict=True)
        )
    return bytes(made)


def _first_of_each(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    seen: set[bytes] = set()
    for name, data in _chunks(content):
        if name not in seen:
            seen.add(name)
            yield name, data


def _coloured(plain: bytes, palette: bytes, alphas: bytes) -> bytes:
    """The colours and the alpha of each index; an index that the palette lacks is white."""
    entries = [palette[at : at + 3] for at in range(0, len(palette) - 2, 3)]
    table = [entry + (alphas[at : at + 1] or b"\xff") for at, entry in enumerate(entries)]
    table += [b"\xff\xff\xff\xff"] * (256 - len(table))
    return b"".join(map(table.__getitem__, plain))


def _unfiltered(packed: bytes, row: int, samples: int) -> bytes:
    """The rows without their filters (PNG, chapter 9)."""
    made, above = bytearray(), bytearray(row)
    for start in range(0, len(packed), row + 1):
        current = bytearray(packed[start + 1 : start + 1 + row])
        _undo(packed[start], current, above, samples)
        made += current
        above = current
    return bytes(made)


def _undo(kind: int, current: bytearray, above: bytearray, samples: int) -> None:
    """Undoes the filter of a row in place: none, the sample to the left, above, their mean, the closest of three."""
    match kind:
        case 0:
            return
        case 1:
            for at in range(samples, len(current)):
                current[at] = (current[at] + current[at - samples]) & 255
        case 2:
            for at, up in enumerate(above):
                current[at] = (current[at] + up) & 255
        case 3:
            for at, up in enumerate(above):
                left = current[at - samples] if at >= samples else 0
                current[at] = (current[at] + (left + up) // 2) & 255
        case 4:
            for at, up in enumerate(above):
                left, corner = (current[at - samples], above[at - samples]) if at >= samples else (0, 0)
                current[at] = (current[at] + _closest(left, up, corner)) & 255
        case _:
            raise NotALogo("damaged")


def _closest(left: int, up: int, corner: int) -> int:
    """Paeth's predictor."""
    guess = left + up - corner
    away = (abs(guess - left), abs(guess - up), abs(guess - corner))
    return left if away[0] <= away[1] and away[0] <= away[2] else up if away[1] <= away[2] else corner
