# Die Wörter der Gestaltung.

## Rund um die Seite
skip-to-content = Zum Inhalt springen
languages = Sprachen
sections = Ressorts
about-the-site = Über uns
follow-us = Folgen Sie uns:
title-separator = {" – "}

## Artikel
updated = Aktualisiert am { $date }
updated-at = Aktualisiert um { $time } Uhr
kind-analysis = Analyse
kind-opinion = Meinung
kind-interview = Interview
kind-reportage = Reportage
draft = Entwurf
draft-notice = Dies ist ein Entwurf. Er ist nicht veröffentlicht.
proof-notice = Korrekturabzug: nicht zur Veröffentlichung. Auf diesen Seiten können Entwürfe und Texte mit Sperrfrist stehen.
translation-outdated = Diese Übersetzung wird gerade aktualisiert.
    .original = Zum aktuellen Original ({ $language })
translation-machine = Dieser Text wurde maschinell übersetzt und nicht von der Redaktion geprüft.
translation-draft = Diese Übersetzung ist noch nicht von der Redaktion geprüft.
translation-reviewed = Diese Übersetzung hat die Redaktion geprüft.
shown-in-original = Diesen Text gibt es nicht auf { $missing }. Sie lesen ihn auf { $language }.
reading-time = { $minutes } Min. Lesezeit
pull-quote = Hervorgehobenes Zitat
corrections = { $count ->
    [one] Korrektur
   *[other] Korrekturen
}
all-corrections = Alle Korrekturen
in-dossiers = { $count ->
    [one] Dossier
   *[other] Dossiers
}
share = Teilen
share-telegram = Auf Telegram teilen
share-vk = Auf VK teilen
share-x = Auf X teilen
share-facebook = Auf Facebook teilen
share-whatsapp = Per WhatsApp teilen
share-linkedin = Auf LinkedIn teilen
share-bluesky = Auf Bluesky teilen
share-threads = Auf Threads teilen
share-mastodon = Auf Mastodon teilen
share-email = Per E-Mail senden
about-the-author = { $count ->
    [one] Zur Person
   *[other] Zu den Personen
}
more-on-this-topic = Mehr zum Thema
table = Tabelle
footnotes = Anmerkungen
footnote-back = Zurück zum Text
task-done = Erledigt
task-open = Offen

## Listen
top-stories = Das Wichtigste
latest = Neueste Artikel
articles = { $count } Artikel
tags = Themen
authors = Autorinnen und Autoren
dossiers = Dossiers
dossier-articles = Artikel in diesem Dossier
corrections-page = Korrekturen
corrections-page-text = Was falsch war und berichtigt wurde, das Neueste zuerst. Jede Korrektur steht auch am Ende ihres Artikels.
archive = Archiv
pages = Seiten
page = Seite { $number }
newer = Neuere
older = Ältere
nothing-yet = Noch keine Artikel.

## Keine solche Adresse
not-found = Seite nicht gefunden
not-found-text = Unter dieser Adresse gibt es nichts. Vielleicht wurde der Artikel verschoben oder zurückgezogen.
to-the-home-page = Zur Startseite

## Zahlen
ordinal = { $n }.

## Videos, Beiträge und Karten von anderen: `$kind` ist video, audio, post, chart, map, form oder page
embed-link = { $kind ->
    [video] Auf { $provider } ansehen
    [audio] Auf { $provider } anhören
    [post] Auf { $provider } lesen
    [map] In { $provider } öffnen
    [form] In { $provider } öffnen
   *[other] Auf { $provider } öffnen
}
embed-show = { $kind ->
    [video] Video abspielen
    [audio] Aufnahme abspielen
    [post] Beitrag anzeigen
    [chart] Grafik anzeigen
    [map] Karte anzeigen
    [form] Formular anzeigen
   *[other] Hier anzeigen
}
embed-note = { $provider } erhält dann Ihre IP-Adresse und setzt möglicherweise Cookies.
embed-title = { $what } ({ $provider })
embed-untitled = { $kind ->
    [video] Video auf { $provider }
    [audio] Aufnahme auf { $provider }
    [post] Beitrag auf { $provider }
    [chart] Grafik auf { $provider }
    [map] Karte auf { $provider }
    [form] Formular auf { $provider }
   *[other] { $provider }
}

## Bilderstrecken
gallery-label = Bilderstrecke
gallery-close = Schließen
gallery-previous = Vorheriges Bild
gallery-next = Nächstes Bild
gallery-position = Bild { $number } von { $count }

## Film und Ton
listen = Anhören
heard-in = auf { $language }
podcast = Podcast

## Vorschaubilder in sozialen Netzwerken
social-card-dossier = Dossier
social-card-tag = Thema
