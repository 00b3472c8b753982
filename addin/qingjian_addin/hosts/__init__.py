"""What each spreadsheet application offers beyond the public xlwings API."""
