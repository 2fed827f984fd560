skip-to-content = 跳到正文
languages = 語言
sections = 欄目
about-the-site = 關於我們
follow-us = 關注我們：
title-separator = {" – "}
updated = 更新於{ $date }
updated-at = 更新於{ $time }
kind-analysis = 分析
kind-opinion = 評論
kind-interview = 專訪
kind-reportage = 特寫
draft = 草稿
draft-notice = 這是草稿，尚未發布。
translation-outdated = 本譯文正在更新。
    .original = 閱讀最新原文（{ $language }）
translation-machine = 本文由機器翻譯，未經編輯審校。
translation-draft = 本譯文尚未經編輯審校。
translation-reviewed = 本譯文已經編輯審校。
shown-in-original = 本文暫無{ $missing }版，您正在閱讀{ $language }版。
reading-time = 閱讀約{ $minutes }分鐘
words-per-minute = 260
pull-quote = 摘句
corrections = 更正
all-corrections = 全部更正
in-dossiers = 專題
share = 分享
share-telegram = 分享到Telegram
share-vk = 分享到VK
share-x = 分享到X
share-facebook = 分享到Facebook
share-whatsapp = 分享到WhatsApp
share-linkedin = 分享到LinkedIn
share-bluesky = 分享到Bluesky
share-threads = 分享到Threads
share-mastodon = 分享到Mastodon
share-email = 用電子郵件傳送
about-the-author = 作者簡介
more-on-this-topic = 相關報道
table = 表格
footnotes = 註釋
footnote-back = 回到正文
task-done = 已完成
task-open = 未完成
top-stories = 要聞
latest = 最新文章
articles = { $count }篇文章
tags = 話題
authors = 作者
dossiers = 專題
dossier-articles = 本專題文章
corrections-page = 更正
corrections-page-text = 本刊的差錯及更正，由近及遠。每則更正也附在原文末尾。
archive = 往期
pages = 分頁
page = 第{ $number }頁
newer = 較新
older = 較早
nothing-yet = 暫無文章。
not-found = 頁面不存在
not-found-text = 此地址沒有內容，文章可能已移動或撤下。
to-the-home-page = 回到首頁
ordinal = 第{ $n }
embed-link = { $kind ->
    [video] 在{ $provider }上觀看
    [audio] 在{ $provider }上收聽
    [post] 在{ $provider }上閱讀
   *[other] 在{ $provider }上開啟
}
embed-show = { $kind ->
    [video] 播放影片
    [audio] 播放錄音
    [post] 顯示帖子
    [chart] 顯示圖表
    [map] 顯示地圖
    [form] 顯示錶單
   *[other] 在此顯示
}
embed-note = 顯示後，{ $provider }會得到您的IP地址，並可能儲存Cookie。
embed-title = { $what }（{ $provider }）
embed-untitled = { $kind ->
    [video] { $provider }上的影片
    [audio] { $provider }上的錄音
    [post] { $provider }上的帖子
    [chart] { $provider }上的圖表
    [map] { $provider }上的地圖
    [form] { $provider }上的表單
   *[other] { $provider }
}
gallery-label = 圖集
gallery-close = 關閉
gallery-previous = 上一張
gallery-next = 下一張
gallery-position = 第{ $number }張，共{ $count }張
listen = 收聽
heard-in = 語言：{ $language }
podcast = 播客
social-card-dossier = 專題
social-card-tag = 話題
