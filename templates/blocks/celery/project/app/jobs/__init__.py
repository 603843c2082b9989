"""What workers do: tasks are thin shells over the services that requests use too."""
