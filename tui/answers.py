"""The work of `list`, `show`, `cite`, `export` and `styles`: ask the library, write the answer, return an exit code."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from model import ordering, text
from model.library import Library
from model.listing import names, row_of
from model.paths import STDIN, is_there
from model.record import Record
from tui.console import Failure, columns, emit, emit_json, tell, width
from tui.session import Session

__all__ = [
    "CiteOptions",
    "ExportOptions",
    "cite_works",
    "export_works",
    "ids_and_paths",
    "list_styles",
    "list_works",
    "show_work",
]


# -- list --------------------------------------------------------------------------------------------------------


def list_works(session: Session, query: str, sort: str | None, limit: int | None, *, as_json: bool) -> int:
    """List the works a query finds; without a query all, newest first."""
    library = session.library
    rows, scores = _selected(library, query, sort)
    rows = rows[:limit] if limit else rows
    if as_json:
        from model.citations.jsonout import row_json

        answer = []
        for row in rows:
            work = library.works[row]
            shape = row_json(work.record, [source.file for source in work.sources])
            answer.append({**shape, **({"score": scores[row]} if row in scores else {})})
        emit_json(answer)
    else:
        _print_list(library, rows)
    return 0 if rows else _nothing(query)


def _nothing(query: str) -> int:
    tell(f"nothing matches {query!r}")
    return 1


def _selected(library: Library, query: str, sort: str | None) -> tuple[list[int], dict[int, float]]:
    """Rows in the order asked for, and the scores of those that a query ranked."""
    if not query:
        return sorted_rows(library, range(len(library)), sort or "-year"), {}
    hits = library.search.search(query)
    for note in hits.notes:
        tell(note)
    if not hits.total and hits.suggestion:
        tell(f"{hits.suggestion.text}: -q {shlex.quote(hits.suggestion.query)}")
    rows = [int(row) for row in hits.rows]
    scores = {row: float(score) for row, score in zip(rows, hits.scores, strict=False)}
    return (rows if sort in (None, "relevance") else sorted_rows(library, rows, str(sort))), scores


def sorted_rows(library: Library, rows: Sequence[int], sort: str) -> list[int]:
    """Rows by a key of the contract, reversed by a leading `-`. Rows are numbered newest first, so ties are too."""
    key, backwards = sort.removeprefix("-"), sort.startswith("-")
    if key == "relevance":
        return list(reversed(rows)) if backwards else list(rows)
    return ordering.sorted_rows(library.ranks(key), rows, backwards=backwards)


def _print_list(library: Library, rows: Sequence[int]) -> None:
    """Print a line a row, each as soon as it is made: who reads only the first ones waits for no others."""
    total = width()
    ids = library.ids if total else ()
    id_width = min(max((len(ids[row]) for row in rows), default=2), 18) if total else 0
    for row in rows:
        work = library.works[row]
        line, record = row_of(work), work.record
        if total:
            cells = (text.display(work.id), line.year, line.mark, names(record, 2), line.title)
            emit(columns(cells, (id_width, 4, 1, min(28, total // 4)), total))
        else:
            kind = text.display(record.type) or "unknown"
            year = str(record.year or "")  # dots in its place are for people
            emit("\t".join((text.display(work.id), year, kind, line.people, line.title, line.container)))


# -- show --------------------------------------------------------------------------------------------------------


def _row(library: Library, identifier: str) -> int:
    """The one row an identifier names; Failure with exit code 1 for none, 2 for several."""
    rows = library.find(identifier)
    if not rows:
        raise Failure(f"no record {identifier!r}{_file_instead(identifier)}", 1)
    if len(rows) > 1:
        several = ", ".join(library.works[row].id for row in rows)
        raise Failure(f"{identifier!r} names several records: {several}", 2)
    return rows[0]


def _file_instead(identifier: str) -> str:
    """What to tell somebody who names a file in the place of a record."""
    return f"; {identifier!r} is a file: the id comes first, then where to look" if is_there(identifier) else ""


def show_work(session: Session, identifier: str, *, as_json: bool) -> int:
    """Show everything about one record."""
    try:
        library = session.library
    except Failure as failure:
        raise Failure(f"{failure.message}{_file_instead(identifier)}", failure.code) from failure
    row = _row(library, identifier)
    if as_json:
        from tui.shapes import work_json

        emit_json(work_json(library, row))
        return 0
    _print_work(library, row)
    return 0


def _print_work(library: Library, row: int) -> None:
    from model.describe import describe

    work = library.works[row]
    line = row_of(work)
    emit(line.title)
    emit("=" * min(len(line.title), 80))
    for section in describe(library, row):
        emit()
        emit(section.title)
        labels = max(24, *(len(item.label) + 2 for item in section.items))
        for item in section.items:
            shown = text.display(text.linear(item.text))
            if section.prose:
                emit(f"  {shown}")
            else:
                emit(f"  {text.display(item.label):<{labels}}{shown}{_where(library, item.target)}".rstrip())


def _where(library: Library, target: str) -> str:
    """The id of a record that an item leads to, so that it can be asked for next."""
    kind, _, value = target.partition(":")
    return f"  [{text.display(library.works[int(value)].id)}]" if kind == "row" else ""


# -- cite --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CiteOptions:
    """What `cite` was asked for."""

    style: str | None
    form: str
    render: bool
    bibliography: bool
    locale: str | None
    copy: bool


def ids_and_paths(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tell ids from files: a shell turns `--in dir/*` into one --in and many words, and people leave the --in out."""
    paths = tuple(word for word in words if word == STDIN or (("/" in word or "." in word) and is_there(word)))
    return tuple(word for word in words if word not in paths), paths


