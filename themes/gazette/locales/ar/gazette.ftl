# كلمات القالب كلها.

## حول الصفحة
skip-to-content = انتقل إلى النص
languages = اللغات
sections = الأقسام
about-the-site = من نحن
follow-us = تابعونا على:
title-separator = {" – "}

## المقالات
updated = آخر تحديث: { $date }
updated-at = آخر تحديث: { $time }
kind-analysis = تحليل
kind-opinion = رأي
kind-interview = مقابلة
kind-reportage = تقرير ميداني
draft = مسودة
draft-notice = هذه مسودة لم تُنشر بعد.
proof-notice = نسخة للتدقيق وليست للنشر. قد تضم هذه الصفحات مسودات ومواد لم يحن موعد نشرها.
translation-outdated = يجري تحديث هذه الترجمة.
    .original = اقرأ الأصل المحدَّث ({ $language })
translation-machine = تُرجم هذا النص آليًا ولم تراجعه هيئة التحرير.
translation-draft = لم تراجع هيئة التحرير هذه الترجمة بعد.
translation-reviewed = راجعت هيئة التحرير هذه الترجمة.
shown-in-original = هذا النص غير متاح باللغة { $missing }، وأنتم تقرؤونه باللغة { $language }.
reading-time = { $minutes ->
    [zero] القراءة في أقل من دقيقة
    [one] القراءة في دقيقة واحدة
    [two] القراءة في دقيقتين
    [few] القراءة في { $minutes } دقائق
    [many] القراءة في { $minutes } دقيقة
   *[other] القراءة في { $minutes } دقيقة
}
pull-quote = اقتباس بارز
corrections = { $count ->
    [one] تصويب
    [two] تصويبان
   *[other] تصويبات
}
all-corrections = كل التصويبات
in-dossiers = { $count ->
    [one] ملف
    [two] ملفان
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
    [one] { $gender ->
        [feminine] عن الكاتبة
       *[other] عن الكاتب
    }
    [two] { $gender ->
        [feminine] عن الكاتبتين
       *[other] عن الكاتبين
    }
   *[other] { $gender ->
        [feminine] عن الكاتبات
       *[other] عن الكتّاب
    }
}
more-on-this-topic = المزيد عن هذا الموضوع
table = جدول
footnotes = هوامش
footnote-back = العودة إلى النص
task-done = أُنجز
task-open = لم يُنجز بعد

## القوائم
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
dossiers = الملفات
dossier-articles = مقالات هذا الملف
corrections-page = تصويبات
corrections-page-text = ما أخطأنا فيه ثم صوّبناه، بدءًا بالأحدث. وكل تصويب مذكور أيضًا في نهاية مقاله.
archive = الأرشيف
pages = الصفحات
page = الصفحة { $number }
newer = الأحدث
older = الأقدم
nothing-yet = لا مقالات بعد.

## عنوان غير موجود
not-found = الصفحة غير موجودة
not-found-text = لا شيء في هذا العنوان. ربما نُقل المقال أو سُحب.
to-the-home-page = إلى الصفحة الرئيسية

## الأعداد
ordinal = الـ{ $n }

## أفلام ومنشورات وخرائط من مواقع أخرى: قيمة `$kind` هي video أو audio أو post أو chart أو map أو form أو page
embed-link = { $kind ->
    [video] شاهد على { $provider }
    [audio] استمع على { $provider }
    [post] اقرأ على { $provider }
   *[other] افتح في { $provider }
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
embed-note = سيتلقى { $provider } عندئذ عنوان IP الخاص بكم، وقد يحفظ ملفات تعريف الارتباط.
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

## معارض الصور
gallery-label = معرض صور
gallery-close = إغلاق
gallery-previous = الصورة السابقة
gallery-next = الصورة التالية
gallery-position = الصورة { $number } من { $count }

## الصوت والصورة
listen = استمع
heard-in = باللغة { $language }
podcast = بودكاست

## بطاقات شبكات التواصل
social-card-dossier = ملف
social-card-tag = موضوع
