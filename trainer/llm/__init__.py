"""Adapters to language models: the only part that knows langchain and openai."""
