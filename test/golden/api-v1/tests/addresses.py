"""What an address begins with, and the method that changes what a body names."""

PREFIX = "/api/v1"
UPDATE = "PUT"
