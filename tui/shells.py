"""What shells are told to complete with, beyond what click tells them: words and files at once, ids with colons.

bash cuts words in two at colons and equals signs, the others at blanks alone.
"""

from __future__ import annotations

import os

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

__all__ = ["BashCompletion", "FishCompletion", "ZshCompletion"]

_SCRIPT = """\
%(complete_func)s() {
    local response type value files=
    response=$(COMP_WORDS="${COMP_LINE:0:COMP_POINT}" COMP_CWORD=$COMP_CWORD COMP_WORD="$2" \\
        %(complete_var)s=bash_complete "${1/#\\~/$HOME}" 2>/dev/null)
    COMPREPLY=()
    while IFS=, read -r type value; do
        case $type in
            plain) COMPREPLY+=("$value") ;;
            file) files=yes ;;
        esac
    done <<< "$response"
    if [[ $files && ${#COMPREPLY[@]} -eq 0 ]]; then
        compopt -o default
    elif [[ $files ]]; then
        compopt -o filenames
        while IFS= read -r value; do
            [[ $value ]] && COMPREPLY+=("$value")
        done <<< "$(compgen -f -- "$2")"
    fi
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""
"""Files that are the only answer are left to bash, which knows `~` and quotes; beside words they are listed here."""


@add_completion_class
class BashCompletion(BashComplete):
    """Completion for bash. It is given the line up to the cursor, and the part of the last word that bash replaces."""

    source_template = _SCRIPT
    _kept = 0  # letters of the last word that stay on the line as they are

    def get_completion_args(self) -> tuple[list[str], str]:
        """The whole words before the one that is typed, and that one."""
        line = os.environ["COMP_WORDS"]
        words = split_arg_string(line)
        begins = len(split_arg_string(f"{line}.")) > len(words)  # a blank within quotes begins no word
        incomplete = "" if begins or not words else words.pop()
        typed = incomplete.removeprefix(_option(incomplete))
        replaced = os.environ.get("COMP_WORD", typed)
        self._kept = len(typed) - len(replaced) if typed.endswith(replaced) else 0
        return words[1:], incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """Kind and value; of a word only what bash puts in the place of what it replaces."""
        value = str(item.value)
        return f"{item.type},{value[self._kept :] if item.type == 'plain' else value}"


class _WithOption(ShellComplete):
    """For shells that replace the whole word: a value keeps the `--option=` in front of it."""

    _option = ""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The whole words before the one that is typed, and that one, whose option is remembered."""
        words, incomplete = super().get_completion_args()
        self._option = _option(incomplete)
        return words, incomplete

    def format_completion(self, item: CompletionItem) -> str:
        """The value as the shell puts it in the place of the word."""
        if self._option and item.type == "plain":
            item = CompletionItem(f"{self._option}{item.value}", help=item.help)
        return super().format_completion(item)


@add_completion_class
class ZshCompletion(_WithOption, ZshComplete):
    """Completion for zsh."""


@add_completion_class
class FishCompletion(_WithOption, FishComplete):
    """Completion for fish."""


def _option(word: str) -> str:
    """What stands before the value in `--option=value`."""
    name, equals, _ = word.partition("=")
    return name + equals if equals and name.startswith("--") else ""
