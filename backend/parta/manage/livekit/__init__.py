"""The media server that `parta up` runs: built once, set up, kept alive."""
