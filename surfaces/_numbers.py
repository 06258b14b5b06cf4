"""Type aliases for the numbers and arrays in signatures."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
Numbers = Any  # a number, an array of them, or what takes their place while the code is traced
