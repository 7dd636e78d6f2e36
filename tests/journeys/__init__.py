"""A package, so that its one site ends with its last test."""
