# Every word of the theme. A translation is a copy of this file in a folder named for the language.

## Around the page
skip-to-content = Skip to content
languages = Languages
sections = Sections
about-the-site = About the site
follow-us = Follow us on:
rss = RSS
title-separator = {" – "}

## Articles
updated = Updated { $date }
draft = Draft
draft-notice = This is a draft. It is not public.
translation-outdated = This translation is being updated.
    .original = Read the up-to-date original ({ $language })
shown-in-original = This article is not available in { $missing }. You are reading it in { $language }.
reading-time = { $minutes } min read
pull-quote = Pull quote
corrections = { $count ->
    [one] Correction
   *[other] Corrections
}
about-the-author = { $count ->
    [one] About the author
   *[other] About the authors
}
more-on-this-topic = More on this topic
table = Table
footnotes = Notes
footnote-back = Back to the text
task-done = Done
task-open = To do

## Lists
top-stories = Top stories
latest = Latest
articles = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
tags = Topics
authors = Authors
archive = Archive
pages = Pages
page = Page { $number }
newer = Newer
older = Older
nothing-yet = No articles yet.

## A missing address
not-found = Page not found
not-found-text = There is nothing at this address. The article may have been moved or withdrawn.
to-the-home-page = To the home page

## Numbers, and headlines: `words` begins every word with a capital letter, as no other language does.
ordinal = { NUMBER($n, type: "ordinal") ->
    [one] { $n }st
    [two] { $n }nd
    [few] { $n }rd
   *[other] { $n }th
}
title-case = words
