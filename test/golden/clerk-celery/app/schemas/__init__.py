"""What goes over the wire: one schema to create, one to update, one to answer."""
