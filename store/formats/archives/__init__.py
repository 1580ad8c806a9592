"""Archives, and files that hold others."""
