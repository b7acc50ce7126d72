"""The pages. Gradio is known here and nowhere else."""
