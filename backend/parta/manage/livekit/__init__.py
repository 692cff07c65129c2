"""The media server that `parta up` runs: its binary, its configuration, its supervisor."""
