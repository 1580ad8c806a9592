"""What is kept: releases, annotations, tags, reading and the history of all changes."""
