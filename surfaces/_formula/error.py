"""The error of a formula: a sentence, and the column that it refers to."""


class FormulaError(ValueError):
    """`sentence` says how to write the formula, without a full stop; `column`, counted from 1, says where."""

    def __init__(self, sentence: str, column: int) -> None:
        super().__init__(f"{sentence} (column {column})")
        self.sentence = sentence
        self.column = column
