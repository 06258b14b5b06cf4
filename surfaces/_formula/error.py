"""The error of a formula: a sentence, and the column that it refers to."""


class FormulaError(ValueError):
    """Says in `sentence` how to write the formula, and in `column`, counted from 1, where; neither ends with a full stop."""

    def __init__(self, sentence: str, column: int) -> None:
        super().__init__(f"{sentence} (column {column})")
        self.sentence = sentence
        self.column = column
