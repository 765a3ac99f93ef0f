"""What `--help` says of each command beyond its options: examples, exit codes, where to read on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import click

__all__ = ["HELP", "Help", "add_help", "query_language"]

_READS = (
    ("0", "done"),
    ("1", "nothing matched"),
    ("2", "wrong usage, or no readable record"),
    ("130", "interrupted"),
)
_NAMED = (
    ("0", "done"),
    ("1", "no such record"),
    ("2", "wrong usage, an id that means several, or no readable record"),
    ("130", "interrupted"),
)
_SIMPLE = (("0", "done"), ("2", "wrong usage"))


@dataclass(frozen=True, slots=True)
class Help:
    """A command's line in the list of commands, examples with what each is for, exit codes, and closing words."""

    short: str
    examples: tuple[tuple[str, str], ...]
    codes: tuple[tuple[str, str], ...] = _READS
    more: str = ""

    @property
    def epilog(self) -> str:
        """For click, which leaves paragraphs that begin with \\b as they are."""
        parts = [_block("Examples:", (f"{command}\n      {what}" for command, what in self.examples))]
        parts += [_block("Exit codes:", (f"{code:5}{meaning}" for code, meaning in self.codes))] if self.codes else []
        return "\n\n".join([*parts, self.more] if self.more else parts)


def _block(title: str, lines: Iterable[str]) -> str:
    return "\n".join(("\b", title, *(f"  {line}" for line in lines)))


