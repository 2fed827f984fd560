# Речи теме.

## Око странице
skip-to-content = Пређи на текст
languages = Језици
sections = Рубрике
about-the-site = О нама
follow-us = Пратите нас:
title-separator = {" – "}

## Чланци
updated = Ажурирано: { $date }
updated-at = Ажурирано у { $time }
kind-analysis = Анализа
kind-opinion = Мишљење
kind-interview = Интервју
kind-reportage = Репортажа
draft = Нацрт
draft-notice = Ово је нацрт. Није објављен.
proof-notice = Пробни отисак: није за објављивање. Међу овим страницама могу бити нацрти и текстови под ембаргом.
translation-outdated = Овај превод се ажурира.
    .original = Прочитајте ажурирани оригинал ({ $language })
translation-machine = Овај текст је машински преведен и редакција га није прегледала.
translation-draft = Редакција још није прегледала овај превод.
translation-reviewed = Редакција је прегледала овај превод.
shown-in-original = Текст још није преведен на овај језик ({ $missing }). Језик текста: { $language }.
reading-time = { $minutes } мин читања
pull-quote = Издвојени цитат
corrections = { $count ->
    [1] Исправка
   *[other] Исправке
}
all-corrections = Све исправке
in-dossiers = { $count ->
    [1] Досије
   *[other] Досијеи
}
share = Поделите
share-telegram = Поделите преко апликације Telegram
share-vk = Поделите на мрежи VK
share-x = Поделите на мрежи X
share-facebook = Поделите на мрежи Facebook
share-whatsapp = Поделите преко апликације WhatsApp
share-linkedin = Поделите на мрежи LinkedIn
share-bluesky = Поделите на мрежи Bluesky
share-threads = Поделите на мрежи Threads
share-mastodon = Поделите на мрежи Mastodon
share-email = Пошаљите имејлом
about-the-author = { $count ->
    [1] { $gender ->
        [feminine] О ауторки
       *[other] О аутору
    }
   *[other] { $gender ->
        [feminine] О ауторкама
       *[other] О ауторима
    }
}
more-on-this-topic = Више о овој теми
table = Табела
footnotes = Напомене
footnote-back = Назад на текст
task-done = Урађено
task-open = Није урађено

## Спискови
top-stories = Најважније
latest = Најновије
articles = { $count ->
    [one] { $count } чланак
    [few] { $count } чланка
   *[other] { $count } чланака
}
tags = Теме
authors = Аутори
dossiers = Досијеи
dossier-articles = Чланци у овом досијеу
corrections-page = Исправке
corrections-page-text = Где смо погрешили и шта смо исправили, почев од најновијег. Свака исправка стоји и на крају свог чланка.
archive = Архива
pages = Странице
page = Страна { $number }
newer = Новије
older = Старије
nothing-yet = Још нема чланака.

## Непостојећа адреса
not-found = Страница није пронађена
not-found-text = На овој адреси нема ничега. Могуће је да је чланак премештен или повучен.
to-the-home-page = На насловну страну

## Бројеви
ordinal = { $n }.

## Снимци, објаве и мапе са других сајтова: `$kind` је video, audio, post, chart, map, form или page
embed-link = { $kind ->
    [video] Погледајте на { $provider }
    [audio] Послушајте на { $provider }
    [post] Прочитајте на { $provider }
   *[other] Отворите на { $provider }
}
embed-show = { $kind ->
    [video] Пусти видео
    [audio] Пусти снимак
    [post] Прикажи објаву
    [chart] Прикажи графикон
    [map] Прикажи мапу
    [form] Прикажи формулар
   *[other] Прикажи овде
}
embed-note = { $provider } ће тада добити вашу IP адресу и моћи ће да постави колачиће.
embed-title = { $what } ({ $provider })
embed-untitled = { $kind ->
    [video] Видео: { $provider }
    [audio] Снимак: { $provider }
    [post] Објава: { $provider }
    [chart] Графикон: { $provider }
    [map] Мапа: { $provider }
    [form] Формулар: { $provider }
   *[other] { $provider }
}

## Галерије
gallery-label = Галерија слика
gallery-close = Затвори
gallery-previous = Претходна слика
gallery-next = Следећа слика
gallery-position = Слика { $number } од { $count }

## Видео и звук
listen = Слушајте
heard-in = језик: { $language }
podcast = Подкаст

## Картице за друштвене мреже
social-card-dossier = Досије
social-card-tag = Тема
