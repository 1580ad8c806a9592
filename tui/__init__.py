"""The screen and the command line; reaches what is kept only through `store`'s public names."""
