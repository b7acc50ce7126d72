"""Adapters to sound: recognisers, synthesisers and voice activity; the only part that knows audio libraries."""
