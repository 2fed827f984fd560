# Слова темы оформления.

## Вокруг страницы
skip-to-content = Перейти к тексту
languages = Языки
sections = Рубрики
about-the-site = О сайте
follow-us = Мы в соцсетях:
title-separator = {"\u00A0— "}

## Статьи
updated = Обновлено { $date }
updated-at = Обновлено в { $time }
kind-analysis = Аналитика
kind-opinion = Мнение
kind-interview = Интервью
kind-reportage = Репортаж
draft = Черновик
draft-notice = Это черновик, он не опубликован.
proof-notice = Пробная вёрстка: не для публикации. Здесь могут быть черновики и материалы под эмбарго.
translation-outdated = Этот перевод обновляется.
    .original = Читать обновлённый оригинал ({ $language })
translation-machine = Текст переведён автоматически и не проверен редакцией.
translation-draft = Перевод ещё не проверен редактором.
translation-reviewed = Перевод проверен редактором.
shown-in-original = Перевода на { $missing } пока нет. Язык текста — { $language }.
reading-time = Время чтения: { $minutes } мин
pull-quote = Цитата
corrections = { $count ->
    [1] Исправление
   *[other] Исправления
}
all-corrections = Все исправления
in-dossiers = { $count ->
    [1] Сюжет
   *[other] Сюжеты
}
share = Поделиться
share-telegram = Поделиться в Telegram
share-vk = Поделиться в VK
share-x = Поделиться в X
share-facebook = Поделиться в Facebook
share-whatsapp = Поделиться в WhatsApp
share-linkedin = Поделиться в LinkedIn
share-bluesky = Поделиться в Bluesky
share-threads = Поделиться в Threads
share-mastodon = Поделиться в Mastodon
share-email = Отправить по почте
about-the-author = { $count ->
    [1] Об авторе
   *[other] Об авторах
}
more-on-this-topic = Ещё по теме
table = Таблица
footnotes = Примечания
footnote-back = Вернуться к тексту
task-done = Сделано
task-open = Не сделано

## Списки
top-stories = Главное
latest = Последние материалы
articles = { $count ->
    [one] { $count } статья
    [few] { $count } статьи
   *[many] { $count } статей
}
tags = Темы
authors = Авторы
dossiers = Сюжеты
dossier-articles = Материалы сюжета
corrections-page = Исправления
corrections-page-text = В чём мы ошибались и что исправили, начиная с последнего. Каждое исправление указано и под самой статьёй.
archive = Архив
pages = Страницы
page = Страница { $number }
newer = Более новые
older = Более ранние
nothing-yet = Статей пока нет.

## Адрес не найден
not-found = Страница не найдена
not-found-text = По этому адресу ничего нет. Возможно, статью перенесли или сняли с публикации.
to-the-home-page = На главную

## Числа
ordinal = { $gender ->
    [feminine] { $n }-я
    [neutral] { $n }-е
   *[other] { $n }-й
}

## Видео, публикации и карты с других сайтов: `$kind` — video, audio, post, chart, map, form или page
embed-link = { $kind ->
    [video] Смотреть на { $provider }
    [audio] Слушать на { $provider }
    [post] Читать на { $provider }
    [map] Открыть в { $provider }
    [form] Открыть в { $provider }
   *[other] Открыть на { $provider }
}
embed-show = { $kind ->
    [video] Смотреть видео
    [audio] Слушать запись
    [post] Показать публикацию
    [chart] Показать график
    [map] Показать карту
    [form] Показать форму
   *[other] Показать здесь
}
embed-note = После этого { $provider } получит ваш IP‑адрес и сможет сохранить на вашем устройстве файлы cookie.
embed-title = { $what } ({ $provider })
embed-untitled = { $kind ->
    [video] Видео на { $provider }
    [audio] Аудиозапись на { $provider }
    [post] Публикация на { $provider }
    [chart] График на { $provider }
    [map] Карта на { $provider }
    [form] Форма { $provider }
   *[other] { $provider }
}

## Галереи
gallery-label = Галерея изображений
gallery-close = Закрыть
gallery-previous = Предыдущее изображение
gallery-next = Следующее изображение
gallery-position = Изображение { $number } из { $count }

## Видео и звук
listen = Слушать
heard-in = язык: { $language }
podcast = Подкаст
## Social cards
social-card-dossier = Сюжет
social-card-tag = Тема
