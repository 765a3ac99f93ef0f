"""The formats that records leave in: for files, for the clipboard, and how a file is written."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from model import text
from model.citations import biblatex, bibtex, csljson, jsonout, markdown, ris, yamlout
from model.record import Record

__all__ = [
    "COPY_FORMATS",
    "FORMATS",
    "MENU_FORMATS",
    "CopyFormat",
    "Format",
    "FormatError",
    "copy",
    "default_name",
    "export",
    "lacking",
    "write_atomically",
]


class FormatError(ValueError):
    """There is no format of that name."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of files: its name on the command line, its label in a menu, its suffix and media type."""

    name: str
    label: str
    suffix: str
    media_type: str


FORMATS: tuple[Format, ...] = (
    Format("bibtex", "BibTeX", ".bib", "application/x-bibtex"),
    Format("biblatex", "BibLaTeX", ".bib", "application/x-bibtex"),
    Format("csl-json", "CSL-JSON", ".json", "application/vnd.citationstyles.csl+json"),
    Format("ris", "RIS (EndNote, Zotero)", ".ris", "application/x-research-info-systems"),
    Format("yaml", "LibreCat YAML", ".yaml", "application/yaml"),
    Format("markdown", "Markdown list", ".md", "text/markdown"),
    Format("json", "JSON, all fields", ".json", "application/json"),
)

_FOR_LATEX = "bibtex-latex"
MENU_FORMATS = (FORMATS[0], Format(_FOR_LATEX, "BibTeX for LaTeX", ".bib", "application/x-bibtex"), *FORMATS[1:])
"""What a menu offers, in which BibTeX that LaTeX accepts is a format, not a switch as on the command line."""

_FORMAT_NAMES = tuple(each.name for each in FORMATS)
_WRITERS: dict[str, Callable[[Sequence[Record]], str]] = {
    "csl-json": csljson.write,
    "ris": ris.write,
    "markdown": markdown.write,
    "json": jsonout.write,
}


def export(records: Sequence[Record], format: str, *, safe: bool = False, human_keys: bool = False) -> str:
    """The records in a format, in their order, without control codes but line feed and tab.

    `safe` has BibTeX escaped for LaTeX; BibLaTeX always is. `human_keys` names BibTeX and BibLaTeX entries after
    author, year and title. Raises FormatError.
    """
    if format == _FOR_LATEX:
        format, safe = "bibtex", True
    if format == "bibtex":
        return text.clipboard(bibtex.write(records, safe=safe, human_keys=human_keys))
    if format == "biblatex":
        return text.clipboard(biblatex.write(records, human_keys=human_keys))
    if format == "yaml":
        return text.clipboard(yamlout.write(records))
    if format not in _WRITERS:
        raise FormatError(f"there is no format called {format!r}; there are {', '.join(_FORMAT_NAMES)}")
    return _WRITERS[format](records)  # these clean or escape each value


def default_name(records: Sequence[Record], format: str) -> str:
    """A file name to offer: after the work for one, `bibliography` for several, with the format's suffix."""
    suffix = next((each.suffix for each in MENU_FORMATS if each.name == format), ".txt")
    stem = bibtex.human_key(records[0]) if len(records) == 1 else "bibliography"
    stem = re.sub(r"[^\w-]+", "-", stem).strip("-") or "bibliography"
    return f"{stem[:60]}{'.csl' if format == 'csl-json' else ''}{suffix}"


# -- the clipboard -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CopyFormat:
    """A form in which records are copied; `key` is its letter in the menu. References in a style are apart."""

    name: str
    label: str
    key: str = ""


COPY_FORMATS: tuple[CopyFormat, ...] = (
    CopyFormat("citekey", "Cite key", "k"),
    CopyFormat("latex", "\\cite{key}"),
    CopyFormat("pandoc", "[@key]"),
    CopyFormat("bibtex", "BibTeX", "b"),
    CopyFormat(_FOR_LATEX, "BibTeX for LaTeX"),
    CopyFormat("doi", "DOI", "d"),
    CopyFormat("url", "URL", "u"),
    CopyFormat("title", "Title", "t"),
    CopyFormat("markdown", "Markdown link", "m"),
    CopyFormat("csl-json", "CSL-JSON", "j"),
    CopyFormat("ris", "RIS", "i"),
)

