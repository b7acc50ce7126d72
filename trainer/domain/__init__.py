"""Frozen values and pure functions: what a call, a customer and a grade are."""
