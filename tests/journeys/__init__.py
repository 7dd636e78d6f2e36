"""A package, so that its one site and browser end with its last test."""
