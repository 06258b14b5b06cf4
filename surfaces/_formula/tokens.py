"""The tokens of a typed formula: numbers, names, superscripts and signs, each with its place; anything else is refused.

Different spellings become one: · and × are *, π is pi, np.sin is sin, X is x, xy is x and y. Each character keeps its position,
so that columns refer to the text as typed.
"""

import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from surfaces._formula import tex
from surfaces._formula.error import FormulaError
from surfaces._formula.functions import ALIASES, CALLABLE, KNOWN, OTHER_NAMES

SHOWN = 30  # characters of a name that a message quotes

SPELLINGS = str.maketrans("·⋅∙•×∗÷∕⁄−–‐‑﹣∣", "*" * 6 + "/" * 3 + "-" * 5 + "|")
INVISIBLE = "\u200b\u200c\u200d\u2060\u2061\u2062\ufeff"  # often copied along from web pages
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
INSTEAD = {
    "[": "Write ( instead of [",
    "]": "Write ) instead of ]",
    "<": "Remove the comparison: a formula is one side only",
    "—": "Write - instead of —",
    ".": "Write * for a product; a point belongs to a number, as in 0.5",
    ":": "Write / for a division instead of :",
    "!": "Factorials are not available",
    "%": "Write /100 for a percentage; remainders are not available",
} | dict.fromkeys(">≤≥≠", "Remove the comparison: a formula is one side only")
NUMBERED = "The variables are x and y, without numbers"
INSTEAD |= dict.fromkeys("₁₂", NUMBERED)

FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}

VARIABLES = r"\( *x *(?:[,;] *y *)?\)"
BEFORE = re.compile(  # f(x, y) =, z = or both; = as in a spreadsheet; lambda x, y:, (x, y) ->, def f(x, y): return
    rf" *(?:(?:(?:(?![exy])[a-z]|f_?\d|fun|func|loss|cost|energy)? *(?:{VARIABLES})? *:?=(?!=) *)+"
    rf"|lambda +x *, *y *:|\(? *x *, *y *\)? *[-=]>|(?:def +\w+ *{VARIABLES} *: *)?return\b)?",
    re.IGNORECASE,
)
TOKEN = re.compile(
    r"(?P<blank> +|\.(?=[*/^]))|(?P<number>(?:\d+(?:_\d+)*\.?\d*|\.\d+)(?:e[+-]?\d+)?|[½¼¾])|(?P<superscript>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)"
    r"|(?P<tex>\\[a-z]+)|(?P<name>(?:(?:np|numpy|anp|jnp|math|torch|tf)\.(?=[a-z]))?[a-z_]\w*|π)|(?P<sign>\*\*|[-+*/^(){},;|√=])",
    re.ASCII | re.IGNORECASE,
)
PIECES = re.compile(r"(?:x|y|pi)+", re.ASCII)
PIECE = re.compile(r"x|y|pi", re.ASCII)


class Token(NamedTuple):
    """A number, name, superscript or sign, and its position in the text; the last token is `end`."""

    kind: str
    text: str
    start: int
    stop: int

    @property
    def column(self) -> int:
        return self.start + 1


def plain(text: str) -> str:
    """The text with one spelling for each character and command that has several, at its original length."""
    return tex.plain("".join(map(_character, text)))


def _character(typed: str) -> str:
    if typed.isspace() or typed in INVISIBLE:
        return " "
    if unicodedata.decomposition(typed).startswith(("<wide>", "<font>")):  # full-width characters, and mathematical alphabets
        typed = unicodedata.normalize("NFKC", typed)
    return typed.translate(SPELLINGS)


def start(text: str) -> int:
    """Where the formula begins in a plain text: after a prefix such as `f(x, y) =`."""
    before = BEFORE.match(text)
    return len(before[0].rstrip(" ")) if before else 0  # a space may have been \left


def read(text: str) -> list[Token]:
    """The tokens of a plain text, with an end marker. Raises FormulaError."""
    stop = len(text.rstrip(" ;."))
    tokens = list(_tokens(text[:stop], start(text)))
    return [*tokens, Token("end", "", stop, stop)]


