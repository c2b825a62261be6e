"""Tables: a question a row, as CSV or as an Excel workbook, to write and to mend in any spreadsheet.

The first row names the columns. Only `question` has to be there; `kind` may be left out where the answers tell it.

    kind     single, multiple, true-false, short, numerical, matching, ordering, essay, description or cloze
    question the stem          answer   the letters of what is right, or TRUE or FALSE
    A to Z   the options, accepted answers, numbers (`5`, `5 ± 1`, `4 .. 6`), pairs (`left => right`) or items
    A % …    what an option earns, in percent          A says …   what is said to whoever gave it
    why      name      category      points      tags      id      text (plain, markdown, html or moodle)
"""
