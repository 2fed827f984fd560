# Temanın bütün sözleri.

## Sayfanın çevresi
skip-to-content = İçeriğe geç
languages = Diller
sections = Bölümler
about-the-site = Hakkımızda
follow-us = Bizi izleyin:
title-separator = {" – "}

## Yazılar
updated = Güncelleme: { $date }
updated-at = Güncelleme: { $time }
kind-analysis = Analiz
kind-opinion = Görüş
kind-interview = Söyleşi
kind-reportage = Röportaj
draft = Taslak
draft-notice = Bu bir taslaktır, yayımlanmamıştır.
proof-notice = Prova: Yayımlanmak için değildir. Bu sayfalarda taslaklar ve ambargolu yazılar bulunabilir.
translation-outdated = Bu çeviri güncelleniyor.
    .original = Yazının güncel aslını oku ({ $language })
translation-machine = Bu metin makine çevirisidir; editörler gözden geçirmemiştir.
translation-draft = Bu çeviriyi editörler henüz gözden geçirmedi.
translation-reviewed = Bu çeviriyi editörler gözden geçirdi.
shown-in-original = Bu metnin { $missing } çevirisi yok. Metni { $language } okuyorsunuz.
reading-time = Okuma süresi: { $minutes } dakika
pull-quote = Öne çıkan alıntı
corrections = { $count ->
    [one] Düzeltme
   *[other] Düzeltmeler
}
all-corrections = Bütün düzeltmeler
in-dossiers = { $count ->
    [one] Dosya
   *[other] Dosyalar
}
share = Paylaş
share-telegram = Telegram’da paylaş
share-vk = VK’de paylaş
share-x = X’te paylaş
share-facebook = Facebook’ta paylaş
share-whatsapp = WhatsApp’ta paylaş
share-linkedin = LinkedIn’de paylaş
share-bluesky = Bluesky’da paylaş
share-threads = Threads’te paylaş
share-mastodon = Mastodon’da paylaş
share-email = E-postayla gönder
about-the-author = { $count ->
    [one] Yazar hakkında
   *[other] Yazarlar hakkında
}
more-on-this-topic = Bu konuda daha fazlası
table = Tablo
footnotes = Notlar
footnote-back = Metne dön
task-done = Yapıldı
task-open = Yapılacak

## Listeler
top-stories = Öne çıkanlar
latest = Son yazılar
articles = { $count } yazı
tags = Konular
authors = Yazarlar
dossiers = Dosyalar
dossier-articles = Bu dosyadaki yazılar
corrections-page = Düzeltmeler
corrections-page-text = Yanlış yazıp düzelttiklerimiz, en yenisinden başlayarak. Her düzeltme, ilgili yazının sonunda da yer alır.
archive = Arşiv
pages = Sayfalar
page = { $number }. sayfa
newer = Daha yeni
older = Daha eski
nothing-yet = Henüz yazı yok.

## Bulunmayan adres
not-found = Sayfa bulunamadı
not-found-text = Bu adreste bir şey yok. Yazı taşınmış ya da yayından kaldırılmış olabilir.
to-the-home-page = Ana sayfaya git

## Sayılar
ordinal = { $n }.

## Başka sitelerin videoları, gönderileri ve haritaları: `$kind` video, audio, post, chart, map, form ya da page olur
embed-link = { $kind ->
    [video] { $provider } üzerinde izle
    [audio] { $provider } üzerinde dinle
    [post] { $provider } üzerinde oku
   *[other] { $provider } üzerinde aç
}
embed-show = { $kind ->
    [video] Videoyu oynat
    [audio] Kaydı dinle
    [post] Gönderiyi göster
    [chart] Grafiği göster
    [map] Haritayı göster
    [form] Formu göster
   *[other] Burada göster
}
embed-note = { $provider } bunun üzerine IP adresinizi öğrenir ve çerez yerleştirebilir.
embed-title = { $what } ({ $provider })
embed-untitled = { $kind ->
    [video] { $provider } videosu
    [audio] { $provider } kaydı
    [post] { $provider } gönderisi
    [chart] { $provider } grafiği
    [map] { $provider } haritası
    [form] { $provider } formu
   *[other] { $provider }
}

## Galeriler
gallery-label = Görsel galerisi
gallery-close = Kapat
gallery-previous = Önceki görsel
gallery-next = Sonraki görsel
gallery-position = Görsel { $number } / { $count }

## Görüntü ve ses
listen = Dinle
heard-in = dili: { $language }
podcast = Podcast

## Sosyal medya kartları
social-card-dossier = Dosya
social-card-tag = Konu
