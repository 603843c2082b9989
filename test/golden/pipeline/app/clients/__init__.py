"""Clients of other servers, with timeouts, retries and circuit breakers."""
