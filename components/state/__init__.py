"""The settings of a page, their types, how the address holds them, and mid-run changes."""
