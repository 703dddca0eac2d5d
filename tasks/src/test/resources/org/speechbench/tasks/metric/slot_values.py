"""Slot value CER and slot type F1 in per cent, of lines REFERENCE <tab> HYPOTHESIS: the definition of s3prl's
metric/slot_filling.py, written down again without regular expressions, for a test to hold ours against."""

import sys


def word_end(text, start):
    """Where the characters that are no space end."""
    while start < len(text) and text[start] != " ":
        start += 1
    return start


def slots(text):
    """(name, value) in order: the value ends before the first ' E-name' that leaves it one character."""
    found, at = [], 0
    while (at := text.find("B-", at)) >= 0:
        end = word_end(text, at + 2)
        name = text[at + 2 : end]
        close = text.find(" E-" + name, end + 2) if name and end < len(text) else -1
        if close < 0:
            at += 1
        else:
            found.append((name, text[end + 1 : close]))
            at = close + len(" E-" + name)
    return found


def without_marks(value):
    """Without 'B-name ' and ' E-name'."""
    for opening, closing in (("B-", " "), (" E-", "")):
        kept, at = "", 0
        while at < len(value):
            end = word_end(value, at + len(opening))
            is_mark = value.startswith(opening, at) and end > at + len(opening)
            if is_mark and value.startswith(closing, end) and (not closing or end < len(value)):
                at = end + len(closing)
            else:
                kept += value[at]
                at += 1
        value = kept
    return value


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        above, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            above, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, above + (x != y))
    return row[-1]


errors = letters = f1 = lines = 0
for line in sys.stdin.read().split("\n")[:-1]:
    reference, hypothesis = (" ".join(side.split()) for side in line.split("\t"))
    said, heard = slots(reference), slots(hypothesis)
    for name, value in said:
        candidates = [distance(without_marks(other), value) for n, other in heard if n == name]
        best = [d for d in candidates if d / len(value) < 100]
        errors += min(best) if best else len(value)
        letters += len(value)
    a, b = {n for n, _ in said}, {n for n, _ in heard}
    f1 += 2 * len(a & b) / (len(a) + len(b)) if a | b else 1
    lines += 1
print(100 * errors / letters, 100 * f1 / lines)
