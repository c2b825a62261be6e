"""The ground floor: settings, the database and its one commit, mail, jobs, headers. Knows nothing about courses."""
