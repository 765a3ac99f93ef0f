"""HTML, JATS and MathML from records made canonical text."""

from html import unescape


def clean(value: str) -> str:
    """HTML as canonical text."""
    return unescape(value)