def cite_works(session: Session, identifiers: tuple[str, ...], options: CiteOptions) -> int:
    """Print one citation a line; say on stderr when the repository's own words and rendered ones had to mix."""
    from model.citations import cite
    from model.citations.csl import StyleError

    library = session.library
    if not identifiers:
        raise Failure("name at least one record to cite", 2)
    records = [library.works[_row(library, identifier)].record for identifier in identifiers]
    style = options.style or _configured_style(session)
    try:
        citations = cite.cite_many(
            records,
            style,
            render=options.render or options.locale is not None,  # a stored citation has its own language
            locale=options.locale or session.config.locale or None,
            bibliography=options.bibliography,
        )
    except StyleError as error:
        raise Failure(str(error), 2) from error
    forms = {"plain": cite.as_plain, "html": cite.as_html, "markdown": cite.as_markdown}
    lines = [forms[options.form](citation) for citation in citations.texts]
    for line in lines:
        emit(line)
    if citations.note:
        tell(citations.note)
    if options.copy:
        _copy("\n".join(lines), session)
    return 0


def _configured_style(session: Session) -> str:
    """The style of the configuration; of one that does not exist it is told, and the default taken."""
    from tui.citing import checked_style

    style = session.config.style
    known = checked_style(style)
    if known != style:
        tell(f"{session.config.path}: warning: no citation style is called {style!r}; {known} is used")
    return known


def _copy(words: str, session: Session) -> None:
    from tui.clipboard import copy

    tell(copy(words, setting=session.config.clipboard).message)


# -- export and styles ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What `export` was asked for."""

    query: str
    identifiers: tuple[str, ...]
    form: str
    output: str | None
    force: bool
    safe: bool
    human_keys: bool


def export_works(session: Session, options: ExportOptions) -> int:
    """Write the records asked for to standard output or, atomically, to a file."""
    from model.citations import formats

    library = session.library
    records = _export_records(library, options)
    if not records:
        return _nothing(options.query)
    written = formats.export(records, options.form, safe=options.safe, human_keys=options.human_keys)
    if options.output is None or options.output == "-":
        emit(written.removesuffix("\n"))
        return 0
    try:
        formats.write_atomically(Path(options.output), written, force=options.force)
    except FileExistsError as error:
        raise Failure(f"{options.output} exists; --force replaces it", 2) from error
    except OSError as error:
        raise Failure(f"cannot write {options.output}: {error.strerror or error}", 2) from error
    tell(f"{len(records):,} {'record' if len(records) == 1 else 'records'} written to {options.output}")
    return 0


def _export_records(library: Library, options: ExportOptions) -> list[Record]:
    rows = [_row(library, identifier) for identifier in options.identifiers]
    if options.query or not rows:
        rows += [row for row in _selected(library, options.query, None)[0] if row not in set(rows)]
    return [library.works[row].record for row in rows]


def list_styles(words: str, limit: int) -> int:
    """List styles by name and title: the common ones, or all that match some words."""
    from model.citations import styles

    found = styles.search(words, limit=limit) if words else [s for n in styles.COMMON if (s := styles.find(n))]
    for style in found:
        emit(f"{style.name:<44}  {text.display(style.title)}" if width() else f"{style.name}\t{style.title}")
    if not words:
        tell(f"{len(styles.all_styles()):,} styles in all: `bibscope styles WORD` searches them; any .csl file works")
    return 0 if found else _nothing(words)
