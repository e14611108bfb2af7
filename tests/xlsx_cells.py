"""Prints the cells of a workbook as openpyxl reads them, for test_xlsx.c.

A line a sheet: "sheet NAME FROZEN FILTER", then a line a row: cells as KIND:VALUE between tabs;
n a number, s a text, f a formula, e an empty cell.
"""
import sys

import openpyxl

book = openpyxl.load_workbook(sys.argv[1])
print("created", book.properties.created.isoformat())
for sheet in book:
    print("sheet", sheet.title, sheet.freeze_panes, sheet.auto_filter.ref, sep="\t")
    for row in sheet.iter_rows():
        cells = []
        for cell in row:
            kind = "e" if cell.value is None else cell.data_type
            value = "" if cell.value is None else cell.value
            cells.append(f"{kind}:{value!r}")
        print("\t".join(cells))
