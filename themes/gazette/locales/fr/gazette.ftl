# Les mots du thème.

## Autour de la page
skip-to-content = Aller au contenu
languages = Langues
sections = Rubriques
about-the-site = À propos du site
follow-us = Suivez-nous sur :
title-separator = {" – "}

## Articles
updated = Mis à jour le { $date }
updated-at = Mis à jour à { $time }
kind-analysis = Analyse
# same
kind-opinion = Opinion
kind-interview = Entretien
# same
kind-reportage = Reportage
draft = Brouillon
draft-notice = Ceci est un brouillon : il n’est pas public.
proof-notice = Épreuve : ne pas diffuser. Ces pages peuvent contenir des brouillons et des textes sous embargo.
translation-outdated = Cette traduction est en cours de mise à jour.
    .original = Lire l’original à jour ({ $language })
translation-machine = Ce texte a été traduit automatiquement et n’a pas été relu par la rédaction.
translation-draft = Cette traduction n’a pas encore été relue par la rédaction.
translation-reviewed = Cette traduction a été relue par la rédaction.
shown-in-original = Ce texte n’a pas été traduit en { $missing }. Vous le lisez en { $language }.
reading-time = { $minutes } min de lecture
pull-quote = Citation en exergue
corrections = { $count ->
    [one] Rectificatif
   *[other] Rectificatifs
}
all-corrections = Tous les rectificatifs
# same
in-dossiers = { $count ->
    [one] Dossier
   *[other] Dossiers
}
share = Partager
share-telegram = Partager sur Telegram
share-vk = Partager sur VK
share-x = Partager sur X
share-facebook = Partager sur Facebook
share-whatsapp = Partager sur WhatsApp
share-linkedin = Partager sur LinkedIn
share-bluesky = Partager sur Bluesky
share-threads = Partager sur Threads
share-mastodon = Partager sur Mastodon
share-email = Envoyer par courriel
about-the-author = { $count ->
    [one] { $gender ->
        [feminine] À propos de l’autrice
       *[other] À propos de l’auteur
    }
   *[other] { $gender ->
        [feminine] À propos des autrices
       *[other] À propos des auteurs
    }
}
more-on-this-topic = Sur le même sujet
table = Tableau
# same
footnotes = Notes
footnote-back = Retour au texte
task-done = Fait
task-open = À faire

## Listes
top-stories = À la une
latest = Derniers articles
# same
articles = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
tags = Thèmes
authors = Auteurs
# same
dossiers = Dossiers
dossier-articles = Articles du dossier
corrections-page = Rectificatifs
corrections-page-text = Les erreurs que nous avons rectifiées, de la plus récente à la plus ancienne. Chaque rectificatif figure aussi à la fin de l’article concerné.
archive = Archives
# same
pages = Pages
# same
page = Page { $number }
newer = Plus récents
older = Plus anciens
nothing-yet = Aucun article pour le moment.

## Adresse introuvable
not-found = Page introuvable
not-found-text = Il n’y a rien à cette adresse. L’article a peut-être été déplacé ou retiré.
to-the-home-page = Retour à l’accueil

## Les heures, les dates et les nombres : l’ordinal n’est d’usage que pour le premier du mois.
time-short = { $minute-number ->
    [0] { $hour }{"\u00A0"}h
   *[other] { $hour }{"\u00A0"}h{"\u00A0"}{ $minute }
}
date-day = { $day ->
    [1] 1er
   *[other] { $day }
}
date-medium = { DATETIME($date, dateStyle: "long") }
ordinal = { NUMBER($n, type: "ordinal") ->
    [one] { $gender ->
        [feminine] { $n }re
       *[other] { $n }er
    }
   *[other] { $n }e
}

## Vidéos, publications et cartes venues d’ailleurs : `$kind` vaut video, audio, post, chart, map, form ou page
embed-link = { $kind ->
    [video] Regarder sur { $provider }
    [audio] Écouter sur { $provider }
    [post] Lire sur { $provider }
    [map] Ouvrir dans { $provider }
    [form] Ouvrir dans { $provider }
   *[other] Ouvrir sur { $provider }
}
embed-show = { $kind ->
    [video] Lancer la vidéo
    [audio] Écouter l’enregistrement
    [post] Afficher la publication
    [chart] Afficher le graphique
    [map] Afficher la carte
    [form] Afficher le formulaire
   *[other] Afficher ici
}
embed-note = { $provider } recevra alors votre adresse IP et pourra déposer des cookies.
embed-title = { $what } ({ $provider })
embed-untitled = { $kind ->
    [video] Vidéo sur { $provider }
    [audio] Enregistrement sur { $provider }
    [post] Publication sur { $provider }
    [chart] Graphique sur { $provider }
    [map] Carte sur { $provider }
    [form] Formulaire sur { $provider }
   *[other] { $provider }
}

## Galeries
gallery-label = Galerie d’images
gallery-close = Fermer
gallery-previous = Image précédente
gallery-next = Image suivante
gallery-position = Image { $number } sur { $count }

## Films et sons
listen = À écouter
heard-in = en { $language }
# same
podcast = Podcast
## Social cards
# same
social-card-dossier = Dossier
social-card-tag = Thème
## Adresses : « l’accord d’Aktaou » devient l-accord-d-aktaou
slug-apostrophe = hyphen
