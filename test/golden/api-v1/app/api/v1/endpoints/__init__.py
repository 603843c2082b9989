"""The endpoints of version 1, a module for each collection."""
