"""How releases come in: files, folders and feeds."""
