"""Who somebody is: session tokens and webhooks of Clerk, told from forgeries."""
