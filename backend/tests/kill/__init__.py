"""Tests in which processes of a running Parta are killed while people write."""
