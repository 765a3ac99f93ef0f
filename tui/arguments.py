"""The commands of `bibscope` and their arguments, declared; `tui.answers` does their work."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click
from click.shell_completion import CompletionItem, get_completion_class

import tui.shells  # noqa: F401 (completes, once it is imported)
from tui.completing import complete_ids, complete_styles
from tui.console import tell
from tui.helptexts import add_help, query_language

if TYPE_CHECKING:
    from tui.session import Session

__all__ = ["carry_out", "cli"]

_SORTS = ("relevance", "year", "title", "author", "updated")
_PATH = click.Path(readable=False)
"""A file to a shell that completes it. Whether it can be read is found out and told later, and costs no neighbour."""

_FORMATS = ("bibtex", "biblatex", "csl-json", "ris", "yaml", "markdown", "json")
_Command = TypeVar("_Command", bound=Callable[..., object])


class _Commands(click.Group):
    """The commands; a first word that is none of them is a file to browse, also when a shell completes it."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take what is no command's name as the first path of `browse`."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            return "browse", self.commands["browse"], args
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands, and files, which need no command."""
        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--config", metavar="FILE", type=_PATH, help="Use this configuration file instead of your own.")
@click.version_option(package_name="bibscope", message="%(prog)s %(version)s")
@click.pass_context
def cli(context: click.Context, config: str | None) -> None:
    """Browse, merge, search and cite bibliographies from the terminal.

    PATH is a file, a folder or - for standard input; formats are recognised by content: LibreCat YAML and JSON
    (also pasted flat), BibTeX, CSL-JSON, RIS, PubMed, Web of Science, EndNote and plain text.
    Several files become one set.
    """
    context.obj = config


def _common(command: _Command) -> _Command:
    """Options that every command which reads files has."""
    command = click.option("--config", metavar="FILE", type=_PATH, help="Use this configuration file.")(command)
    return click.option("--no-cache", is_flag=True, help="Read all files afresh.")(command)


_paths = click.argument("paths", metavar="[PATH]...", nargs=-1, type=_PATH)
_query = click.option("-q", "--query", default="", metavar="QUERY", help="Only what this finds, as in the search box.")
_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON, for scripts.")


def _session(context: click.Context, paths: tuple[str, ...], config: str | None, no_cache: bool) -> Session:
    from tui.session import Session

    return Session.start(paths, config or context.obj, no_cache=no_cache)


@cli.command()
@_paths
@_common
@click.option("--fresh", is_flag=True, help="Ignore what was remembered of the last visit.")
@click.pass_context
def browse(context: click.Context, paths: tuple[str, ...], config: str | None, no_cache: bool, fresh: bool) -> int:
    """Open the browser (what bibscope does without a command)."""
    from tui.launch import browse as open_browser

    return open_browser(paths, config or context.obj, no_cache=no_cache, fresh=fresh)


@cli.command("list")
@_paths
@_query
@click.option(
    "--sort",
    type=click.Choice([*_SORTS, *(f"-{name}" for name in _SORTS)]),
    metavar="KEY",
    help="relevance, year, title, author or updated; with - in front, reversed.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="At most N lines.")
@_json
@_common
@click.pass_context
def list_command(
    context: click.Context,
    paths: tuple[str, ...],
    query: str,
    sort: str | None,
    limit: int | None,
    as_json: bool,
    config: str | None,
    no_cache: bool,
) -> int:
    """List works, one a line: id, year, type, people, title, container.

    On a terminal the columns are aligned and cropped; elsewhere they are whole and separated by tabs.
    """
    from tui.answers import list_works

    return list_works(_session(context, paths, config, no_cache), query, sort, limit, as_json=as_json)


@cli.command()
@click.argument("identifier", metavar="ID", shell_complete=complete_ids)
@_paths
@_json
@_common
@click.pass_context
def show(
    context: click.Context, identifier: str, paths: tuple[str, ...], as_json: bool, config: str | None, no_cache: bool
) -> int:
    """Show everything about one record, relations and provenance included.

    ID is an id as shown, a DOI, an arXiv id or a cite key.
    """
    from tui.answers import show_work

    return show_work(_session(context, paths, config, no_cache), identifier, as_json=as_json)


@cli.command()
@click.argument("identifiers", metavar="ID...", nargs=-1, required=True, shell_complete=complete_ids)
@click.option(
    "--in",
    "paths",
    multiple=True,
    metavar="PATH",
    type=_PATH,
    help="Where to look; may be given several times. Files among the ids count, too.",
)
@click.option(
    "-s",
    "--style",
    metavar="STYLE",
    shell_complete=complete_styles,
    help="A style `bibscope styles` names, or a .csl file.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["plain", "html", "markdown"]),
    default="plain",
    help="Plain text unless told.",
)
@click.option("--render", is_flag=True, help="Render by CSL even where the repository supplies the citation.")
@click.option("--bibliography", is_flag=True, help="Sort as the style asks and tell years apart (2023a, 2023b).")
@click.option("--locale", metavar="LANG", help="Render it in a language, such as de-DE.")
@click.option("--copy", is_flag=True, help="Copy to the clipboard as well.")
@_common
@click.pass_context
def cite(
    context: click.Context,
    identifiers: tuple[str, ...],
    paths: tuple[str, ...],
    style: str | None,
    form: str,
    render: bool,
    bibliography: bool,
    locale: str | None,
    copy: bool,
    config: str | None,
    no_cache: bool,
) -> int:
    """Print citations, one a line, in the order of the ids."""
    from tui.answers import CiteOptions, cite_works, ids_and_paths

    ids, more = ids_and_paths(identifiers)
    options = CiteOptions(style, form, render, bibliography, locale, copy)
    return cite_works(_session(context, (*paths, *more), config, no_cache), ids, options)


@cli.command()
@_paths
@_query
@click.option(
    "-i",
    "--id",
    "identifiers",
    multiple=True,
    metavar="ID",
    shell_complete=complete_ids,
    help="Only this record; may be repeated.",
)
@click.option("-t", "--to", "form", type=click.Choice(_FORMATS), required=True, help="The format to write.")
@click.option("-o", "--output", metavar="FILE", type=_PATH, help="Write to FILE instead of standard output.")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@click.option("--safe", is_flag=True, help="BibTeX that LaTeX accepts: special characters escaped.")
@click.option("--human-keys", is_flag=True, help="Cite keys such as frantar2023sparsegpt instead of ids.")
@_common
@click.pass_context
def export(
    context: click.Context,
    paths: tuple[str, ...],
    query: str,
    identifiers: tuple[str, ...],
    form: str,
    output: str | None,
    force: bool,
    safe: bool,
    human_keys: bool,
    config: str | None,
    no_cache: bool,
) -> int:
    """Write records in a format that other programs read."""
    from tui.answers import ExportOptions, export_works

    options = ExportOptions(query, identifiers, form, output, force, safe, human_keys)
    return export_works(_session(context, paths, config, no_cache), options)


@cli.command()
@_paths
@_json
@_common
@click.pass_context
def check(context: click.Context, paths: tuple[str, ...], as_json: bool, config: str | None, no_cache: bool) -> int:
    """Report what was read, merged, kept apart, in conflict, dangling and broken, with file and line.

    Exits with 0 when everything was read whole, with 1 when there are errors to report.
    """
    from tui.checking import check_library

    return check_library(_session(context, paths, config, no_cache), as_json=as_json)


@cli.command()
@click.argument("words", metavar="[WORD]...", nargs=-1)
@click.option("--limit", type=click.IntRange(min=1), default=40, show_default=True, metavar="N", help="At most N.")
def styles(words: tuple[str, ...], limit: int) -> int:
    """List the citation styles that -s takes; with words, search all of them."""
    from tui.answers import list_styles

    return list_styles(" ".join(words), limit)


@cli.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=_PATH)
@click.option("--config", metavar="FILE", type=_PATH, help="Write this configuration file.")
@click.option("--force", is_flag=True, help="Replace the library an existing configuration names.")
@click.pass_context
def init(context: click.Context, paths: tuple[str, ...], config: str | None, force: bool) -> int:
    """Remember these files as your library, so that `bibscope` alone opens them."""
    from tui.setup import write_config

    return write_config(paths, config or context.obj, force=force)


@cli.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> int:
    """Print the completion script for a shell: eval "$(bibscope completion bash)"."""
    complete = get_completion_class(shell)
    if complete is not None:
        click.echo(complete(cli, {}, "bibscope", "_BIBSCOPE_COMPLETE").source())
    return 0


@cli.command()
@_paths
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, metavar="N", help="0: any.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="HOST", help="The address to serve on.")
@click.option("--config", metavar="FILE", type=_PATH, help="Use this configuration file.")
@click.pass_context
def serve(context: click.Context, paths: tuple[str, ...], port: int, host: str, config: str | None) -> int:
    """Serve the browser as a web page, for reading only, on this machine only unless --host says otherwise.

    The address is printed; Ctrl+C ends it.
    """
    from tui.serve import serve as serve_page

    return serve_page(paths, config or context.obj, host, port)


@cli.group("cache")
def cache_commands() -> None:
    """See or delete what is kept of libraries that were read, so that they open at once."""


@cache_commands.command("info")
def cache_info() -> int:
    """List what is kept, and where."""
    from tui.caching import show_cache

    return show_cache()


@cache_commands.command("clear")
def cache_clear() -> int:
    """Delete all that is kept; it is made again when needed."""
    from tui.caching import clear_cache

    return clear_cache()


@cli.command("help-search")
def help_search() -> int:
    """Show the query language."""
    from model.search.query import CHEAT_SHEET

    click.echo(query_language(CHEAT_SHEET), color=False if os.environ.get("TERM") == "dumb" else None)
    return 0


add_help(cli)


def carry_out(args: Sequence[str]) -> int:
    """Carry out a command. Returns the exit code; raises what the command raises."""
    try:  # not by `cli.main`, for which a reader who has had enough is a failure
        with cli.make_context("bibscope", list(args)) as context:
            result = cli.invoke(context)
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        told = io.StringIO()
        error.show(told)  # with the words of the command line as they are, in older versions of click
        tell(told.getvalue().rstrip("\n"))
        return error.exit_code
    return result if isinstance(result, int) else 0
