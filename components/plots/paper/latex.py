"""Texts for LaTeX in ASCII: special characters escaped; Greek letters, symbols and superscripts as mathematics."""

import re
import unicodedata

SPECIAL = {letter: f"\\{letter}" for letter in "#$%&_{}"} | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}"}
SPECIAL |= {"^": r"\textasciicircum{}", "−": "$-$", "×": r"$\times$", "‖": r"$\Vert$", "∇": r"$\nabla$", "∂": r"$\partial$"}
SPECIAL |= {"<": "$<$", ">": "$>$", "|": "$|$", "*": "$^*$", "≤": r"$\le$", "≥": r"$\ge$", "·": r"$\cdot$", "…": r"\dots{}"}
SPECIAL |= {"’": "'", "“": "``", "”": "''", "–": "--", "—": "---", "ℓ": r"$\ell$", "∞": r"$\infty$", "√": r"$\surd$"}
SCRIPTS = {"<sub>": "_", "<super>": "^"}  # as Unicode calls digits below and above the line


def title(text: str) -> str:
    """An axis title, in which x, y and f are variables."""
    return _joined(re.sub(r"(?<![\\\w])[fxy](?!\w)", r"$\g<0>$", latex(text)))


def latex(text: str) -> str:
    """A text for LaTeX in ASCII, with Greek letters, superscripts and subscripts as mathematics."""
    written = _joined("".join(map(_letter, text)))
    return re.sub(
        r"(\^\{[^{}]*\}){2,}|(_\{[^{}]*\}){2,}", lambda run: run[0][:2] + re.sub(r"[\^_{}]", "", run[0]) + "}", written
    )


def _joined(text: str) -> str:
    """With pieces of mathematics beside each other as one; a letter keeps apart from the name of a symbol before it."""
    return re.sub(r"(?<!\\)\$\$(?=([A-Za-z])?)", lambda found: " " if found[1] else "", text)


def _letter(letter: str) -> str:
    if letter in SPECIAL:
        return SPECIAL[letter]
    if letter.isascii():
        return letter if letter.isprintable() else " "
    script, _, plain = unicodedata.decomposition(letter).partition(" ")
    if script in SCRIPTS:
        return f"${SCRIPTS[script]}{{{_inside(chr(int(plain, 16)))}}}$"
    if greek := re.fullmatch(r"GREEK (SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)", unicodedata.name(letter, "")):
        name = greek[2].replace("LAMDA", "LAMBDA")
        return f"$\\{name.lower() if greek[1] == 'SMALL' else name.capitalize()}$"
    plain = unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
    return plain or "?"


def _inside(letter: str) -> str:
    return letter.replace("−", "-") if letter.replace("−", "-").isascii() else "?"


def comment(text: str) -> str:
    return "".join(letter if letter.isascii() and letter.isprintable() else _plain(letter) for letter in text)


def _plain(letter: str) -> str:
    return re.sub(r"[$\\{}]", "", _letter(letter)) if letter.isprintable() else " "
