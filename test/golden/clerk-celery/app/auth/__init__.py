"""Authentication: verifies session tokens and webhooks of Clerk."""
