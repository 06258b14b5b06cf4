"""Everything a person sees."""

import os

# One visitor's work takes one core: numpy reads this when it is first imported. Matrices of the sizes here are multiplied no
# sooner by several, which wait for each other at full speed meanwhile: the same training took twice the processor.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
