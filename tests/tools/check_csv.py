#!/usr/bin/env python3
"""Checks tables that Cairn exported with Python's csv module.

usage: check_csv.py FILE.csv [FILE.csv ...]

What must hold: UTF-8; every row has as many cells as the first one; no cell is one that a spreadsheet takes for a formula;
written again and read again, the table is the same.
"""

import csv
import io
import sys

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def check(path):
    text = open(path, encoding="utf-8-sig", newline="").read()
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    wrong = []
    if not rows:
        return 0, ["there is no row"]
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            wrong.append(f"row {number} has {len(row)} cells, not {len(rows[0])}")
        for cell in row:
            if cell.startswith(FORMULA):
                wrong.append(f"row {number}: a formula: {cell[:40]!r}")
    again = io.StringIO(newline="")
    csv.writer(again).writerows(rows)
    if list(csv.reader(io.StringIO(again.getvalue(), newline=""), strict=True)) != rows:
        wrong.append("written again it is another table")
    return len(rows) - 1, wrong


def main():
    failed = False
    for path in sys.argv[1:]:
        rows, wrong = check(path)
        for text in wrong[:20]:
            print(f"{path}: {text}")
        failed |= bool(wrong)
        print(f"{path}: {rows} rows, {'WRONG' if wrong else 'right'}")
    sys.exit(1 if failed or len(sys.argv) < 2 else 0)


if __name__ == "__main__":
    main()
