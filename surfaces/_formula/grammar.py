"""From tokens to a tree. Ambiguous formulas are refused, with both readings spelled out.

    sum      =  product, then + or - and a product, …
    product  =  signed, then * or / and a signed, or a power right beside it: 2x, 3(x+1), x sin(y), …
    signed   =  power with signs before it
    power    =  operand, or operand ^ signed, or operand with a superscript
    operand  =  number, name, (sum), |sum|, or a function and its arguments; an operand alone needs no parentheses: sin x

A factor without an operator is ambiguous after a division, an exponent, or an argument without parentheses: 1/2x, e^2x, sin 2x.
`open` is the position of the part that might belong to such a factor, or None.
"""

import re
from collections.abc import Sequence

from surfaces._formula import refusals
from surfaces._formula.error import FormulaError
from surfaces._formula.functions import CALLABLE, FUNCTIONS, MANY, POWER
from surfaces._formula.tokens import Token
from surfaces._formula.tree import Call, Name, Negative, Node, Number, Operation, depends

DEEPEST = 20  # nested parentheses
LARGEST, SMALLEST = "1e9", "1e-9"  # limits of constants
CLOSING = {"(": ")", "{": "}"}
FRACTION = r"\frac"


class Grammar:
    """Reads tokens from left to right; the last one is `end`."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text, self.tokens, self.place = text, tokens, 0
        self.depth = 0
        self.bars = 0  # open bars of |x| since the last parenthesis
        self.open: int | None = None

    def formula(self) -> Node:
        """The tree of the whole text; raises FormulaError."""
        tree = self.sum()
        if self.next.text == "=":
            raise self._equation()
        if self.next.kind != "end":
            raise refusals.misplaced(self.tokens, self.place)
        return tree

    @property
    def next(self) -> Token:
        return self.tokens[self.place]

    @property
    def last(self) -> Token:
        return self.tokens[self.place - 1]

    def take(self, *signs: str) -> Token | None:
        """The next token, if it is one of these signs."""
        token = self.next
        if token.text not in signs:
            return None
        self.place += 1
        return token

    def sum(self) -> Node:
        left = self.product()
        while sign := self.take("+", "-"):
            left = Operation(sign.text, left, self.product())
        return left

    def product(self) -> Node:
        start, divisor = self.next.start, None
        left = self.signed()
        while True:
            if sign := self.take("*", "/"):
                divisor = self.next.start if sign.text == "/" else None
                left = Operation(sign.text, left, self.signed())
            elif self._factor_follows():
                left, divisor = Operation("*", left, self._factor(start, divisor)), None
            else:
                return left

    def signed(self) -> Node:
        signs = ""
        while sign := self.take("+", "-"):
            signs += sign.text
        node = self.power()
        for _ in range(signs.count("-")):
            node = Negative(node)
        return node

    def power(self) -> Node:
        start = self.next.start
        base, argument, here = self.operand(), self.open, self.next
        if here.kind == "superscript":
            self.place += 1
            exponent = self._whole(here)
        elif self.take("^"):
            first = self.next
            exponent = self.signed()
            closed = first.text in CLOSING and self.last.text in CLOSING.values()
            monomial = isinstance(exponent, Number) and depends(base)  # x^2y means x²y, but e^2x may mean e²ˣ
            self.open = None if closed or monomial else first.start
        else:
            return base
        if argument is not None:  # sin x^2
            raise refusals.two_readings(self.text, start, argument, here, self.last.stop)
        if here.kind == "superscript" and self.next.text == "^":  # x²^3
            raise refusals.raised_twice(self.text, start, self.next)
        return Operation("^", base, exponent)

    def operand(self) -> Node:
        token = self.next
        if not self._operand_follows():
            raise refusals.missing(self.tokens, self.place)
        self.place += 1
        self.open = None
        if token.kind == "number":
            return self._number(token.text, token)
        if token.text in CALLABLE:
            return self._call(token.text, token)
        if token.kind == "name":
            return Name(token.text)
        if token.text == "√":
            return self._call("sqrt", token)
        if token.text == FRACTION:
            return Operation("/", self._braced(token), self._braced(token))
        return self._absolute(token) if token.text == "|" else self._within(token)[0]

    def _operand_follows(self) -> bool:
        return self.next.kind in ("number", "name") or self.next.text in (*CLOSING, "√", "|", FRACTION)

    def _factor_follows(self) -> bool:
        return self._operand_follows() and not (self.next.text == "|" and self.bars)

    def _factor(self, start: int, divisor: int | None) -> Node:
        """A factor right beside what is before it in a product that begins at `start`, after a `divisor` that begins there."""
        before, here, doubt = self.last, self.next, self.open
        if here.kind == "number":
            raise refusals.number_beside(before, here)
        factor = self.power()
        if before.text == "e" and here.text in CLOSING:
            raise refusals.e_beside(self.text, here, self.last.stop)
        if before.kind == "number" and here.text == "e" and before.stop == here.start and self.last is here:
            raise refusals.number_with_e(before, here)
        product = here.text in CALLABLE  # sin x cos y, e^x sin(y): this never means sin(x cos y)
        inner = divisor if divisor is not None else None if product else doubt
        if inner is not None:
            while self._factor_follows():
                self.power()
            raise refusals.two_readings(self.text, start, inner, here, self.last.stop, "*")
        return factor

    def _call(self, name: str, token: Token) -> Node:
        power = self._power_of(name)
        first = self.next
        if opening := self.take(*CLOSING):
            arguments = self._within(opening, several=True)
        elif self._operand_follows() and name in FUNCTIONS and FUNCTIONS[name].arguments == 1:
            self._deepen(first)
            arguments = [self.operand()]
            self.depth -= 1
            self.open = first.start
            self._unsure(token, first, arguments[0])
        else:
            raise refusals.without_argument(self.text, token)
        expected = 2 if name == POWER else FUNCTIONS[name].arguments
        if len(arguments) < expected or (len(arguments) > expected and name not in MANY):
            raise refusals.arguments(self.text, token, len(arguments))
        call = Operation("^", *arguments) if name == POWER else Call(name, tuple(arguments))
        return Operation("^", call, power) if power else call

    def _unsure(self, name: Token, first: Token, argument: Node) -> None:
        """Refuses sin 2*x and sin x/2, where a bare argument may go on; in sin x*y and in sin x / 2 it does not."""
        sign = self.next
        tight = sign.text == "/" and self.last.stop == sign.start and sign.stop == self.tokens[self.place + 1].start
        if name.text != "√" and (tight or (sign.text in ("*", "/") and not depends(argument))):
            self.place += 1
            self.signed()
            raise refusals.two_readings(self.text, name.start, first.start, sign, self.last.stop)

    def _power_of(self, name: str) -> Number | None:
        """The 2 of sin²(x), which is sin(x)²; sin⁻¹(x) is refused, because it may be asin(x) or 1/sin(x)."""
        here = self.next
        if here.kind != "superscript" and not self.take("^"):
            return None
        braced = self.take("{")
        exponent = self.next
        self.place += 1
        if not exponent.text.isdigit() or (braced and not self.take("}")):
            raise refusals.power_of_function(name, here)
        return self._number(exponent.text, exponent)

    def _within(self, opening: Token, several: bool = False) -> list[Node]:
        """What is inside parentheses, after the opening one: one sum, or several separated by commas, or none."""
        self._deepen(opening)
        bars, self.bars = self.bars, 0
        inner = [] if several and self.next.text == CLOSING[opening.text] else [self.sum()]
        while several and (comma := self.take(",", ";")):
            if comma.text == "," and refusals.decimal_comma(self.tokens, self.place - 1):
                raise refusals.comma_with_two_readings(self.tokens, self.place - 1)
            inner.append(self.sum())
        self._close(opening, CLOSING[opening.text])
        self.bars = bars
        return inner

    def _braced(self, token: Token) -> Node:
        """The numerator or the denominator of a TeX fraction."""
        opening = self.take("{")
        if not opening:
            raise FormulaError(r"Write \frac{a}{b}, with braces", token.column)
        return self._within(opening)[0]

    def _absolute(self, opening: Token) -> Node:
        self._deepen(opening)
        self.bars += 1
        inner = self.sum()
        self._close(opening, "|")
        self.bars -= 1
        if self._factor_follows() and self.next.text != "|" and refusals.bar_after_operand(self.tokens, self.place):
            raise refusals.bars(self.last)  # |x|y|z| may be |x|·y·|z| or |x·|y|·z|
        return Call("abs", (inner,))

    def _deepen(self, opening: Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise FormulaError(f"Parentheses nest up to {DEEPEST} deep", opening.column)

    def _close(self, opening: Token, sign: str) -> None:
        if not self.take(sign):
            unclosed = self.next.kind == "end"
            raise refusals.unclosed(opening, sign) if unclosed else refusals.misplaced(self.tokens, self.place)
        self.depth -= 1
        self.open = None

    def _whole(self, superscript: Token) -> Node:
        number = self._number(superscript.text.removeprefix("-"), superscript)
        return Negative(number) if superscript.text.startswith("-") else number

    def _number(self, text: str, token: Token) -> Number:
        value = float(text)
        nothing = not re.search("[1-9]", text.partition("e")[0])  # 1e-400 is not 0, although it underflows
        if not nothing and not float(SMALLEST) <= value <= float(LARGEST):
            raise FormulaError(f"Use numbers from {SMALLEST} to {LARGEST}, or 0", token.column)
        return Number(value)

    def _equation(self) -> FormulaError:
        """x^2 + y^2 = 1: both sides are read first, so that what is offered instead can be read."""
        sign = self.next
        self.place += 1
        if self.next.kind != "end":
            self.sum()
        if self.next.kind != "end":
            return refusals.misplaced(self.tokens, self.place)
        return refusals.equation(self.text, self.tokens, sign)
