"""What there is to set: the settings of a page, their types, how the address holds them, and changes in the middle of a run."""
