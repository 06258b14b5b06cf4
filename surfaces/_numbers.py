"""Type aliases for the numbers and arrays in signatures."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]
Numbers = Any  # a number, an array, or a tracer's stand-in for one
