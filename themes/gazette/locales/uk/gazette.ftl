# Слова теми оформлення.

## Навколо сторінки
skip-to-content = Перейти до тексту
languages = Мови
sections = Рубрики
about-the-site = Про нас
follow-us = Стежте за нами:
title-separator = {"\u00A0— "}

## Статті
updated = Оновлено { $date }
updated-at = Оновлено о { $time }
kind-analysis = Аналітика
kind-opinion = Думка
kind-interview = Інтерв’ю
kind-reportage = Репортаж
draft = Чернетка
draft-notice = Це чернетка, її не опубліковано.
proof-notice = Коректура: не для публікації. На цих сторінках можуть бути чернетки й матеріали під ембарго.
translation-outdated = Цей переклад оновлюють.
    .original = Читати оновлений оригінал ({ $language })
translation-machine = Цей текст перекладено автоматично, редакція його не перевіряла.
translation-draft = Редакція ще не перевірила цього перекладу.
translation-reviewed = Редакція перевірила цей переклад.
shown-in-original = Перекладу цією мовою ({ $missing }) поки немає. Мова тексту — { $language }.
reading-time = { $minutes } хв на читання
pull-quote = Цитата
corrections = { $count ->
   *[other] Виправлення
}
all-corrections = Усі виправлення
in-dossiers = { $count ->
   *[other] Досьє
}
share = Поділитися
share-telegram = Поділитися в Telegram
share-vk = Поділитися у VK
share-x = Поділитися в X
share-facebook = Поділитися у Facebook
share-whatsapp = Поділитися у WhatsApp
share-linkedin = Поділитися в LinkedIn
share-bluesky = Поділитися в Bluesky
share-threads = Поділитися в Threads
share-mastodon = Поділитися в Mastodon
share-email = Надіслати поштою
about-the-author = { $count ->
    [1] { $gender ->
        [feminine] Про авторку
       *[other] Про автора
    }
   *[other] { $gender ->
        [feminine] Про авторок
       *[other] Про авторів
    }
}
more-on-this-topic = Більше на цю тему
table = Таблиця
footnotes = Примітки
footnote-back = Повернутися до тексту
task-done = Зроблено
task-open = Не зроблено

## Списки
top-stories = Головне
latest = Останні публікації
articles = { $count ->
    [one] { $count } стаття
    [few] { $count } статті
   *[many] { $count } статей
}
tags = Теми
authors = Автори
dossiers = Досьє
dossier-articles = Матеріали цього досьє
corrections-page = Виправлення
corrections-page-text = У чому ми помилилися й що виправили: спершу найновіше. Кожне виправлення вказано й наприкінці статті.
archive = Архів
pages = Сторінки
page = Сторінка { $number }
newer = Новіші
older = Давніші
nothing-yet = Статей поки немає.

## Адреси не знайдено
not-found = Сторінку не знайдено
not-found-text = За цією адресою нічого немає. Можливо, статтю перенесли або зняли з публікації.
to-the-home-page = На головну

## Дати й числа: «р.» після року в газетах не пишуть.
date-medium = { $day } { $month } { $year }
date-long = { $day } { $month } { $year }
date-full = { $weekday }, { $day } { $month } { $year }
ordinal = { $gender ->
    [feminine] { NUMBER($n, type: "ordinal") ->
        [few] { $n }-я
       *[other] { $n }-а
    }
    [neutral] { NUMBER($n, type: "ordinal") ->
        [few] { $n }-є
       *[other] { $n }-е
    }
   *[other] { $n }-й
}

## Відео, дописи й мапи з інших сайтів: `$kind` — video, audio, post, chart, map, form або page
embed-link = { $kind ->
    [video] Дивитися на { $provider }
    [audio] Слухати на { $provider }
    [post] Читати на { $provider }
    [map] Відкрити в { $provider }
    [form] Відкрити в { $provider }
   *[other] Відкрити на { $provider }
}
embed-show = { $kind ->
    [video] Дивитися відео
    [audio] Слухати запис
    [post] Показати допис
    [chart] Показати графік
    [map] Показати мапу
    [form] Показати форму
   *[other] Показати тут
}
embed-note = Після цього { $provider } отримає вашу IP-адресу й зможе зберегти на вашому пристрої файли cookie.
embed-title = { $what } ({ $provider })
embed-untitled = { $kind ->
    [video] Відео на { $provider }
    [audio] Аудіозапис на { $provider }
    [post] Допис на { $provider }
    [chart] Графік на { $provider }
    [map] Мапа на { $provider }
    [form] Форма { $provider }
   *[other] { $provider }
}

## Галереї
gallery-label = Галерея зображень
gallery-close = Закрити
gallery-previous = Попереднє зображення
gallery-next = Наступне зображення
gallery-position = Зображення { $number } з { $count }

## Відео та звук
listen = Слухати
heard-in = мова: { $language }
podcast = Подкаст

## Картки для соцмереж
social-card-dossier = Досьє
social-card-tag = Тема
