"""Gradio's own parts in our colours; what we draw ourselves is in assets/first_ring.css."""

import gradio as gr
from gradio.themes.utils import fonts

FACES = ("Inter", "Segoe UI", "system-ui", "Noto Sans", "Noto Sans Arabic", "sans-serif")
"""Faces of the reader's own machine: nothing is fetched."""


def first_ring_theme() -> gr.themes.Base:
    """The theme of every page; light and dark are told apart by the style sheet."""
    faces = [fonts.Font(name) for name in FACES]
    return gr.themes.Base(font=faces, font_mono=[fonts.Font("ui-monospace"), fonts.Font("monospace")]).set(
        body_background_fill="var(--paper)",
        body_background_fill_dark="var(--paper)",
        body_text_color="var(--ink)",
        body_text_color_dark="var(--ink)",
        background_fill_primary="transparent",
        background_fill_primary_dark="transparent",
        block_background_fill="transparent",
        block_background_fill_dark="transparent",
        block_border_width="0px",
        block_border_width_dark="0px",
        block_shadow="none",
        block_padding="0",
        block_label_background_fill="transparent",
        block_title_text_color="var(--soft)",
        block_title_text_color_dark="var(--soft)",
        layout_gap="0px",
        input_background_fill="var(--sheet)",
        input_background_fill_dark="var(--sheet)",
    )
