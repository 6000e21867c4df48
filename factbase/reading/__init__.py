"""Facts files: YAML and JSON Lines to located nodes, and those to the model, with every problem at its place."""
