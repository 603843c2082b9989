"""What is remembered for a while instead of asked again: in Redis for all processes, or in this one."""
