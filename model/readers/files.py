"""From files to decoded text, with a notice for whatever cannot be."""

from __future__ import annotations

import codecs
import gzip
import io
import os
import re
import sys
import zlib
from pathlib import Path

from model.paths import STDIN, Candidate, candidates, descriptor, why_not
from model.readers.base import Document, Tick
from model.record import Notice

__all__ = ["BINARY", "NO_FILE", "STDIN", "Candidate", "TooLargeError", "candidates", "decode", "load"]

BINARY = "a binary file, not a bibliography"
NO_FILE = "not a regular file"
_MAX_UNPACKED = 2 << 30  # bytes of one decompressed file
_MAX_RATIO = 250  # deflate reaches 1,032 on a bomb and about 20 on text
_SMALL = 32 << 20  # below this a high ratio harms nobody


def load(candidate: Candidate, tick: Tick | None = None) -> tuple[Document | None, tuple[Notice, ...]]:
    """Read, decompress and decode one file; without a document, the notice says why there is none."""
    name, told = candidate.name, []
    try:
        data = sys.stdin.buffer.read() if name == STDIN else _read_file(candidate.path)
        size = len(data)
        if data.startswith(b"\x1f\x8b"):
            data, damage = _unpacked(data)
            told = [Notice(name, 0, "error", damage, "kept what could be unpacked")] if damage else []
    except (OSError, EOFError, zlib.error, TooLargeError) as error:
        return None, (Notice(name, 0, "error", _reason(error), "left it out"),)
    if data.isspace() or not data:  # stripping would copy it
        return None, (Notice(name, 0, "warning", "the file is empty", "nothing to read"),)
    if _is_binary(data):
        return None, (Notice(name, 0, "error", BINARY, "left it out"),)
    if not data.startswith((*_UTF16, codecs.BOM_UTF8)) and _is_utf8(data):
        return Document(name, size=size, data=data, tick=tick), tuple(told)
    text, foreign, line = decode(data)
    document = Document(name, text, size, tick=tick)
    if foreign:
        message = f"{foreign:,} {'byte is' if foreign == 1 else 'bytes are'} not UTF-8"
        told.append(Notice(name, line, "warning", message, "read as Windows-1252, as older files are"))
    return document, tuple(told)


def _read_file(path: Path) -> bytes:
    if not path.exists() or path.is_file():
        return path.read_bytes()
    opened = descriptor(str(path))
    if opened is None or not (path.is_fifo() or path.is_socket()):  # any other may never end
        raise OSError(NO_FILE)
    with open(os.dup(opened), "rb") as stream:  # noqa: PTH123 (a number is no path)
        return stream.read()


class TooLargeError(ValueError):
    """A compressed file that unpacks to more than a bibliography can be."""


def _unpacked(data: bytes) -> tuple[bytes, str]:
    """What a compressed file holds, and what is wrong with it; one of which nothing can be unpacked raises that."""
    limit = min(_MAX_UNPACKED, max(_SMALL, len(data) * _MAX_RATIO))
    pieces: list[bytes] = []
    room, damage = limit, ""
    with gzip.GzipFile(fileobj=io.BytesIO(data)) as stream:
        try:
            while room >= 0 and (piece := stream.read1(_UNPACKED_AT_ONCE)):
                pieces.append(piece)
                room -= len(piece)
        except (EOFError, OSError, zlib.error) as error:
            if not pieces:
                raise
            damage = _reason(error)
    if room < 0:
        raise TooLargeError(f"unpacks to more than {limit >> 20:,} MB, as no bibliography does")
    return b"".join(pieces), damage


_UNPACKED_AT_ONCE = 1 << 16  # bytes: of a piece that breaks off nothing is had


def _reason(error: Exception) -> str:
    """What went wrong, in the words a person would use."""
    if isinstance(error, EOFError | gzip.BadGzipFile | zlib.error):
        return f"a damaged gzip file ({error})"
    return why_not(error) if isinstance(error, OSError) else str(error)


def _is_utf8(data: bytes) -> bool:
    """Whether all of it is; looked at in pieces, because the text of a large file takes up to four times its room."""
    decode_piece = codecs.getincrementaldecoder("utf-8")().decode
    try:
        for start in range(0, len(data), _PIECE):
            decode_piece(data[start : start + _PIECE], start + _PIECE >= len(data))
    except UnicodeDecodeError:
        return False
    return True


_PIECE = 1 << 15  # bytes: what larger ones become, up to four times as large, is given back to the system each time
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def _is_binary(data: bytes) -> bool:
    """Whether the beginning is no text: a stray NUL does not make a bibliography binary, many control codes do."""
    head = data[:8192]
    if data.startswith(_UTF16) or b"\0" not in head:
        return False
    return sum(byte < 9 or 13 < byte < 32 for byte in head) * 20 > len(head)


def decode(data: bytes) -> tuple[str, int, int]:
    """Decode as UTF-16 (by its mark) or UTF-8; bytes that are not UTF-8 are read one by one as Windows-1252.

    Returns the text, how many such bytes there were, and the line of the first. Byte by byte, because real files mix
    encodings: a UTF-8 library into which one Latin-1 entry was pasted keeps its other accents.
    """
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace"), 0, 0
    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    first = _ESCAPED.search(text)
    if first is None:
        return text, 0, 0
    return text.translate(_WINDOWS), len(_ESCAPED.findall(text)), text.count("\n", 0, first.start()) + 1


_ESCAPED = re.compile("[\udc80-\udcff]")
_WINDOWS = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte)  # five bytes mean nothing in Windows-1252
    for byte in range(0x80, 0x100)
}
