#!/usr/bin/env python3
"""Checks calendars that Cairn exported with a parser that knows nothing of Cairn (PyPI: icalendar).

usage: check_ics.py FILE.ics [FILE.ics ...]

What must hold: the parser takes the file without a complaint, in every event; the lines are at most 75 octets and end
with CRLF; every event has one UID, DTSTAMP in UTC, DTSTART, a SUMMARY and a SEQUENCE; an end is after its start; no
UID is there twice; no property is there that Cairn does not write; an address is http or https.
"""

import datetime
import sys

import icalendar

CALENDAR = {"VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME"}
EVENT = {
    "UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "TRANSP", "X-CAIRN-EXPORTED",
}
ALARM = {"ACTION", "DESCRIPTION", "TRIGGER"}


def check(path):
    raw = open(path, "rb").read()
    wrong = []

    def must(holds, text):
        if not holds:
            wrong.append(text)

    must(raw.endswith(b"\r\n"), "the last line has no end")
    for number, line in enumerate(raw.split(b"\r\n"), 1):
        must(len(line) <= 75, f"line {number} has {len(line)} octets")
        must(b"\r" not in line and b"\n" not in line, f"line {number}: a bare line break")
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            must(False, f"line {number}: cut within a character")
    calendars = icalendar.Calendar.from_ical(raw, multiple=True)
    must(len(calendars) == 1, f"{len(calendars)} calendars")
    uids = set()
    events = 0
    for calendar in calendars:
        must(set(calendar.keys()) <= CALENDAR, f"properties {set(calendar.keys()) - CALENDAR}")
        for part in calendar.walk():
            must(not part.errors, f"{part.name}: {part.errors}")
            must(part.name in {"VCALENDAR", "VEVENT", "VALARM"}, f"a {part.name}")
        for alarm in calendar.walk("VALARM"):
            must(set(alarm.keys()) == ALARM, f"an alarm with {set(alarm.keys())}")
            must(alarm.decoded("TRIGGER") <= datetime.timedelta(0), "an alarm after the start")
        for event in calendar.walk("VEVENT"):
            events += 1
            uid = str(event.get("UID"))
            keys = set(event.keys())
            must(keys <= EVENT, f"{uid}: properties {keys - EVENT}")
            for name in ("UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE"):
                must(name in keys and not isinstance(event[name], list), f"{uid}: {name}")
            must(uid.endswith(".cairn") and uid not in uids, f"{uid}: there twice, or not Cairn's")
            uids.add(uid)
            if not {"DTSTAMP", "DTSTART"} <= keys:
                continue
            stamp = event.decoded("DTSTAMP")
            must(stamp.utcoffset() == datetime.timedelta(0), f"{uid}: DTSTAMP is not UTC")
            start = event.decoded("DTSTART")
            if isinstance(start, datetime.datetime):
                must(start.tzinfo is None, f"{uid}: the start does not float")
            if "DTEND" in keys:
                end = event.decoded("DTEND")
                must(type(end) is type(start) and end > start, f"{uid}: {start} to {end}")
            if "URL" in keys:
                must(str(event["URL"]).startswith(("http://", "https://")), f"{uid}: {event['URL']}")
    return events, wrong


def main():
    failed = False
    for path in sys.argv[1:]:
        events, wrong = check(path)
        for text in wrong[:20]:
            print(f"{path}: {text}")
        failed |= bool(wrong)
        print(f"{path}: {events} events, {'WRONG' if wrong else 'right'}")
    sys.exit(1 if failed or len(sys.argv) < 2 else 0)


if __name__ == "__main__":
    main()
