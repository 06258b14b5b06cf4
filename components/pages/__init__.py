"""The pages, one a file; app.py brings them together."""
