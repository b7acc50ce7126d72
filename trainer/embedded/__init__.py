"""The deterministic Reader, Voice and Judge: no model, no network."""
