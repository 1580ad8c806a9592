"""Layout and motions of the reader: pure functions of text, offsets and cells, without widgets."""
