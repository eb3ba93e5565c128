"""The law library: documents, text, index, search. Usable alone; knows no server and no Zalo."""

import os

# Its matrices are small: a second thread of the linear algebra would only spin and wait for work,
# which made a question cost three times the processor time. Read when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
