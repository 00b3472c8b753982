"""Many units' forms as one: how each field is rolled up, where each figure comes from, what has to be decided."""
