"""A Markdown list of records: who, when, what with a link, where; and links to copy."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from model import text
from model.record import Person, Record
from model.repositories import record_page

__all__ = ["address", "link", "write"]

_MANY = 6  # names to show before "et al."
_MATH = re.compile(r"(?<!\\)\$")


def write(records: Sequence[Record]) -> str:
    """A bulleted list, one record a line; whatever Markdown or a formula renderer would act on is escaped."""
    return "".join(f"- {_line(record)}\n" for record in records)


def link(record: Record) -> str:
    """The title as a link to the record, or the title alone if it has no address."""
    title = _escaped(record.title) or _escaped(f"[untitled, {record.id}]")
    url = address(record)
    return f"[{title}]({url.replace('(', '%28').replace(')', '%29')})" if url else title


def address(record: Record) -> str:
    """Where a reader finds the work: DOI, own address, full text, arXiv, the repository's page; may be empty."""
    if record.doi:
        return "https://doi.org/" + quote(record.doi, safe="/:;@&=+$!*,'()~-._", errors="replace")
    full_texts = [link.url for link in record.links if link.relation == "main_file"]
    arxiv = [f"https://arxiv.org/abs/{number}" for number in record.texts("arxiv")]
    page = record_page(record.repository, record.id) if record.id_kind == "librecat" else ""
    found = (text.safe_url(url) for url in (record.text("URL"), *full_texts, *arxiv, page) if url)
    return next((url for url in found if url), "")


def _line(record: Record) -> str:
    who = _names(record.creators)
    when = str(record.year) if record.year else _escaped(record.issued.text)
    what = link(record)
    head = f"{who} ({when})." if who and when else f"{who}." if who else f"({when})." if when else ""
    where = _where(record)
    end = "" if what[-1:] in "?!." else "."
    return " ".join(part for part in (head, what + end, where and where + ".") if part)


def _names(people: Sequence[Person]) -> str:
    shown = [_escaped(person.name) for person in people[:_MANY] if not person.is_others]
    return "; ".join(shown) + (" et al" if len(people) > len(shown) else "")


def _where(record: Record) -> str:
    container = text.squeeze(record.text("container-title"))
    volume, issue = record.text("volume"), record.text("issue")
    number = f"{volume}({issue})" if volume and issue else volume or issue
    pages = record.text("page").replace("-", "–") or record.text("number")
    if container:
        parts = [_escaped(f"<i>{text.plain(container)}</i>"), _escaped(number), _escaped(pages)]
    else:
        parts = [_escaped(record.text("publisher"))]
    return ", ".join(part for part in parts if part)


def _escaped(canonical: str) -> str:
    """Markdown of one line that shows the text; a dollar sign begins no formula."""
    return _MATH.sub(r"\\$", text.to_markdown(text.clipboard(text.squeeze(canonical))))
