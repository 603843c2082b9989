"""Rules about source code."""
