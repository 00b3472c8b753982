"""台账: what came in, what was said of it and what was decided, in one file that can only grow."""
