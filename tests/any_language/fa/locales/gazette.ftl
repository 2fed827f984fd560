skip-to-content = رفتن به متن
languages = زبان‌ها
sections = بخش‌ها
about-the-site = درباره ما
follow-us = ما را دنبال کنید:
title-separator = {" – "}
updated = به‌روزرسانی: { $date }
updated-at = به‌روزرسانی: { $time }
kind-analysis = تحلیل
kind-opinion = دیدگاه
kind-interview = گفت‌وگو
kind-reportage = گزارش
draft = پیش‌نویس
draft-notice = این پیش‌نویس است و منتشر نشده است.
translation-outdated = این ترجمه در حال به‌روزرسانی است.
    .original = خواندن متن اصلی به‌روز ({ $language })
translation-machine = این متن ماشینی ترجمه شده و تحریریه آن را بازبینی نکرده است.
translation-draft = تحریریه هنوز این ترجمه را بازبینی نکرده است.
translation-reviewed = تحریریه این ترجمه را بازبینی کرده است.
shown-in-original = این نوشته به { $missing } در دست نیست. آن را به { $language } می‌خوانید.
reading-time = { $minutes } دقیقه مطالعه
pull-quote = نقل‌قول برجسته
corrections = { $count ->
    [one] اصلاحیه
   *[other] اصلاحیه‌ها
}
all-corrections = همه اصلاحیه‌ها
in-dossiers = { $count ->
    [one] پرونده
   *[other] پرونده‌ها
}
share = هم‌رسانی
share-telegram = هم‌رسانی در Telegram
share-vk = هم‌رسانی در VK
share-x = هم‌رسانی در X
share-facebook = هم‌رسانی در Facebook
share-whatsapp = هم‌رسانی در WhatsApp
share-linkedin = هم‌رسانی در LinkedIn
share-bluesky = هم‌رسانی در Bluesky
share-threads = هم‌رسانی در Threads
share-mastodon = هم‌رسانی در Mastodon
share-email = فرستادن با ایمیل
about-the-author = { $count ->
    [one] درباره نویسنده
   *[other] درباره نویسندگان
}
more-on-this-topic = بیشتر در این باره
table = جدول
footnotes = پانوشت‌ها
footnote-back = بازگشت به متن
task-done = انجام شد
task-open = انجام نشده
top-stories = مهم‌ترین‌ها
latest = تازه‌ترین‌ها
articles = { $count ->
    [0] بدون مقاله
    [one] { $count } مقاله
   *[other] { $count } مقاله
}
tags = موضوع‌ها
authors = نویسندگان
dossiers = پرونده‌ها
dossier-articles = مقاله‌های این پرونده
corrections-page = اصلاحیه‌ها
corrections-page-text = آنچه نادرست نوشتیم و درست کردیم، از تازه‌ترین. هر اصلاحیه در پایان مقاله خود نیز آمده است.
archive = بایگانی
pages = صفحه‌ها
page = صفحه { $number }
newer = تازه‌تر
older = قدیمی‌تر
nothing-yet = هنوز مقاله‌ای نیست.
not-found = صفحه پیدا نشد
not-found-text = در این نشانی چیزی نیست. شاید مقاله جابه‌جا یا برداشته شده باشد.
to-the-home-page = رفتن به صفحه نخست
ordinal = { $n }م
embed-link = { $kind ->
    [video] تماشا در { $provider }
    [audio] شنیدن در { $provider }
    [post] خواندن در { $provider }
   *[other] باز کردن در { $provider }
}
embed-show = { $kind ->
    [video] پخش ویدئو
    [audio] پخش صدا
    [post] نمایش پست
    [chart] نمایش نمودار
    [map] نمایش نقشه
    [form] نمایش فرم
   *[other] نمایش در همین جا
}
embed-note = آنگاه { $provider } نشانی IP شما را می‌گیرد و شاید کوکی ذخیره کند.
embed-title = { $what } ({ $provider })
embed-untitled = { $kind ->
    [video] ویدئو در { $provider }
    [audio] صدا در { $provider }
    [post] پست در { $provider }
    [chart] نمودار در { $provider }
    [map] نقشه در { $provider }
    [form] فرم در { $provider }
   *[other] { $provider }
}
gallery-label = نگارخانه
gallery-close = بستن
gallery-previous = تصویر پیشین
gallery-next = تصویر بعدی
gallery-position = تصویر { $number } از { $count }
listen = شنیدن
heard-in = به { $language }
podcast = پادکست
social-card-dossier = پرونده
social-card-tag = موضوع
