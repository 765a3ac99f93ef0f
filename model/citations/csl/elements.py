"""The rendering elements of CSL: text, number, label, names, date, group, choose and macros."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from model.citations.csl.conditions import has_value, holds
from model.citations.csl.context import Context, GroupState
from model.citations.csl.dates import render_date
from model.citations.csl.decorate import decorate, fonts
from model.citations.csl.names import NameList, Person, name_options, read_names
from model.citations.csl.nodes import Node
from model.citations.csl.numbers import NUMBER_VARIABLES, format_number, format_pages, is_numeric, is_plural
from model.citations.csl.spans import Span, Spans
from model.citations.csl.titlecase import capitalise_first

_MAX_MACRO_DEPTH = 60
_MAX_MACRO_CALLS = 10_000  # for one entry: macros that call each other ten times over would never end
_CLINGING = frozenset(" .,;:!?)")


def render_node(node: Node, context: Context) -> Spans:
    """Render any element; elements CSL has no rendering for give nothing."""
    render = _RENDERERS.get(node.tag)
    return render(node, context) if render else []


def render_children(nodes: Sequence[Node], context: Context, delimiter: str = "") -> Spans:
    """Render elements one after the other with a delimiter between those that print something."""
    out: Spans = []
    apart = False  # `display` sets elements apart on the page; in running text a blank does
    for node in nodes:
        spans = _choose(node, context, delimiter) if node.tag == "choose" else render_node(node, context)
        if not spans:
            continue
        displayed = bool(node.get("display"))
        between = delimiter
        if (apart or displayed) and not delimiter and spans[0].text[:1] not in _CLINGING:
            between = " "
        out += (context.affix(between) if out else []) + spans
        apart = displayed
    return out


def _grouped(nodes: Sequence[Node], context: Context, delimiter: str) -> Spans:
    """Render as a group: nothing if it asked for variables and none had a value."""
    state = GroupState()
    context.groups.append(state)
    spans = render_children(nodes, context, delimiter)
    context.groups.pop()
    outer = context.group
    outer.asked |= state.asked
    if not state.stands:
        return []
    outer.got = True
    return spans


def _group(node: Node, context: Context) -> Spans:
    return decorate(_grouped(node.children, context, node.get("delimiter")), node, context)


def _choose(node: Node, context: Context, delimiter: str = "") -> Spans:
    for branch in node.children:
        if branch.tag == "else" or holds(branch, context):
            return render_children(branch.children, context, delimiter)
    return []


def _text(node: Node, context: Context) -> Spans:
    if "variable" in node.attributes:
        spans = _variable(node, context)
    elif "macro" in node.attributes:
        spans = _macro(node.get("macro"), context)
    elif "term" in node.attributes:
        term = context.locale.term(node.get("term"), node.get("form", "long"), node.get("plural") == "true")
        context.group.has_term |= bool(term)
        spans = context.term(term if context.started else capitalise_first(term))
        context.started |= bool(term)
    else:
        context.started = True
        context.group.has_term = True
        spans = context.affix(node.get("value"))
    return decorate(spans, node, context)


def _macro(name: str, context: Context) -> Spans:
    macro = context.style.macros.get(name)
    if macro is None or context.macro_depth > _MAX_MACRO_DEPTH or context.macro_calls > _MAX_MACRO_CALLS:
        return []
    context.macro_depth += 1
    context.macro_calls += 1
    spans = _grouped(macro.children, context, "")
    context.macro_depth -= 1
    return spans


_DOI_ADDRESS = re.compile(r"^https?://(?:dx\.)?doi\.org/")


def _variable(node: Node, context: Context) -> Spans:
    variable = node.get("variable")
    text = ""
    if node.get("form") == "short":
        text = context.text(f"{variable}-short")
    text = text or context.text(variable)
    if text or variable != "year-suffix":  # which a processor makes up: its absence says nothing
        context.saw(variable, bool(text))
    if not text:
        return []
    if variable in ("page", "page-first"):
        return [Span(_pages(variable, text, context))]
    if variable in NUMBER_VARIABLES:
        text = format_number(text, "", context.locale, variable)
    if variable == "DOI":
        return [Span(_DOI_ADDRESS.sub("", text))]
    return [Span(text)] if variable == "URL" else context.spans(text)


def _pages(variable: str, text: str, context: Context) -> str:
    if variable == "page-first" and not context.item.get("page-first"):
        return re.split(r"\s*[-–—,;&]", text, maxsplit=1)[0]
    return format_pages(text, context.style.attributes.get("page-range-format", ""), context.locale)


def _number(node: Node, context: Context) -> Spans:
    variable = node.get("variable")
    text = context.text(variable)
    context.saw(variable, bool(text))
    if not text:
        return []
    if variable in ("page", "page-first"):
        spans = [Span(_pages(variable, text, context))]
    else:
        number = format_number(text, node.get("form"), context.locale, variable)
        spans = context.term(number) if is_numeric(text) else context.spans(number)
    return decorate(spans, node, context)


def _label(node: Node, context: Context) -> Spans:
    variable = node.get("variable")
    text = context.text(variable)
    if not text:
        return []
    return _label_term(node, variable, is_plural(text, variable), context)


def _label_term(node: Node, name: str, several: bool, context: Context) -> Spans:
    plural = several if node.get("plural", "contextual") == "contextual" else node.get("plural") == "always"
    term = context.locale.term(name, node.get("form", "long"), plural)
    context.group.has_term |= bool(term)
    return decorate(context.term(term), node, context)


def _names(node: Node, context: Context) -> Spans:
    """Render `cs:names`: each role with its label, or the first substitute that has something.

    As a substitute it takes over the shape of the names it stands for, unless it has its own.
    """
    parent = context.substituted_for
    shapes = parent if parent is not None and node.child("name") is None else node
    roles = [role for role in node.get("variable").split() if role not in context.suppressed]
    people = {role: read_names(context.item.get(role)) for role in roles}
    pieces = [_role(shapes, node, role, names, context) for role, names in _shared(people, context).items() if names]
    pieces = [piece for piece in pieces if piece]
    for role, names in people.items():
        context.saw(role, bool(names))
    if not people:
        context.group.asked = True
    if pieces:
        options = name_options(None, context)
        delimiter = node.get("delimiter", shapes.get("delimiter", options.get("names-delimiter", "")))
        spans: Spans = []
        for piece in pieces:
            spans += (context.affix(delimiter) if spans else []) + piece
        spans = decorate(spans, node, context)
    else:
        spans = _substitute(node, context)
    return spans


def _shared(people: dict[str, list[Person]], context: Context) -> dict[str, list[Person]]:
    """Editors who are also the translators are named once, if the locale has a word for it."""
    both = people.get("editor")
    if both and both == people.get("translator") and context.locale.find("editortranslator"):
        rest = {role: names for role, names in people.items() if role not in ("editor", "translator")}
        return {"editortranslator": both, **rest}
    return people


def _role(shapes: Node, node: Node, role: str, people: list[Person], context: Context) -> Spans:
    name, label = shapes.child("name"), node.child("label") or shapes.child("label")
    et_al = shapes.child("et-al")
    spans = _people(NameList(name, et_al, context), people, context)
    if label is None or not spans or context.sorting or name_options(name, context).get("form") == "count":
        return spans
    term = _label_term(label, role, len(people) > 1, context)
    children = shapes.children
    before = name is not None and label in children and children.index(label) < children.index(name)
    return term + spans if before else spans + term


def _people(names: NameList, people: list[Person], context: Context) -> Spans:
    """A name list; the first of an entry may repeat the one before, for which styles have a dash or so."""
    if context.sorting or context.first_people is not None:
        return names.render(people)
    context.first_people = people
    before, substitute = context.people_before, context.name_substitute
    if not before or not substitute:
        return names.render(people)
    rule = context.area.get("subsequent-author-substitute-rule", "complete-all")
    if rule == "complete-all":
        return context.affix(substitute) if people == before else names.render(people)
    same = next((i for i, pair in enumerate(zip(people, before, strict=False)) if pair[0] != pair[1]), len(before))
    if rule == "complete-each":
        same = same if people == before else 0
    return names.render(people, min(same, 1) if rule == "partial-first" else same, substitute)


def _substitute(node: Node, context: Context) -> Spans:
    substitute = node.child("substitute")
    for child in _alternatives(substitute.children, context) if substitute else ():
        seen, outer = context.rendered, context.substituted_for
        context.rendered, context.substituted_for = set(), node
        spans = render_node(child, context)
        new = context.rendered
        context.rendered, context.substituted_for = seen | new, outer
        if spans:
            context.suppressed |= new
            return decorate(spans, _without_roles(node), context) if child.tag == "names" else fonts(spans, node)
    return []


def _alternatives(nodes: Sequence[Node], context: Context) -> Iterator[Node]:
    """What a `cs:substitute` may try one after the other, each element of a `cs:choose` by itself."""
    for node in nodes:
        if node.tag == "choose":
            branch = next((child for child in node.children if child.tag == "else" or holds(child, context)), None)
            yield from _alternatives(branch.children if branch else (), context)
        else:
            yield node


def _without_roles(node: Node) -> Node:
    """What a substitute takes over from the names it stands for: their formatting."""
    return Node(node.tag, {k: v for k, v in node.attributes.items() if k not in ("variable", "delimiter")})


_RENDERERS: dict[str, Callable[[Node, Context], Spans]] = {
    "text": _text,
    "number": _number,
    "label": _label,
    "names": _names,
    "date": render_date,
    "group": _group,
    "choose": _choose,
}
__all__ = ["has_value", "render_children", "render_node"]
