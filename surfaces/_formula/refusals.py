"""Messages about an invalid or ambiguous formula: how to write it, and in which column."""

import re
from collections.abc import Sequence

from surfaces._formula.error import FormulaError
from surfaces._formula.functions import CALLABLE, FUNCTIONS, POWER
from surfaces._formula.tokens import Token

QUOTED = 40  # characters of a formula that a message quotes
EMPTY = "Type a formula, for example x^2 + 3 sin(y)"
NO_EQUALS = "A formula has no =: write one side only"


def two_readings(text: str, start: int, inner: int, here: Token, stop: int, sign: str = "") -> FormulaError:
    """1/2x: all that stands before `here` may belong together, or only what begins at `inner`."""
    before, part, rest = text[start : here.start].rstrip(), text[inner : here.start].rstrip(), text[here.start : stop]
    whole = text[start:stop]
    if len(whole) > QUOTED:
        return FormulaError("This has two readings: put in parentheses what belongs together", here.column)
    either, other = f"({before}){sign}{rest}", f"{text[start:inner].rstrip()}({part}{sign}{rest})"
    return FormulaError(f"{whole} has two readings: write {either} or {other}", here.column)


def raised_twice(text: str, start: int, sign: Token) -> FormulaError:
    base = text[start : sign.start].rstrip()
    shown = f"({base})" if len(base) <= QUOTED else "parentheses around what is"
    return FormulaError(f"Write {shown} before another power", sign.column)


def number_beside(before: Token, here: Token) -> FormulaError:
    """x 2, (x + 1)2, 2 3."""
    if before.kind == "number":
        return FormulaError("Write * between two numbers, or a single number without a space", here.column)
    return FormulaError("Write * or ^ before this number", here.column)


def number_with_e(number: Token, here: Token) -> FormulaError:
    e = f"{number.text[:QUOTED]}e"
    return FormulaError(
        f"{e} has two readings: write {e[:-1]}*e for the constant e, or all of a number such as 2e3", here.column
    )


def e_beside(text: str, here: Token, stop: int) -> FormulaError:
    """e(x + 1)."""
    rest = text[here.start : stop]
    shown = rest if len(rest) <= QUOTED else "(…)"
    return FormulaError(f"e{shown} has two readings: write e*{shown} or e^{shown}", here.column)


def without_argument(text: str, token: Token) -> FormulaError:
    return FormulaError(f"Write {_example(text, token)}, with the argument in parentheses", token.column)


def arguments(text: str, token: Token, count: int) -> FormulaError:
    given = f"{count} argument{'s' * (count != 1)}"
    return FormulaError(f"Write {_example(text, token)}, not with {given}", token.column)


def _example(text: str, token: Token) -> str:
    """A call of a function as it was spelled."""
    two = token.text == POWER or (token.text in FUNCTIONS and FUNCTIONS[token.text].arguments == 2)
    return f"{text[token.start : token.stop]}({'x, y' if two else 'x'})"


def power_of_function(name: str, here: Token) -> FormulaError:
    """sin^-1(x), exp^x."""
    if f"a{name}" in FUNCTIONS:
        return FormulaError(
            f"Write a{name}(x) for the inverse of {name}, or 1/{name}(x), or {name}(x)^2 for a power", here.column
        )
    if name == "exp":
        return FormulaError("Write exp(x) or e^x", here.column)
    return FormulaError("Write the power of a function after its argument, as in log(x)^2", here.column)


def decimal_comma(tokens: Sequence[Token], place: int) -> str:
    """Where the comma at this place may be a decimal one, the number with a point."""
    before, comma, after = tokens[place - 1 : place + 2]
    touching = before.stop == comma.start and comma.stop == after.start
    plain = before.text.isdigit() and after.kind == "number" and "." not in after.text
    return f"{before.text}.{after.text}" if touching and plain else ""


def comma_with_two_readings(tokens: Sequence[Token], place: int) -> FormulaError:
    """minimum(0,5*x)."""
    before, after = (tokens[beside].text[:QUOTED] for beside in (place - 1, place + 1))
    sentence = f"{before},{after} has two readings: write {before}, {after} with a space, or {before}.{after}"
    return FormulaError(sentence, tokens[place].column)


def bar_after_operand(tokens: Sequence[Token], place: int) -> bool:
    """Whether the next bar from this place on might close what a bar before has opened."""
    later = next((index for index in range(place, len(tokens)) if tokens[index].text == "|"), None)
    return later is not None and _ends(tokens[later - 1])


def bars(bar: Token) -> FormulaError:
    return FormulaError("These bars have two readings: write abs(x) instead of |x|", bar.column)


def unclosed(opening: Token, closing: str) -> FormulaError:
    return FormulaError(f"Close this {opening.text} with {closing}", opening.column)


def equation(text: str, tokens: Sequence[Token], sign: Token) -> FormulaError:
    """An equation such as x^2 + y^2 = 1, if both sides are valid."""
    left, right = text[tokens[0].start : sign.start].strip(), text[sign.stop : tokens[-1].start].strip()
    if not right:
        return FormulaError("Remove the = at the end", sign.column)
    if len(left + right) > QUOTED:
        return FormulaError(f"{NO_EQUALS}, or the difference of both", sign.column)
    side = right if left in ("x", "y") else left  # y = x^2 may mean a curve, or z = x^2
    return FormulaError(f"A formula has no =: write {side}, or {left} - ({right})", sign.column)


def missing(tokens: Sequence[Token], place: int) -> FormulaError:
    """A number, a name or a parenthesis should stand here."""
    here, before = tokens[place], tokens[place - 1]
    if place == 0 and here.kind == "end":
        return FormulaError(EMPTY, here.column)
    if here.kind == "end":
        return FormulaError(f"Something is missing after {before.text}", before.column)
    if here.text == "=":
        return FormulaError(NO_EQUALS, here.column)
    if here.kind == "superscript":
        return FormulaError("Add the base of this power", here.column)
    if here.text in (")", "}", ",", ";", "|") and place:
        return FormulaError(f"Add a number, x or y between {before.text} and {here.text}", here.column)
    if before.text in CALLABLE and place:
        return FormulaError(f"Put the argument of {before.text} in parentheses", before.column)
    return FormulaError(f"Write a number, x or y before {here.text}", here.column)


def misplaced(tokens: Sequence[Token], place: int) -> FormulaError:
    """A formula could end here, but this goes on in a way that it cannot."""
    here = tokens[place]
    if here.text == ",":
        if decimal := decimal_comma(tokens, place):
            whole, part = decimal.split(".")
            if len(whole) <= 3 and re.fullmatch(r"\d{3}", part) and not whole.startswith("0"):  # 1,000
                return FormulaError(f"{whole},{part} has two readings: write {whole}{part} or {decimal}", here.column)
            return FormulaError(f"Write {decimal[:QUOTED]} with a decimal point instead of a comma", here.column)
        return FormulaError("Remove this comma: it separates arguments only, as in maximum(x, y)", here.column)
    if here.text == ";":
        return FormulaError("Remove this ;: it separates arguments only, as in maximum(x; y)", here.column)
    if here.text in (")", "}"):
        return FormulaError(f"Remove this {here.text}, or add the opening one", here.column)
    if here.text == "=":
        return FormulaError(NO_EQUALS, here.column)
    return FormulaError(f"Write * or another operator before {here.text}", here.column)


def _ends(token: Token) -> bool:
    """Whether a formula could end with this token."""
    return token.kind in ("number", "superscript", "name") or token.text in (")", "}", "|")
