skip-to-content = انتقل إلى النص
languages = اللغات
sections = الأقسام
about-the-site = عن الموقع
follow-us = تابعونا:
rss = RSS
title-separator = {" – "}
updated = حُدّث في { $date }
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
