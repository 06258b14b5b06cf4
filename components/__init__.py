"""Everything a person sees."""

import os

# One visitor's work uses one core: numpy reads this when it is first imported. More threads do not multiply matrices of these
# sizes any faster, but spin while they wait: the same training took twice the processor time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
