"""What ./run, ./test and the Makefile share. Standard library only, apart from the pytest plugins."""