_EACH: dict[str, Callable[[Record], str]] = {
    "doi": lambda record: record.doi,
    "url": markdown.address,
    "title": lambda record: text.squeeze(text.plain(record.title)),
}


def copy(records: Record | Sequence[Record], kind: str, *, safe: bool = False) -> str:
    """What goes to the clipboard for one record or several, in their order; records without it are left out.

    `kind` is the name of a `CopyFormat`. The text has passed the copy gate. Raises FormatError.
    """
    several = [records] if isinstance(records, Record) else list(records)
    if kind in _EACH:
        copied = "\n".join(value for record in several if (value := _EACH[kind](record)))
    elif kind in ("citekey", "latex", "pandoc"):
        copied = _keys(bibtex.keys(several), kind)
    elif kind == "markdown":
        copied = markdown.link(several[0]) if len(several) == 1 else _bullets(several)
    elif kind in ("bibtex", _FOR_LATEX, "csl-json", "ris"):
        return export(several, kind, safe=safe)
    else:
        raise FormatError(f"there is nothing called {kind!r} to copy")
    return text.clipboard(copied)


def _keys(keys: Sequence[str], kind: str) -> str:
    if not keys:
        return ""
    if kind == "latex":
        return f"\\cite{{{','.join(keys)}}}"
    return f"[{'; '.join(f'@{key}' for key in keys)}]" if kind == "pandoc" else "\n".join(keys)


def _bullets(records: Sequence[Record]) -> str:
    return "".join(f"- {markdown.link(record)}\n" for record in records)


def lacking(records: Sequence[Record], kind: str) -> int:
    """How many of the records have nothing of that kind, and so are missing from what `copy` gives."""
    return sum(not _EACH[kind](record) for record in records) if kind in _EACH else 0


# -- files -------------------------------------------------------------------------------------------------------


def write_atomically(path: Path, content: str, *, force: bool = False) -> None:
    """Write a file whole or not at all, as UTF-8 with the line ends it has.

    An existing file is left alone unless `force`, and then stays until the new one is complete and on the disk.
    Raises FileExistsError, IsADirectoryError and other OSErrors.
    """
    path = Path(path)
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder")
    if not force and os.path.lexists(path):
        raise FileExistsError(f"{path} exists")
    if path.exists() and not path.is_file():  # a device or a pipe is written to, never replaced by a file
        path.write_bytes(content.encode("utf-8", "replace"))
        return
    target = path.resolve() if path.is_symlink() else path
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content.encode("utf-8", "replace"))
            stream.flush()
            os.fsync(stream.fileno())
        _give_mode(temporary, target)
        _put_in_place(temporary, target, force)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _give_mode(temporary: Path, target: Path) -> None:
    """Owner and rights of the file it replaces, else the rights that new files get; a temporary one is one's own alone.

    An administrator who replaces somebody's file leaves it theirs; who may not give files away keeps it.
    """
    if target.exists():
        before = target.stat()
        mode = before.st_mode & 0o777
        with suppress(OSError, AttributeError):  # not every system has owners
            os.chown(temporary, before.st_uid, before.st_gid)
    else:
        umask = os.umask(0)
        os.umask(umask)
        mode = 0o666 & ~umask
    temporary.chmod(mode)


def _put_in_place(temporary: Path, target: Path, force: bool) -> None:
    """Rename; without `force` by a link, which fails if somebody made the file meanwhile."""
    if not force:
        try:
            os.link(temporary, target)
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if os.path.lexists(target):
                raise FileExistsError(f"{target} exists") from None
        else:
            temporary.unlink()
            return
    temporary.replace(target)