def _tokens(text: str, place: int) -> Iterator[Token]:
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            raise FormulaError(_unknown_character(text[place]), place + 1)
        token = Token(str(match.lastgroup), match[0].lower(), place, match.end())
        place = token.stop
        match token.kind:
            case "blank":
                pass
            case "tex":
                yield _fraction(token)
            case "number":
                yield token._replace(text=FRACTIONS.get(token.text, token.text))
            case "name":
                yield from _names(token, text)
            case "superscript":
                yield token._replace(text=token.text.translate(SUPERSCRIPTS))
            case _:
                yield token._replace(text="^" if token.text == "**" else token.text)


def _fraction(token: Token) -> Token:
    if re.fullmatch(r"\\[dtc]?frac", token.text):
        return token._replace(kind="sign", text=r"\frac")
    shown = token.text[:SHOWN]
    raise FormulaError(rf"{shown} is not known: use \frac, \sqrt, \cdot, \pi and functions such as \sin", token.column)


def _names(token: Token, text: str) -> Iterator[Token]:
    """The name, or names written without spaces: xy, 2pix, x sin(y) as xsin(y), xe^y."""
    *module, word = token.text.split(".")
    follows = text[token.stop :].lstrip(" ")
    if word in KNOWN and not (module and word in ("x", "y")):
        yield token._replace(text=ALIASES.get(word, word))
    elif not module and (together := _apart(word, follows)):
        place = token.start
        for piece in together:
            yield Token("name", ALIASES.get(piece, piece), place, place + len(piece))
            place += len(piece)
    else:
        raise FormulaError(_unknown_name(token.text, word, follows), token.column)


def _apart(word: str, follows: str) -> list[str] | None:
    """The parts of a word that has one reading: x, y and pi, and at its end a function call, or e with a power."""
    pieces = PIECES.match(word)
    if not pieces:
        return None
    last = word[pieces.end() :]
    if (
        last
        and not (ALIASES.get(last, last) in CALLABLE and follows.startswith("("))
        and not (last == "e" and _raised(follows))
    ):
        return None
    return PIECE.findall(pieces[0]) + [last] * bool(last)


def _raised(follows: str) -> bool:
    return follows.startswith(("^", "**", *"⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _unknown_name(typed: str, last: str, follows: str) -> str:
    """The error for an unknown name, whose last part follows the module if there is one."""
    word, shown = typed, typed if len(typed) <= SHOWN else f"{typed[:SHOWN]}…"
    if last in OTHER_NAMES:
        return OTHER_NAMES[last]
    if re.fullmatch(r"x(?:1|_[12])", word):
        return NUMBERED
    if digits := re.fullmatch(r"([xy]|pi)(\d{1,3})", word):
        return f"{shown} has two readings: write {digits[1]}^{digits[2]} or {digits[2]}*{digits[1]}; the variables are x and y"
    names = sorted({*CALLABLE, *ALIASES}, key=len, reverse=True)
    for name in [] if follows.startswith("(") else names:  # log3(x) is not log(3)
        if call := re.fullmatch(rf"((?:x|y|pi|\d)*){name}((?:x|y|pi|e|\d)+)", word[:SHOWN]):
            return f"Write {call[1]}{name}({call[2]}), with parentheses, instead of {shown}"
    if re.fullmatch(r"(x|y|pi|e){2,8}", word):
        return f"Write {'*'.join(re.findall(r'x|y|pi|e', word))} for a product, or e^x for a power of e, instead of {shown}"
    if alike := get_close_matches(word[:SHOWN], names, n=1, cutoff=0.7):
        return f"{shown} is not known: write {alike[0]} if that is what you mean"
    return f"{shown} is not known: use x, y, pi, e and functions such as sin(x)"


def _unknown_character(sign: str) -> str:
    if sign in INSTEAD:
        return INSTEAD[sign]
    shown = f"“{sign}”" if sign.isprintable() and sign != "`" else f"The character U+{ord(sign):04X}"
    name = "" if sign.isascii() else unicodedata.name(sign, "").capitalize()
    return f"{shown}{f' ({name})' if name else ''} has no meaning in a formula"
