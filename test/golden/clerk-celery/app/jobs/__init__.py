"""Jobs and the workers that run them; tasks call the services that requests use too."""
