"""Files made of a case, for people and for other programs: spreadsheet, calendar, court file; and what checks them."""
