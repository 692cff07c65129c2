"""Tests of running Parta: embedded PostgreSQL, processes, health, log, benches."""
