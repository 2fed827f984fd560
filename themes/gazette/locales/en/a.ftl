language-name = English
tags = Tags
authors = Authors
archive = Archive
not-found = Not found
table = Table
footnotes = Notes
footnote-back = Back
