"""Values that every layer shares: cells, figures, forms, findings. No file format, no rule, no text."""
