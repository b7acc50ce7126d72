"""Forms that follow from the models of what is filled in: fields, what was typed into them, and how they are drawn."""
