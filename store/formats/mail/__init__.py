"""Mail: the release in it, whoever passed it on."""