HELP: Mapping[str, Help] = {
    "": Help(
        "",
        (
            ("bibscope papers.yaml group.bib", "open both as one library"),
            ("bibscope init papers.yaml group.bib", "from now on `bibscope` alone opens them"),
            ("bibscope list -q 'author:frantar year:>2021'", "what a search finds, one work a line"),
            ("bibscope cite 13074 -s ieee", "one citation"),
            ("bibscope export -q is:oa -t bibtex -o open.bib", "a selection for another program"),
            ("bibscope check papers.yaml", "what is wrong in a file, with line numbers"),
        ),
        _READS,
        "Without a PATH: the library of the configuration, else a built-in sample. `bibscope COMMAND --help` explains "
        "a command, `bibscope help-search` the query language, and ? in the browser its keys.",
    ),
    "browse": Help(
        "Open the browser; `bibscope PATH ...` does the same.",
        (
            ("bibscope papers.yaml", "open a file"),
            ("bibscope ~/papers", "all readable files of a folder and of those in it"),
            (
                "curl -s https://example.org/list.bib | bibscope list -",
                "standard input, which the browser needs for the keyboard",
            ),
        ),
        _READS,
        "Where there is no terminal to draw on (a pipe, TERM=dumb) the list is printed instead.",
    ),
    "list": Help(
        "List works, one a line.",
        (
            ("bibscope list -q 'type:thesis year:2020..2024'", "theses of five years"),
            ("bibscope list papers.yaml --sort -updated --limit 10", "what changed last"),
            ("bibscope list -q has:pdf --json | jq -r '.[].doi'", "for scripts"),
            ("bibscope list -q frantar | cut -f1", "ids only"),
        ),
        _READS,
        "Sorted by relevance with a query, else newest first.",
    ),
    "show": Help(
        "Show everything about one record.",
        (
            ("bibscope show 13074", "by the id that `list` shows"),
            ("bibscope show 10.15479/at:ista:13074 papers.yaml", "by its DOI, in one file"),
            ("bibscope show 13074 --json | jq .provenance", "which file said what"),
        ),
        _NAMED,
    ),
    "cite": Help(
        "Print citations.",
        (
            ("bibscope cite 13074", "in the style of the configuration, APA to begin with"),
            ("bibscope cite 13074 12299 -s ieee --copy", "two records, printed and copied"),
            ("bibscope cite frantar2022 --in thesis.bib -s chicago-author-date -f html", "from a file, as HTML"),
            ("bibscope cite 13074 --locale de-DE -s apa", "in German"),
            ("bibscope list -q dan | cut -f1 | xargs bibscope cite --bibliography", "a whole bibliography"),
        ),
        _NAMED,
        "Where the repository supplies the citation in this style that one is printed, and stderr says so; --render "
        "makes it from the record instead.",
    ),
    "export": Help(
        "Write records in another format.",
        (
            ("bibscope export papers.yaml -t bibtex > papers.bib", "convert a file"),
            ("bibscope export -q 'project:scalable' -t ris -o scalable.ris", "a selection, for a reference manager"),
            ("bibscope export -i 13074 -i 12299 -t csl-json", "two records, for pandoc"),
            ("bibscope export broken.bib -t bibtex --safe -o whole.bib", "what could be saved, as LaTeX accepts it"),
        ),
        _READS,
        "A file that exists is replaced only with --force.",
    ),
    "check": Help(
        "Report what is merged, doubtful or broken.",
        (
            ("bibscope check papers.yaml group.bib", "before these two are merged somewhere else"),
            ("bibscope check --json | jq .kept_apart", "what looks alike and is not one"),
            ("bibscope check thesis.bib && latexmk thesis.tex", "only when the file is whole"),
        ),
        (("0", "everything was read whole"), ("1", "there are errors to report"), *_READS[2:]),
    ),
    "styles": Help(
        "List or search the citation styles.",
        (
            ("bibscope styles", "the common ones"),
            ("bibscope styles nature review", "all whose names have these words"),
        ),
        (("0", "done"), ("1", "no such style"), ("2", "wrong usage")),
    ),
    "init": Help(
        "Make these files your library.",
        (
            ("bibscope init ~/papers/publications.yaml ~/papers/group.bib", "write the configuration"),
            ("bibscope init --force ~/papers", "change the library, keep the other settings"),
        ),
        (("0", "done"), ("2", "a path does not exist, or a library is named already")),
    ),
    "completion": Help(
        "Print a shell's completion script.",
        (
            ('eval "$(bibscope completion bash)"', "in ~/.bashrc"),
            ('eval "$(bibscope completion zsh)"', "in ~/.zshrc, after compinit"),
            ("bibscope completion fish > ~/.config/fish/completions/bibscope.fish", "once"),
        ),
        _SIMPLE,
        "Completes commands, options, files, styles and the ids of the library at hand.",
    ),
    "serve": Help(
        "Open the browser in a web page, read-only.",
        (
            ("bibscope serve papers.yaml", "then open http://127.0.0.1:8000/"),
            ("bibscope serve --port 0", "the configured library, on any free port"),
            ("ssh -L 8000:127.0.0.1:8000 office bibscope serve", "a library of another machine"),
        ),
        (("0", "ended by Ctrl+C, or by the program that started it"), ("2", "wrong usage, port taken, extra missing")),
        "Needs the extra `web`: pip install 'bibscope[web]'. Each visitor gets a browser of their own; copies go to "
        "their clipboard, exports are downloads, and nothing is written here. There is no login: with --host, whoever "
        "reaches the port can read.",
    ),
    "cache": Help(
        "See or delete what is kept of libraries.",
        (("bibscope cache info", "how much there is, and where"), ("bibscope cache clear", "delete it")),
        _SIMPLE,
    ),
    "help-search": Help(
        "Show the query language.", (("bibscope help-search", "the language of -q and of the search box"),), ()
    ),
}
"""By the command's name; the empty one is `bibscope` itself."""


def add_help(group: click.Group) -> None:
    """Give the commands what this module has to say of them."""
    group.epilog = HELP[""].epilog
    for name, command in group.commands.items():
        if name in HELP:
            command.short_help, command.epilog = HELP[name].short, HELP[name].epilog


def query_language(sheet: Iterable[tuple[str, str]]) -> str:
    """The query language as examples, one a line, and beside them what they mean; bold where a terminal shows it."""
    lines = ["What the search box and -q understand. Accents and case do not matter, typos hardly.", ""]
    for examples, meaning in sheet:
        first, *others = examples.split("   ")
        lines.append(f"  {click.style(f'{first:33}', bold=True)} {meaning}")
        lines += [f"  {click.style(other.strip(), bold=True)}" for other in others]
    return "\n".join([*lines, "", "A query that is half typed or wrong never fails: what it says of itself is told."])
