"""Services: operations on several tables or with side effects; plain resources need none."""
