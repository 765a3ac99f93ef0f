"""BibTeX and LaTeX field values decoded to canonical text."""


def decode(value: str) -> str:
    """A BibTeX or LaTeX field value as canonical text."""
    return value.replace("{", "").replace("}", "")


def decode_math(value: str) -> str:
    """Text that is not TeX but may carry inline math, as canonical text."""
    return value
