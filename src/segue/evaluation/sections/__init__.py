"""The sections of the bench, one a file."""
