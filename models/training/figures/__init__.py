"""The measured parts of a model card: where they come from, how they are kept, and how they are written."""
