"""The login: users, their sessions and tokens, and the mails that confirm addresses."""
