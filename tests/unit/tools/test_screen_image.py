"""Pictures of the virtual screen: what the frame buffer holds is what the PNG shows."""

from __future__ import annotations

import struct
import zlib

from screen_image import Box, picture

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)


def dump(rows: list[list[tuple[int, int, int]]]) -> bytes:
    """A frame buffer as Xvfb writes it: header, one colour entry, lines with padding."""
    width, height, line = len(rows[0]), len(rows), len(rows[0]) * 4 + 8
    head = [0] * 25
    head[0], head[4], head[5], head[12], head[19] = 104, width, height, line, 1
    pixels = b"".join(
        b"".join(bytes((blue, green, red, 0)) for red, green, blue in row) + b"\xff" * 8 for row in rows
    )
    return struct.pack(">25I", *head) + bytes(4) + bytes(12) + pixels


def shown(png: bytes) -> list[list[tuple[int, ...]]]:
    """The pixels of a PNG with a palette, without filters."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at < len(png):
        (size,) = struct.unpack_from(">I", png, at)
        name, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + size]
        assert struct.unpack_from(">I", png, at + 8 + size)[0] == zlib.crc32(name + content)
        chunks[name] = content
        at += size + 12
    width, height, depth, kind = struct.unpack_from(">IIBB", chunks[b"IHDR"])
    assert (depth, kind) == (8, 3)
    data, palette = zlib.decompress(chunks[b"IDAT"]), chunks[b"PLTE"]
    lines = [data[y * (width + 1) + 1 : (y + 1) * (width + 1)] for y in range(height)]
    return [[tuple(palette[3 * one : 3 * one + 3]) for one in line] for line in lines]


def test_the_whole_screen() -> None:
    rows = [[RED, GREEN], [BLUE, RED], [GREEN, GREEN]]
    assert shown(picture(dump(rows))) == rows


def test_a_part_of_it() -> None:
    rows = [[RED, GREEN, BLUE], [BLUE, RED, GREEN]]
    assert shown(picture(dump(rows), Box(1, 1, 2, 1))) == [[RED, GREEN]]


def test_rare_colours_become_the_nearest_of_256() -> None:
    common = [(value, value, value) for value in range(256)]
    found = shown(picture(dump([common, common, [*common[:255], (10, 10, 11)]])))
    assert found[0] == common
    assert found[2][255] == (10, 10, 10)
