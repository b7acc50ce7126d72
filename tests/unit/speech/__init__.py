"""Tests of the adapters to sound."""
