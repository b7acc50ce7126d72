"""What stands around the pages: the door, sessions, limits and the mounts."""
