"""The channels through which people talk to Comedo."""
