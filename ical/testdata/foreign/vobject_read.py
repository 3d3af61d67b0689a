"""Reads calendar files with vobject (Debian: python3-vobject)."""
import sys

import vobject


def as_hex(value):
    return value.encode("utf-8").hex()


for name in sys.argv[1:]:
    with open(name, encoding="utf-8", newline="") as file:
        calendar = vobject.readOne(file)
    for event in calendar.vevent_list:
        print(event.uid.value, int(event.dtstart.value.timestamp()), int(event.dtend.value.timestamp()),
              as_hex(event.summary.value), as_hex(event.description.value), as_hex(event.location.value),
              as_hex(event.organizer.params["CN"][0]), as_hex(event.organizer.value), sep="\t")
