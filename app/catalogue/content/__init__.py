"""Course folders as plain values, and lesson text as safe HTML. Pure: no Flask, no database, no clock."""
