"""Reads calendar files with icalendar (Debian: python3-icalendar)."""
import sys

import icalendar


def as_hex(value):
    return str(value or "").encode("utf-8").hex()


for name in sys.argv[1:]:
    with open(name, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    for event in calendar.walk("VEVENT"):
        organizer = event["ORGANIZER"]
        print(event["UID"], int(event["DTSTART"].dt.timestamp()), int(event["DTEND"].dt.timestamp()),
              as_hex(event["SUMMARY"]), as_hex(event["DESCRIPTION"]), as_hex(event["LOCATION"]),
              as_hex(organizer.params["CN"]), as_hex(organizer), sep="\t")
