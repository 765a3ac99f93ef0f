"""What can go wrong when a citation is rendered."""


class StyleError(ValueError):
    """A citation style is unknown, or its file is not a usable CSL style."""
