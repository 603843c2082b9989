"""Language models: one interface, its providers, and their limits."""
