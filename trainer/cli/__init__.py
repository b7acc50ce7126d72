"""The command line's own part: reading its files and printing its answers."""
