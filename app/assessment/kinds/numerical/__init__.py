"""Numerical: a number typed in, compared exactly."""
