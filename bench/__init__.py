"""Measurements that print figures; never part of what passes or fails."""
