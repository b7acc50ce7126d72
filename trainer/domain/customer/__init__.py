"""The customer as code: what they remember, how they change, what they do next."""
