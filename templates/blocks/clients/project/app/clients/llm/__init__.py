"""Language models: one port, the providers behind it, and what keeps them in bounds."""
