"""How LibreCat YAML gets flattened on its way through web pages and chats, one function per damage, and looked at."""

import re
from collections.abc import Callable

import yaml

from model.readers.flattened import Recovery, recover

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BLANKS = re.compile(r"[ \t\r\n]+")


def flatten(yaml_text: str) -> str:
    """Every line break with the indentation behind it becomes one blank; all else stays."""
    return re.sub(r"[ \t\r]*\n[ \t\r\n]*", " ", yaml_text).strip(" ")


def without_tags(text: str) -> str:
    return _TAG.sub("", text)


def tags_as_blanks(text: str) -> str:
    return _TAG.sub(" ", text)


def rewrapped(text: str, width: int = 70, indent: str = "") -> str:
    """Broken at blanks into lines of about `width`, wherever that falls: in prose, between keys, within `- key:`."""
    lines, line = [], ""
    for word in text.split(" "):
        if line and len(line) + len(word) >= width:
            lines.append(line)
            line = indent + word
        else:
            line = f"{line} {word}" if line else word
    return "\n".join([*lines, line])


def without_first_mark(text: str) -> str:
    return text.removeprefix("---").lstrip(" \n")


def without_last_mark(text: str) -> str:
    return text.rstrip(" \n").removesuffix("...").rstrip(" \n")


def without_any_mark(text: str) -> str:
    return re.sub(r"(?:^|(?<=\s))(?:\.\.\. )?(?:---|\.\.\.)(?:\s+|$)", "", text)


def squeezed(value: object, clean: Callable[[str], str] = str) -> object:
    """A value with `clean` applied to its strings and their ASCII blanks made single: what must come back."""
    if isinstance(value, str):
        return _BLANKS.sub(" ", clean(value)).strip(" ")
    if isinstance(value, list):
        return [squeezed(item, clean) for item in value]
    if isinstance(value, dict):
        return {key: squeezed(item, clean) for key, item in value.items()}
    return value


def load(text: str) -> list[dict[str, object]]:
    return list(yaml.load_all(text, Loader=yaml.BaseLoader))


def values(recovery: Recovery) -> list[object]:
    return [squeezed(dict(record.fields)) for record in recovery.records]


def only(text: str) -> dict[str, object]:
    (record,) = recover(text).records
    return dict(record.fields)


def record_text(body: str) -> str:
    return f"--- _id: '7' {body} status: public title: Moss type: book year: '2020' ..."
