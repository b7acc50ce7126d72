"""First Ring: practise the hardest moment of a service job before it is real."""

__version__ = "0.1.0"
