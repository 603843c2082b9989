"""The database: what all tables share, its sessions, and the statements."""
