"""What goes out to other programs: spreadsheets, calendars, transfers."""
