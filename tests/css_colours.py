"""Compute the colours of static/css as a browser does, so that tests do not repeat numbers.

It supports only the CSS of the tokens: oklch(), hex and rgb() with alpha, light-dark(), var(),
calc() with one operator, min().
"""

import operator
import re
from pathlib import Path

from brand.theme.palette import linear_rgb

CSS = Path(__file__).parent.parent / "static" / "css"
Rgb = tuple[float, float, float]
Tokens = dict[str, str]
VARIABLE = re.compile(r"var\(--([\w-]+)\)")
OPERATORS = {"*": operator.mul, "+": operator.add, "-": operator.sub}


def rules(text: str) -> list[tuple[str, str]]:
    """Return (selector, declarations) of every innermost block of a style sheet."""
    bare = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return [(s.strip(), body) for s, body in re.findall(r"([^{};]*)\{([^{}]*)\}", bare)]


def tokens_of(css: str, selector: str) -> Tokens:
    """Return the custom properties in the rules for `selector`, by name without dashes."""
    bodies = [body for found, body in rules(css) if found == selector]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+)", ";".join(bodies)))


def split(text: str, separator: str) -> list[str]:
    """Split at `separator` outside of brackets."""
    parts, depth = [""], 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if character == separator and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


def number(text: str) -> float:
    """Return the value of a number, a percentage, or calc() or min() of such."""
    name, _, inner = text.removesuffix(")").partition("(")
    if name == "min" and inner:
        return min(number(part) for part in split(inner, ","))
    if name == "calc":
        one, sign, other = split(inner, " ")
        return OPERATORS[sign](number(one), number(other))
    return float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)


def linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def gamma(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


class Place:
    """A place on a page in one scheme: the tokens of the root and of the elements around it."""

    def __init__(self, dark: bool, *layers: Tokens) -> None:
        self.dark = dark
        self.tokens: Tokens = {}
        for layer in layers:
            known = self.tokens | ({} if self.tokens else layer)
            self.tokens = self.tokens | {n: _filled_in(v, known) for n, v in layer.items()}

    def colour(self, value: str, ground: Rgb | None = None) -> Rgb:
        """Return linear RGB of a token or colour, blended with `ground` if it is translucent."""
        value = _filled_in(self.tokens.get(value, value), self.tokens)
        name, _, inner = value.strip().removesuffix(")").partition("(")
        if name == "light-dark":
            return self.colour(split(inner, ",")[self.dark], ground)
        if name.startswith("#"):
            r, g, b = (linear(int(name[i : i + 2], 16) / 255) for i in (1, 3, 5))
            return r, g, b
        parts = split(inner.replace("/", " "), " ")
        one, two, three, *alpha = [number(part) for part in parts]
        if name == "oklch":
            # Browsers clip colours outside sRGB.
            found = [min(1.0, max(0.0, c)) for c in linear_rgb(one, two, three)]
        else:
            found = [linear(part / 255) for part in (one, two, three)]
        if alpha:
            assert ground, f"{value} needs a ground"
            mixed = zip(found, ground, strict=True)
            found = [linear(alpha[0] * gamma(f) + (1 - alpha[0]) * gamma(g)) for f, g in mixed]
        return found[0], found[1], found[2]


def _filled_in(value: str, tokens: Tokens) -> str:
    while "var(" in value:
        value = VARIABLE.sub(lambda match: tokens[match[1]], value)
    return value


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast according to WCAG 2.2, from 1 to 21."""
    luminances = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (one, other)]
    return (max(luminances) + 0.05) / (min(luminances) + 0.05)
