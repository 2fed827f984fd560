skip-to-content = انتقل إلى النص
languages = اللغات
sections = الأقسام
about-the-site = عن الموقع
follow-us = تابعونا:
title-separator = {" – "}
updated = حُدّث في { $date }
updated-at = حُدّث في الساعة { $time }
kind-analysis = تحليل
kind-opinion = رأي
kind-interview = حوار
kind-reportage = تحقيق ميداني
draft = مسودة
draft-notice = هذه مسودة لم تُنشر بعد.
translation-outdated = يجري تحديث هذه الترجمة.
    .original = اقرأ الأصل المحدّث ({ $language })
shown-in-original = هذا المقال غير متاح بـ{ $missing }، وأنتم تقرؤونه بـ{ $language }.
reading-time = { $minutes ->
    [zero] أقل من دقيقة
    [one] دقيقة واحدة للقراءة
    [two] دقيقتان للقراءة
    [few] { $minutes } دقائق للقراءة
    [many] { $minutes } دقيقة للقراءة
   *[other] { $minutes } دقيقة للقراءة
}
pull-quote = اقتباس
corrections = { $count ->
    [one] تصويب
   *[other] تصويبات
}
all-corrections = كل التصويبات
in-dossiers = { $count ->
    [one] ملف
   *[other] ملفات
}
share = مشاركة
share-telegram = مشاركة عبر Telegram
share-vk = مشاركة عبر VK
share-x = مشاركة عبر X
share-facebook = مشاركة عبر Facebook
share-whatsapp = مشاركة عبر WhatsApp
share-linkedin = مشاركة عبر LinkedIn
share-bluesky = مشاركة عبر Bluesky
share-threads = مشاركة عبر Threads
share-mastodon = مشاركة عبر Mastodon
share-email = إرسال بالبريد الإلكتروني
about-the-author = { $count ->
    [one] عن الكاتب
   *[other] عن الكتّاب
}
more-on-this-topic = المزيد حول هذا الموضوع
table = جدول
footnotes = هوامش
footnote-back = العودة إلى النص
task-done = أُنجز
task-open = لم يُنجز
top-stories = أبرز الأخبار
latest = أحدث المقالات
articles = { $count ->
    [zero] لا مقالات
    [one] مقال واحد
    [two] مقالان
    [few] { $count } مقالات
    [many] { $count } مقالًا
   *[other] { $count } مقال
}
tags = الموضوعات
authors = الكتّاب
dossiers = ملفات
dossier-articles = مقالات هذا الملف
corrections-page = تصويبات
corrections-page-text = ما أخطأنا فيه ثم صوّبناه، بدءًا بالأحدث. وكل تصويب مذكور أيضًا في نهاية مقاله.
archive = الأرشيف
pages = الصفحات
page = الصفحة { $number }
newer = الأحدث
older = الأقدم
nothing-yet = لا مقالات بعد.
not-found = الصفحة غير موجودة
not-found-text = لا شيء في هذا العنوان. ربما نُقل المقال أو سُحب.
to-the-home-page = إلى الصفحة الرئيسية
ordinal = { $n }
embed-link = { $kind ->
    [video] المشاهدة على { $provider }
    [audio] الاستماع على { $provider }
    [post] القراءة على { $provider }
   *[other] الفتح على { $provider }
}
embed-show = { $kind ->
    [video] تشغيل الفيديو
    [audio] تشغيل التسجيل
    [post] عرض المنشور
    [chart] عرض الرسم البياني
    [map] عرض الخريطة
    [form] عرض الاستمارة
   *[other] العرض هنا
}
embed-note = سيتلقى { $provider } عندئذ عنوان IP الخاص بك وقد يحفظ ملفات تعريف الارتباط.
embed-title = { $what } ({ $provider })
embed-untitled = { $kind ->
    [video] فيديو على { $provider }
    [audio] تسجيل على { $provider }
    [post] منشور على { $provider }
    [chart] رسم بياني على { $provider }
    [map] خريطة على { $provider }
    [form] استمارة على { $provider }
   *[other] { $provider }
}
gallery-label = معرض الصور
gallery-close = إغلاق
gallery-previous = الصورة السابقة
gallery-next = الصورة التالية
gallery-position = الصورة { $number } من { $count }

listen = استمع
heard-in = باللغة: { $language }
podcast = بودكاست
## Social cards
social-card-dossier = ملف
social-card-tag = موضوع
