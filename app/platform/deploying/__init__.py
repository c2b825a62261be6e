"""Running a site for real: the guide, the units for systemd, the container file, the proxies' settings."""
