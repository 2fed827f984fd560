# Every word of the theme. A translation is a copy of this file in a folder named for the language.

## Around the page
skip-to-content = Skip to content
languages = Languages
sections = Sections
about-the-site = About the site
follow-us = Follow us on:
title-separator = {" – "}

## Articles
updated = Updated { $date }
updated-at = Updated { $time }
kind-analysis = Analysis
kind-opinion = Opinion
kind-interview = Interview
kind-reportage = Reportage
draft = Draft
draft-notice = This is a draft. It is not public.
proof-notice = Proof: not for publication. Drafts and texts under embargo may be among these pages.
translation-outdated = This translation is being updated.
    .original = Read the up-to-date original ({ $language })
translation-machine = This text was translated by a machine and has not been checked by an editor.
translation-draft = This translation has not been checked by an editor yet.
translation-reviewed = This translation has been checked by an editor.
shown-in-original = This page is not available in { $missing }. You are reading it in { $language }.
reading-time = { $minutes } min read
pull-quote = Pull quote
corrections = { $count ->
    [one] Correction
   *[other] Corrections
}
all-corrections = All corrections
in-dossiers = { $count ->
    [one] Dossier
   *[other] Dossiers
}
share = Share
share-telegram = Share on Telegram
share-vk = Share on VK
share-x = Share on X
share-facebook = Share on Facebook
share-whatsapp = Share on WhatsApp
share-linkedin = Share on LinkedIn
share-bluesky = Share on Bluesky
share-threads = Share on Threads
share-mastodon = Share on Mastodon
share-email = Send by email
# A language may also choose by $gender: feminine, masculine or neutral where all the authors have it, else other.
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
dossiers = Dossiers
dossier-articles = Articles in this dossier
corrections-page = Corrections
corrections-page-text = What we got wrong and have put right, latest first. Each correction also appears at the end of its article.
archive = Archive
pages = Pages
page = Page { $number }
newer = Newer
older = Older
nothing-yet = No articles yet.

## A missing address
not-found = Page not found
not-found-text = There is nothing at this address. The article may have been moved or withdrawn.
to-the-home-page = Go to the home page

## Times, numbers, and headlines: `words` begins every word with a capital letter, as no other language does.
time-short = { $half ->
    [first] { $hour12 }:{ $minute }{"\u00A0"}a.m.
   *[second] { $hour12 }:{ $minute }{"\u00A0"}p.m.
}
ordinal = { NUMBER($n, type: "ordinal") ->
    [one] { $n }st
    [two] { $n }nd
    [few] { $n }rd
   *[other] { $n }th
}
title-case = words

## Films, posts and maps of others: `$kind` is video, audio, post, chart, map, form or page
embed-link = { $kind ->
    [video] Watch on { $provider }
    [audio] Listen on { $provider }
    [post] Read on { $provider }
   *[other] Open on { $provider }
}
embed-show = { $kind ->
    [video] Play the video
    [audio] Play the recording
    [post] Show the post
    [chart] Show the chart
    [map] Show the map
    [form] Show the form
   *[other] Show it here
}
embed-note = { $provider } will then receive your IP address and may set cookies.
embed-title = { $what } ({ $provider })
embed-untitled = { $kind ->
    [video] Video on { $provider }
    [audio] Recording on { $provider }
    [post] Post on { $provider }
    [chart] Chart on { $provider }
    [map] Map on { $provider }
    [form] Form on { $provider }
   *[other] { $provider }
}

## Galleries
gallery-label = Picture gallery
gallery-close = Close
gallery-previous = Previous picture
gallery-next = Next picture
gallery-position = Picture { $number } of { $count }

## Films and sound
listen = Listen
heard-in = in { $language }
podcast = Podcast
## Social cards
social-card-dossier = Dossier
social-card-tag = Topic
