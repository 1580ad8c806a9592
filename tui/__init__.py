"""The screen and the command line; reaches what is kept only through faces of `store`."""
