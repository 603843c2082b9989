"""What the application asks over the network, and how it lives with what does not answer."""
