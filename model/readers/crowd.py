"""Notices of one kind in one file, told once when there are thousands: the first by themselves, the others counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from model.notice import Notice

__all__ = ["EACH", "grouped"]

EACH = 20
"""Notices of a kind that are told by themselves."""

_ALTOGETHER = 1_000  # of a file, whatever their kinds
_RANGES = 400  # of lines that are named: enough to mend a file from, not enough to drown a screen
_VARYING = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|(?<=entry )\S+|(?<=record )\S+|(?<=item )\S+|(?<=key )\S+|\d[\d,.]*")


def grouped(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """A file's notices in the order of their lines; of a kind with very many, the first and one with all other lines.

    What is an error stays one, so that nothing reads better than it is.
    """
    ordered = sorted(notices, key=lambda notice: notice.line)
    if len(ordered) <= EACH:
        return tuple(ordered)
    kinds: defaultdict[tuple[str, ...], list[Notice]] = defaultdict(list)
    for notice in ordered:
        kinds[_kind(notice)].append(notice)
    left = _ALTOGETHER
    told: list[Notice] = []
    others: defaultdict[str, list[Notice]] = defaultdict(list)
    for some in kinds.values():
        each = min(EACH, left)
        left -= min(each, len(some))
        told += some[:each]
        if each == EACH and len(some) > EACH + 1:
            first = some[EACH]
            told.append(_rest(some[EACH:], f"more like this: {first.message}", first.action))
        elif each == EACH:
            told += some[EACH:]
        else:
            others[some[0].severity] += some[each:]
    told += [_rest(some, "more of other kinds") for some in others.values() if some]
    return tuple(sorted(told, key=lambda notice: notice.line))


def _kind(notice: Notice) -> tuple[str, ...]:
    """What is left of a notice without names and numbers."""
    message = notice.message.replace(notice.record, "") if notice.record else notice.message
    return notice.severity, _VARYING.sub("", message), _VARYING.sub("", notice.action)


def _rest(some: Sequence[Notice], words: str, action: str = "") -> Notice:
    first = some[0]
    lines = sorted({notice.line for notice in some if notice.line})
    place = f"in {_in_words(lines)}"
    return Notice(
        first.file, first.line, first.severity, f"{len(some):,} {words}", ", ".join(filter(None, (action, place)))
    )


def _in_words(lines: Sequence[int]) -> str:
    """Lines as people write them: `lines 3, 5 to 9 and 12`."""
    ranges: list[list[int]] = []
    for line in lines:
        if ranges and line == ranges[-1][-1] + 1:
            ranges[-1][1:] = [line]
        else:
            ranges.append([line])
    named = [" to ".join(str(line) for line in each) for each in ranges[:_RANGES]]
    if not named:
        return "the same file"
    if len(ranges) > _RANGES:
        return f"lines {', '.join(named)} and {len(ranges) - _RANGES:,} other places up to line {lines[-1]}"
    if len(named) == 1:
        return f"{'lines' if len(lines) > 1 else 'line'} {named[0]}"
    return f"lines {', '.join(named[:-1])} and {named[-1]}"
