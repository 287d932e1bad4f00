"""The version of the package, which everything that is written names."""

__version__ = "0.2.0.dev0"
