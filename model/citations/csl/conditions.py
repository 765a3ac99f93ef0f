"""The tests of `cs:if`: types, variables, numbers, uncertain dates, positions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from model.citations.csl.context import Context, value_text
from model.citations.csl.dates import read_date
from model.citations.csl.names import read_names
from model.citations.csl.nodes import Node
from model.citations.csl.numbers import is_numeric


def holds(node: Node, context: Context) -> bool:
    """Does a `cs:if` or `cs:else-if` apply? Every value of every test counts on its own.

    Types are the exception, as in citeproc-js: an item has but one, so a list of them is one test.
    """
    results = [test(value, context) for attribute, test in _TESTS.items() for value in node.get(attribute).split()]
    if "type" in node.attributes:
        results.append(str(context.item.get("type") or "document") in node.get("type").split())
    match = node.get("match", "all")
    if match == "any":
        return any(results)
    if match == "none":
        return not any(results)
    return all(results)


def _variable(variable: str, context: Context) -> bool:
    if variable in ("citation-number", "citation-label", "year-suffix"):
        return bool(context.text(variable))
    return has_value(context.item, variable)


def has_value(item: Mapping[str, object], variable: str) -> bool:
    """Does an item have something to print under this name?"""
    value = item.get(variable)
    if isinstance(value, (list, tuple)) and value and isinstance(value[0], Mapping):
        return bool(read_names(value))
    if isinstance(value, Mapping):
        return read_date(value) is not None
    return bool(value_text(item, variable))


def _numeric(variable: str, context: Context) -> bool:
    return is_numeric(context.text(variable)) if has_value(context.item, variable) else False


def _uncertain(variable: str, context: Context) -> bool:
    date = read_date(context.item.get(variable))
    return date is not None and date.circa


def _position(value: str, context: Context) -> bool:
    return value == "first" and not context.in_bibliography


def _never(value: str, context: Context) -> bool:
    return False


_TESTS: dict[str, Callable[[str, Context], bool]] = {
    "variable": _variable,
    "is-numeric": _numeric,
    "is-uncertain-date": _uncertain,
    "position": _position,
    "locator": _never,
    "disambiguate": _never,
}
