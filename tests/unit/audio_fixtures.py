"""Tiny but whole audio files, byte by byte from the formats' specifications: every tag is the test's own."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

Tags = Mapping[str, str | Sequence[str]]
_SILENT_FRAME = b"\xff\xfb\x90\x00" + bytes(413)
"""MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes, 1152 samples."""


def _each(tags: Tags) -> list[tuple[str, str]]:
    return [(k, v) for k, values in tags.items() for v in ([values] if isinstance(values, str) else values)]


def synchsafe(number: int) -> bytes:
    return bytes(number >> shift & 0x7F for shift in (21, 14, 7, 0))


def id3_frame(name: str, body: bytes, version: int = 4) -> bytes:
    size = synchsafe(len(body)) if version == 4 else struct.pack(">I", len(body))
    return name.encode() + size + b"\0\0" + body


def id3(tags: Tags, version: int = 4, extra: bytes = b"") -> bytes:
    """An ID3v2 tag. `TXXX:Name` is a free field, `UFID:owner` an identifier; NUL parts several values."""
    frames = extra
    for name, value in tags.items():
        text = value if isinstance(value, str) else "\0".join(value)
        kind, _, described = name.partition(":")
        if kind == "UFID":
            body = described.encode() + b"\0" + text.encode()
        elif version == 4:
            body = b"\3" + (described.encode() + b"\0" if described else b"") + text.encode()
        else:
            prefix = described.encode("utf-16") + b"\0\0" if described else b""
            body = b"\1" + prefix + text.encode("utf-16")
        if kind == "COMM":
            body = b"\3eng\0" + text.encode()
        frames += id3_frame(kind, body, version)
    return b"ID3" + bytes((version, 0, 0)) + synchsafe(len(frames)) + frames


def id3v1(title: str, artist: str, album: str, year: str, genre: int) -> bytes:
    fields = [(title, 30), (artist, 30), (album, 30), (year, 4), ("", 30)]
    return b"TAG" + b"".join(text.encode("latin-1").ljust(size, b"\0") for text, size in fields) + bytes((genre,))


def mp3(tags: Tags, version: int = 4, frames: int = 100, extra: bytes = b"", tail: bytes = b"") -> bytes:
    """100 frames are 2.6 seconds."""
    return id3(tags, version, extra) + _SILENT_FRAME * frames + tail


def vorbis_comment(tags: Tags) -> bytes:
    fields = [f"{k}={v}".encode() for k, v in _each(tags)]
    body = b"".join(struct.pack("<I", len(field)) + field for field in fields)
    return struct.pack("<I", 4) + b"test" + struct.pack("<I", len(fields)) + body


def flac(tags: Tags, seconds: float = 3.0, sound: int = 4_000) -> bytes:
    packed = 44_100 << 44 | 1 << 41 | 15 << 36 | int(seconds * 44_100)
    info = struct.pack(">HH6xQ16x", 4096, 4096, packed)
    comment = vorbis_comment(tags)
    blocks = b"\0" + len(info).to_bytes(3, "big") + info + b"\x84" + len(comment).to_bytes(3, "big") + comment
    return b"fLaC" + blocks + bytes(sound)


def _page(packet: bytes, number: int, granule: int, flags: int = 0) -> bytes:
    lacing = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, granule, 7, number, 0, len(lacing))
    return head + lacing + packet


def ogg_vorbis(tags: Tags, seconds: float = 3.0) -> bytes:
    head = b"\x01vorbis" + struct.pack("<IBIiiiBB", 0, 2, 44_100, 0, 96_000, 0, 0xB8, 1)
    comment = b"\x03vorbis" + vorbis_comment(tags) + b"\1"
    sound = _page(bytes(4_000), 2, int(seconds * 44_100), 4)
    return _page(head, 0, 0, 2) + _page(comment, 1, 0) + sound


def opus(tags: Tags, seconds: float = 3.0) -> bytes:
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 2, 312, 48_000, 0, 0)
    sound = _page(bytes(4_000), 2, int(seconds * 48_000) + 312, 4)
    return _page(head, 0, 0, 2) + _page(b"OpusTags" + vorbis_comment(tags), 1, 0) + sound


def _atom(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body) + 8) + name + body


def _item(name: str, values: Sequence[str]) -> bytes:
    """`----:Name` is a freeform atom, `tmpo` and `rtng` are numbers, everything else is text."""
    if name.startswith("----:"):
        data = b"".join(_atom(b"data", struct.pack(">II", 1, 0) + value.encode()) for value in values)
        mean = _atom(b"mean", bytes(4) + b"com.apple.iTunes")
        return _atom(b"----", mean + _atom(b"name", bytes(4) + name[5:].encode()) + data)
    if name in ("tmpo", "rtng"):
        number = struct.pack(">H" if name == "tmpo" else ">B", int(values[0]))
        return _atom(name.encode(), _atom(b"data", struct.pack(">II", 21, 0) + number))
    data = b"".join(_atom(b"data", struct.pack(">II", 1, 0) + value.encode()) for value in values)
    return _atom(name.encode("latin-1"), data)


def m4a(tags: Tags, seconds: float = 3.0) -> bytes:
    items = b"".join(_item(k, [v] if isinstance(v, str) else v) for k, v in tags.items())
    meta = _atom(b"meta", bytes(4) + _atom(b"ilst", items))
    decoder = b"\x04\x0f\x40\x15" + bytes(3) + struct.pack(">II", 96_000, 96_000)
    esds = bytes(4) + b"\x03" + bytes((3 + len(decoder),)) + bytes(3) + decoder
    sample = bytes(6) + struct.pack(">H8xHHIH", 1, 2, 16, 0, 44_100) + bytes(2) + _atom(b"esds", esds)
    stsd = _atom(b"stsd", bytes(4) + struct.pack(">I", 1) + _atom(b"mp4a", sample))
    track = _atom(b"trak", _atom(b"mdia", _atom(b"minf", _atom(b"stbl", stsd))))
    header = _atom(b"mvhd", struct.pack(">I8xII", 0, 1000, int(seconds * 1000)) + bytes(80))
    moov = _atom(b"moov", header + track + _atom(b"udta", meta))
    return _atom(b"ftyp", b"M4A \0\0\0\0") + moov + _atom(b"mdat", bytes(4_000))


def wav(tags: Tags, seconds: float = 2.0) -> bytes:
    """RIFF INFO fields by their four letters; 8 kHz mono, 8 bits."""
    info = b"".join(
        k.encode() + struct.pack("<I", len(v.encode()) + 1) + v.encode() + b"\0" * (2 - len(v.encode()) % 2)
        for k, v in _each(tags)
    )
    sound = bytes(int(seconds * 8_000))
    chunks = b"fmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8_000, 8_000, 1, 8)
    chunks += b"LIST" + struct.pack("<I", len(info) + 4) + b"INFO" + info + b"data" + struct.pack("<I", len(sound))
    return b"RIFF" + struct.pack("<I", len(chunks) + len(sound) + 4) + b"WAVE" + chunks + sound


def aiff(tags: Tags, seconds: float = 2.0) -> bytes:
    """An ID3 chunk in AIFF, as most taggers write; 8 kHz mono, 8 bits."""
    rate = struct.pack(">HQ", 0x3FFF + 12, 8_000 << 51)
    sound, tag = bytes(int(seconds * 8_000)), id3(tags)
    common = struct.pack(">hLh", 1, len(sound), 8) + rate
    chunks = b"".join(
        name + struct.pack(">I", len(body)) + body + b"\0" * (len(body) % 2)
        for name, body in ((b"COMM", common), (b"ID3 ", tag), (b"SSND", bytes(8) + sound))
    )
    return b"FORM" + struct.pack(">I", len(chunks) + 4) + b"AIFF" + chunks
