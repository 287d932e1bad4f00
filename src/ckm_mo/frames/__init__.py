"""Data frames, classified and tallied in their own engine (extra `frames`).

The rules become expressions of whatever holds the frame: pandas, polars,
PyArrow, DuckDB, Spark or Dask. Lazy frames stay lazy. What an engine gives is
what the core gives, row by row; the tests hold every engine to it.
"""

from ckm_mo.frames.verdicts import check_frame, classify_frame, tally_frame

__all__ = ("check_frame", "classify_frame", "tally_frame")
