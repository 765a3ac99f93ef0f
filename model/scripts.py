"""Raised and lowered characters: what Unicode has of them, and tags for what it has not."""

# fmt: off
SUPERSCRIPTS = dict(zip(
    "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφϕχ",
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵠᵡ", strict=True,
)) | {"∗": "*", "*": "*", "∘": "°", "°": "°", "†": "†", "‡": "‡", "′": "′", "″": "″", "⋆": "⋆", "⊤": "ᵀ"}
SUBSCRIPTS = dict(zip(
    "0123456789+-−=()aehijklmnoprstuvxβγρφϕχ",
    "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵩᵪ", strict=True,
))
# fmt: on


def superscript(text: str) -> str:
    """`text` raised: in Unicode where all its characters have a raised form, in ``<sup>`` otherwise."""
    if all(char in SUPERSCRIPTS for char in text):
        return "".join(SUPERSCRIPTS[char] for char in text)
    return f"<sup>{text}</sup>"


def subscript(text: str) -> str:
    """`text` lowered: in Unicode where all its characters have a lowered form, in ``<sub>`` otherwise."""
    if all(char in SUBSCRIPTS for char in text):
        return "".join(SUBSCRIPTS[char] for char in text)
    return f"<sub>{text}</sub>"
