"""The gradebook: attendance and homework."""
