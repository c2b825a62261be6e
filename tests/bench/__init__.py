"""The benchmark: the real server beside bare Flask on the same machine in the same run. `python3 dev.py bench`."""
