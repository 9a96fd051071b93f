"""Interactive figures: one function each; ``stage`` is what they are built on."""
