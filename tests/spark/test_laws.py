"""The laws of data frames, on Spark."""

from frames.test_frame_laws import TestDrawnFrames, TestEveryCase, TestWrongRows

__all__ = ["TestDrawnFrames", "TestEveryCase", "TestWrongRows"]
