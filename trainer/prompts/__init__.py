"""What models are asked: templates and phrases per language."""
