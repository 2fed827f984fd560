skip-to-content = Vai al contenuto
languages = Lingue
sections = Sezioni
about-the-site = Chi siamo
follow-us = Seguici su:
title-separator = {" – "}
updated = Aggiornato il { $date }
updated-at = Aggiornato alle { $time }
kind-analysis = Analisi
kind-opinion = Opinione
kind-interview = Intervista
kind-reportage = Reportage
draft = Bozza
draft-notice = Questa è una bozza. Non è pubblica.
translation-outdated = Questa traduzione è in corso di aggiornamento.
    .original = Leggi l’originale aggiornato ({ $language })
translation-machine = Questo testo è stato tradotto automaticamente e non è stato riletto dalla redazione.
translation-draft = Questa traduzione non è ancora stata riletta dalla redazione.
translation-reviewed = Questa traduzione è stata riletta dalla redazione.
shown-in-original = Questo articolo non è disponibile in { $missing }. Lo stai leggendo in { $language }.
reading-time = { $minutes } min di lettura
pull-quote = Citazione in evidenza
corrections = { $count ->
    [one] Correzione
   *[other] Correzioni
}
all-corrections = Tutte le correzioni
in-dossiers = Dossier
share = Condividi
share-telegram = Condividi su Telegram
share-vk = Condividi su VK
share-x = Condividi su X
share-facebook = Condividi su Facebook
share-whatsapp = Condividi su WhatsApp
share-linkedin = Condividi su LinkedIn
share-bluesky = Condividi su Bluesky
share-threads = Condividi su Threads
share-mastodon = Condividi su Mastodon
share-email = Invia per posta elettronica
about-the-author = { $count ->
    [one] L’autore
   *[other] Gli autori
}
more-on-this-topic = Sullo stesso tema
table = Tabella
footnotes = Note
footnote-back = Torna al testo
task-done = Fatto
task-open = Da fare
top-stories = In primo piano
latest = Ultimi articoli
articles = { $count ->
    [one] { $count } articolo
   *[other] { $count } articoli
}
tags = Temi
authors = Autori
dossiers = Dossier
dossier-articles = Articoli di questo dossier
corrections-page = Correzioni
corrections-page-text = Che cosa abbiamo sbagliato e corretto, a partire dal più recente. Ogni correzione è anche in fondo all’articolo.
archive = Archivio
pages = Pagine
page = Pagina { $number }
newer = Più recenti
older = Meno recenti
nothing-yet = Ancora nessun articolo.
not-found = Pagina non trovata
not-found-text = A questo indirizzo non c’è nulla. L’articolo può essere stato spostato o ritirato.
to-the-home-page = Vai alla pagina iniziale
ordinal = { $n }º
embed-link = { $kind ->
    [video] Guarda su { $provider }
    [audio] Ascolta su { $provider }
    [post] Leggi su { $provider }
   *[other] Apri su { $provider }
}
embed-show = { $kind ->
    [video] Guarda il video
    [audio] Ascolta la registrazione
    [post] Mostra il post
    [chart] Mostra il grafico
    [map] Mostra la mappa
    [form] Mostra il modulo
   *[other] Mostra qui
}
embed-note = { $provider } riceverà allora il tuo indirizzo IP e potrà salvare dei cookie.
embed-title = { $what } ({ $provider })
embed-untitled = { $kind ->
    [video] Video su { $provider }
    [audio] Registrazione su { $provider }
    [post] Post su { $provider }
    [chart] Grafico su { $provider }
    [map] Mappa su { $provider }
    [form] Modulo su { $provider }
   *[other] { $provider }
}
gallery-label = Galleria di immagini
gallery-close = Chiudi
gallery-previous = Immagine precedente
gallery-next = Immagine successiva
gallery-position = Immagine { $number } di { $count }
listen = Ascolta
heard-in = in { $language }
podcast = Podcast
social-card-dossier = Dossier
social-card-tag = Tema
