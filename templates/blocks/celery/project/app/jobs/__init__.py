"""Jobs and the workers that run them; tasks call the same services as requests."""
