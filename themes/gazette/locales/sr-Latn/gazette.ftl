# Reči teme.

## Oko stranice
skip-to-content = Pređi na tekst
languages = Jezici
sections = Rubrike
about-the-site = O nama
follow-us = Pratite nas:
title-separator = {" – "}

## Članci
updated = Ažurirano: { $date }
updated-at = Ažurirano u { $time }
kind-analysis = Analiza
kind-opinion = Mišljenje
kind-interview = Intervju
kind-reportage = Reportaža
draft = Nacrt
draft-notice = Ovo je nacrt. Nije objavljen.
proof-notice = Probni otisak: nije za objavljivanje. Među ovim stranicama mogu biti nacrti i tekstovi pod embargom.
translation-outdated = Ovaj prevod se ažurira.
    .original = Pročitajte ažurirani original ({ $language })
translation-machine = Ovaj tekst je mašinski preveden i redakcija ga nije pregledala.
translation-draft = Redakcija još nije pregledala ovaj prevod.
translation-reviewed = Redakcija je pregledala ovaj prevod.
shown-in-original = Tekst još nije preveden na ovaj jezik ({ $missing }). Jezik teksta: { $language }.
reading-time = { $minutes } min čitanja
pull-quote = Izdvojeni citat
corrections = { $count ->
    [1] Ispravka
   *[other] Ispravke
}
all-corrections = Sve ispravke
in-dossiers = { $count ->
    [1] Dosije
   *[other] Dosijei
}
share = Podelite
share-telegram = Podelite preko aplikacije Telegram
share-vk = Podelite na mreži VK
share-x = Podelite na mreži X
share-facebook = Podelite na mreži Facebook
share-whatsapp = Podelite preko aplikacije WhatsApp
share-linkedin = Podelite na mreži LinkedIn
share-bluesky = Podelite na mreži Bluesky
share-threads = Podelite na mreži Threads
share-mastodon = Podelite na mreži Mastodon
share-email = Pošaljite imejlom
about-the-author = { $count ->
    [1] { $gender ->
        [feminine] O autorki
       *[other] O autoru
    }
   *[other] { $gender ->
        [feminine] O autorkama
       *[other] O autorima
    }
}
more-on-this-topic = Više o ovoj temi
table = Tabela
footnotes = Napomene
footnote-back = Nazad na tekst
task-done = Urađeno
task-open = Nije urađeno

## Spiskovi
top-stories = Najvažnije
latest = Najnovije
articles = { $count ->
    [one] { $count } članak
    [few] { $count } članka
   *[other] { $count } članaka
}
tags = Teme
authors = Autori
dossiers = Dosijei
dossier-articles = Članci u ovom dosijeu
corrections-page = Ispravke
corrections-page-text = Gde smo pogrešili i šta smo ispravili, počev od najnovijeg. Svaka ispravka stoji i na kraju svog članka.
archive = Arhiva
pages = Stranice
page = Strana { $number }
newer = Novije
older = Starije
nothing-yet = Još nema članaka.

## Nepostojeća adresa
not-found = Stranica nije pronađena
not-found-text = Na ovoj adresi nema ničega. Moguće je da je članak premešten ili povučen.
to-the-home-page = Na naslovnu stranu

## Brojevi
ordinal = { $n }.

## Snimci, objave i mape sa drugih sajtova: `$kind` je video, audio, post, chart, map, form ili page
embed-link = { $kind ->
    [video] Pogledajte na { $provider }
    [audio] Poslušajte na { $provider }
    [post] Pročitajte na { $provider }
   *[other] Otvorite na { $provider }
}
embed-show = { $kind ->
    [video] Pusti video
    [audio] Pusti snimak
    [post] Prikaži objavu
    [chart] Prikaži grafikon
    [map] Prikaži mapu
    [form] Prikaži formular
   *[other] Prikaži ovde
}
embed-note = { $provider } će tada dobiti vašu IP adresu i moći će da postavi kolačiće.
embed-title = { $what } ({ $provider })
embed-untitled = { $kind ->
    [video] Video: { $provider }
    [audio] Snimak: { $provider }
    [post] Objava: { $provider }
    [chart] Grafikon: { $provider }
    [map] Mapa: { $provider }
    [form] Formular: { $provider }
   *[other] { $provider }
}

## Galerije
gallery-label = Galerija slika
gallery-close = Zatvori
gallery-previous = Prethodna slika
gallery-next = Sledeća slika
gallery-position = Slika { $number } od { $count }

## Video i zvuk
listen = Slušajte
heard-in = jezik: { $language }
podcast = Podkast

## Kartice za društvene mreže
social-card-dossier = Dosije
social-card-tag = Tema
