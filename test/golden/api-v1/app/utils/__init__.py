"""What every layer may use, and what uses no layer."""
