"""The ``jiebei`` command. Nothing is read in here: `__main__` first sees to Ctrl-C."""
