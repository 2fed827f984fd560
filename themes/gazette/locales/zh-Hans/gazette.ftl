# 主题的全部用语。

## 页面四周
skip-to-content = 跳到正文
languages = 语言
sections = 栏目
about-the-site = 关于我们
follow-us = 关注我们：
title-separator = {" – "}

## 文章
updated = 更新于{ $date }
updated-at = 更新于{ $time }
kind-analysis = 分析
kind-opinion = 评论
kind-interview = 专访
kind-reportage = 特写
draft = 草稿
draft-notice = 这是草稿，尚未发布。
proof-notice = 校样，请勿外传。其中可能有草稿和未到发布时间的稿件。
translation-outdated = 本译文正在更新。
    .original = 阅读最新原文（{ $language }）
translation-machine = 本文由机器翻译，未经编辑审校。
translation-draft = 本译文尚未经编辑审校。
translation-reviewed = 本译文已经编辑审校。
shown-in-original = 本文暂无{ $missing }版，您正在阅读{ $language }版。
reading-time = 阅读约{ $minutes }分钟
# 按ICU分词计算的每分钟阅读词数。
words-per-minute = 260
pull-quote = 摘句
corrections = 更正
all-corrections = 全部更正
in-dossiers = 专题
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
share-email = 用电子邮件发送
about-the-author = 作者简介
more-on-this-topic = 相关报道
table = 表格
footnotes = 注释
footnote-back = 回到正文
task-done = 已完成
task-open = 未完成

## 列表
top-stories = 要闻
latest = 最新文章
articles = { $count }篇文章
tags = 话题
authors = 作者
dossiers = 专题
dossier-articles = 本专题文章
corrections-page = 更正
corrections-page-text = 本刊的差错及更正，由近及远。每则更正也附在原文末尾。
archive = 往期
pages = 分页
page = 第{ $number }页
newer = 较新
older = 较早
nothing-yet = 暂无文章。

## 地址不存在
not-found = 页面不存在
not-found-text = 此地址没有内容，文章可能已移动或撤下。
to-the-home-page = 回到首页

## 数字
ordinal = 第{ $n }

## 他站的视频、帖子和地图：`$kind`为video、audio、post、chart、map、form或page
embed-link = { $kind ->
    [video] 在{ $provider }上观看
    [audio] 在{ $provider }上收听
    [post] 在{ $provider }上阅读
   *[other] 在{ $provider }上打开
}
embed-show = { $kind ->
    [video] 播放视频
    [audio] 播放录音
    [post] 显示帖子
    [chart] 显示图表
    [map] 显示地图
    [form] 显示表单
   *[other] 在此显示
}
embed-note = 显示后，{ $provider }会得到您的IP地址，并可能存储Cookie。
embed-title = { $what }（{ $provider }）
embed-untitled = { $kind ->
    [video] { $provider }上的视频
    [audio] { $provider }上的录音
    [post] { $provider }上的帖子
    [chart] { $provider }上的图表
    [map] { $provider }上的地图
    [form] { $provider }上的表单
   *[other] { $provider }
}

## 图集
gallery-label = 图集
gallery-close = 关闭
gallery-previous = 上一张
gallery-next = 下一张
gallery-position = 第{ $number }张，共{ $count }张

## 视频与声音
listen = 收听
heard-in = 语言：{ $language }
podcast = 播客

## 社交网络卡片
social-card-dossier = 专题
social-card-tag = 话题
