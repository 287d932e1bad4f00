"""The version of the package, which everything that is written names."""

__version__ = "0.1.0"
