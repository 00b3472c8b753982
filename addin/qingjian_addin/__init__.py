"""The Python behind the buttons and worksheet functions, on the public xlwings API only."""
