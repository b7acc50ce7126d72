"""The record of calls, grades and people."""
