"""The statements, and the rules that a row obeys before it is written."""
