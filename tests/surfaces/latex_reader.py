"""Reads the LaTeX of a typed formula as a mathematician reads it on the page, where the braces are not seen.

A minus stands before a term only; a power takes the one sign, name or pair of parentheses before it; what stands side by side
is multiplied, but for a digit or a fraction, which might belong to a number before it. All else is no formula.
"""

import re

from surfaces._formula.tree import Call, Name, Negative, Number, Operation

TOKEN = re.compile(
    r"\\left(?P<opening>[(|])|\\right(?P<closing>[)|])|(?P<command>\\(?:frac|sqrt|cdot|pi|[a-z]+(?:_\{\d+\})?))|\\,|"
    r"(?P<number>\d+(?:\.\d+)?)|(?P<name>[xye])|(?P<sign>[-+^{},])|(?P<blank> +)"
)
NAMES = {
    r"\ln": "log",
    r"\log_{2}": "log2",
    r"\log_{10}": "log10",
    r"\arcsin": "asin",
    r"\arccos": "acos",
    r"\arctan": "atan",
    r"\min": "minimum",
    r"\max": "maximum",
} | {rf"\{name}": name for name in ("sin", "cos", "tan", "sinh", "cosh", "tanh", "exp")}


def read(latex):
    """The tree of what is shown; AssertionError where it cannot be read."""
    found, place = [], 0
    while place < len(latex):
        match = TOKEN.match(latex, place)
        assert match, latex[place:]
        place = match.end()
        if match.lastgroup not in ("blank", None):  # a thin space
            found.append(match[0])
    return _Reader([*found, ""]).whole()


class _Reader:
    def __init__(self, tokens):
        self.tokens = tokens

    def whole(self):
        tree = self.sum()
        assert self.tokens == [""]
        return tree

    def take(self, *texts):
        return self.tokens.pop(0) if self.tokens[0] in texts else None

    def must(self, text):
        assert self.take(text), (text, self.tokens)

    def sum(self):
        minus = self.take("-")
        left = self.product()
        left = Negative(left) if minus else left
        while sign := self.take("+", "-"):
            left = Operation(sign, left, self.product())
        return left

    def product(self):
        left = self.power()
        while self.tokens[0] not in ("", "+", "-", ",", "}", r"\right)", r"\right|"):
            if not self.take(r"\cdot"):
                following = self.tokens[1] if self.tokens[0] == "{" else self.tokens[0]
                assert following != r"\frac", "a fraction beside a number makes a mixed number"
                assert not following[0].isdigit(), "a digit beside a number makes another number"
            left = Operation("*", left, self.power())
        return left

    def power(self):
        braced, fraction = self.take("{"), self.tokens[0] == r"\frac"
        base = self.atom() if braced else self.number_with_power_of_ten() or self.atom()
        if braced:
            self.must("}")  # otherwise the braces only group
        if not self.take("^"):
            assert not braced
            return base
        assert not fraction, "a power beside a fraction is one of its numerator"
        exponent = self.group()
        assert self.tokens[0] != "^"
        return Operation("^", base, exponent)

    def group(self):
        self.must("{")
        inner = self.sum()
        self.must("}")
        return inner

    def atom(self):
        token = self.tokens.pop(0)
        if token[:1].isdigit():
            return Number(float(token))
        if token in ("x", "y", "e"):
            return Name(token)
        if token == r"\pi":
            return Name("pi")
        if token == r"\left(":
            return self.closed(r"\right)")[0]
        if token == r"\left|":
            return Call("abs", tuple(self.closed(r"\right|")))
        if token == r"\sqrt":
            return Call("sqrt", (self.group(),))
        if token == r"\frac":
            return Operation("/", self.group(), self.group())
        assert token in NAMES, token
        self.must(r"\left(")
        return Call(NAMES[token], tuple(self.closed(r"\right)")))

    def number_with_power_of_ten(self):
        """1 · 10^{-5}, where the 10 has no braces: the number 1e-5 and no product, which may be off in the last digit."""
        digits, *following = self.tokens[:4]
        if following != [r"\cdot", "10", "^"]:
            return None
        self.tokens = self.tokens[4:]
        exponent = self.group()
        assert self.tokens[0] != "^"
        negative = isinstance(exponent, Negative)
        power = exponent.inner if negative else exponent
        return Number(float(f"{digits}e{'-' * negative}{int(power.value)}"))

    def closed(self, end):
        inner = [self.sum()]
        while self.take(","):
            inner.append(self.sum())
        self.must(end)
        return inner
