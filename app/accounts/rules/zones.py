"""Where people live, for days that end at midnight there. Pure."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

# A short list that can be read, instead of the six hundred names there are.
ZONES = {
    "America/New_York": "Eastern (New York)",
    "America/Chicago": "Central (Chicago)",
    "America/Denver": "Mountain (Denver)",
    "America/Phoenix": "Arizona (Phoenix)",
    "America/Los_Angeles": "Pacific (Los Angeles)",
    "America/Anchorage": "Alaska (Anchorage)",
    "Pacific/Honolulu": "Hawaii (Honolulu)",
    "America/Puerto_Rico": "Puerto Rico (San Juan)",
    "America/St_Johns": "Newfoundland (St. John’s)",
    "America/Mexico_City": "Mexico City",
    "America/Bogota": "Bogotá, Lima",
    "America/Sao_Paulo": "São Paulo, Buenos Aires",
    "Atlantic/Azores": "Azores",
    "Europe/London": "London, Dublin, Lisbon",
    "Europe/Berlin": "Berlin, Paris, Madrid, Rome",
    "Europe/Athens": "Athens, Bucharest, Helsinki, Kyiv",
    "Africa/Lagos": "Lagos",
    "Africa/Cairo": "Cairo",
    "Africa/Johannesburg": "Johannesburg",
    "Europe/Istanbul": "Istanbul, Nairobi, Riyadh",
    "Asia/Dubai": "Dubai",
    "Asia/Karachi": "Karachi",
    "Asia/Kolkata": "Delhi, Kolkata",
    "Asia/Dhaka": "Dhaka",
    "Asia/Bangkok": "Bangkok, Hanoi, Jakarta",
    "Asia/Manila": "Beijing, Manila, Singapore",
    "Australia/Perth": "Perth",
    "Asia/Tokyo": "Tokyo, Seoul",
    "Australia/Adelaide": "Adelaide",
    "Australia/Brisbane": "Brisbane",
    "Australia/Sydney": "Sydney, Melbourne",
    "Pacific/Auckland": "Auckland",
}


def day_in(zone: str, moment: datetime) -> date:
    """Which day it is there. `zone`: a name such as America/Chicago; `moment`: aware."""
    return moment.astimezone(ZoneInfo(zone)).date()
