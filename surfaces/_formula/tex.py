r"""TeX in a formula, as people paste it: \left(x^{2}\right), \sin y, 2\cdot x. Commands with a plain spelling are replaced.

Each character keeps its position. \frac is left for the grammar, and unknown commands for the tokenizer to refuse.
"""

import re

from surfaces._formula.error import FormulaError
from surfaces._formula.functions import KNOWN, OTHER_NAMES

SIGNS = dict.fromkeys(("cdot", "times", "ast"), "*") | {"div": "/", "{": "{", "}": "}"}
SIGNS |= dict.fromkeys(("lvert", "rvert", "vert"), "|")
SIGNS |= dict.fromkeys(("left", "right", "displaystyle", "quad", "qquad", *",;:! "), " ")
SIGNS |= {f"{size}{side}": " " for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r")}

AROUND = re.compile(r"^ *(?:\$\$?|\\\[|\\\()|(?:\$\$?|\\\]|\\\)) *$")  # $…$, $$…$$, \[…\] and \(…\)
UPRIGHT = re.compile(r"\\(?:operatorname|mathrm|text) *\{( *[a-z]+\d* *)\}")  # \operatorname{sin}
LOGARITHM = re.compile(r"\\log *_ *(?:\{ *(10|2) *\}|(2))")
ROOT = re.compile(r"\\sqrt *\[")
COMMAND = re.compile(r"\\([A-Za-z]+|.)")


def plain(text: str) -> str:
    """The text with plain spellings for TeX commands, at its original length. Raises FormulaError."""
    if root := ROOT.search(text):
        raise FormulaError("Write roots other than the square root as a power: x^(1/3)", root.start() + 1)
    text = AROUND.sub(lambda match: " " * len(match[0]), text)
    text = UPRIGHT.sub(lambda match: match[1].center(len(match[0])), text)
    text = LOGARITHM.sub(lambda match: f" log{match[1] or match[2]}".ljust(len(match[0])), text)
    return COMMAND.sub(_spelled, text)


def _spelled(match: re.Match[str]) -> str:
    command = match[1]
    if command in SIGNS:
        return SIGNS[command].rjust(len(match[0]))
    known = len(command) > 1 and (command in KNOWN or command in OTHER_NAMES)  # x\y is not xy
    return f" {command}" if known else match[0]
