"""What spans several tables or has side effects; a plain resource has none."""
