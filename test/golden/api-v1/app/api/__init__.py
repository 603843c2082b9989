"""What speaks HTTP: every version of the API, and the probes beside them."""
