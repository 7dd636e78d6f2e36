"""A believable council, built only through the operations that the pages use. Every person in it is invented."""
