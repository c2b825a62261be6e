"""Where people live, for days that end at midnight there. Pure."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

N_ = str  # marks a text for translation
# A short list that can be read, instead of the six hundred names there are.
ZONES = {
    "America/New_York": N_("Eastern (New York)"),
    "America/Chicago": N_("Central (Chicago)"),
    "America/Denver": N_("Mountain (Denver)"),
    "America/Phoenix": N_("Arizona (Phoenix)"),
    "America/Los_Angeles": N_("Pacific (Los Angeles)"),
    "America/Anchorage": N_("Alaska (Anchorage)"),
    "Pacific/Honolulu": N_("Hawaii (Honolulu)"),
    "America/Puerto_Rico": N_("Puerto Rico (San Juan)"),
    "America/St_Johns": N_("Newfoundland (St. John’s)"),
    "America/Mexico_City": N_("Mexico City"),
    "America/Bogota": N_("Bogotá, Lima"),
    "America/Sao_Paulo": N_("São Paulo, Buenos Aires"),
    "Atlantic/Azores": N_("Azores"),
    "Europe/London": N_("London, Dublin, Lisbon"),
    "Europe/Berlin": N_("Berlin, Paris, Madrid, Rome"),
    "Europe/Athens": N_("Athens, Bucharest, Helsinki, Kyiv"),
    "Africa/Lagos": N_("Lagos"),
    "Africa/Cairo": N_("Cairo"),
    "Africa/Johannesburg": N_("Johannesburg"),
    "Europe/Istanbul": N_("Istanbul, Nairobi, Riyadh"),
    "Asia/Dubai": N_("Dubai"),
    "Asia/Karachi": N_("Karachi"),
    "Asia/Kolkata": N_("Delhi, Kolkata"),
    "Asia/Dhaka": N_("Dhaka"),
    "Asia/Bangkok": N_("Bangkok, Hanoi, Jakarta"),
    "Asia/Manila": N_("Beijing, Manila, Singapore"),
    "Australia/Perth": N_("Perth"),
    "Asia/Tokyo": N_("Tokyo, Seoul"),
    "Australia/Adelaide": N_("Adelaide"),
    "Australia/Brisbane": N_("Brisbane"),
    "Australia/Sydney": N_("Sydney, Melbourne"),
    "Pacific/Auckland": N_("Auckland"),
}


def day_in(zone: str, moment: datetime) -> date:
    """Which day it is there. `zone`: a name such as America/Chicago; `moment`: aware."""
    return moment.astimezone(ZoneInfo(zone)).date()
