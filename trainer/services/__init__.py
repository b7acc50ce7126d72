"""The use cases, in the order a person lives them."""
