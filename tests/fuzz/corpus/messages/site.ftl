# A comment
-brand = The Gazette
    .genitive = The Gazette's
language-name = English
tag-russia = Russia
    .slug = russia
articles = { $count ->
    [0] no articles
    [one] one article
   *[other] { NUMBER($count, minimumFractionDigits: 0) } articles by { -brand }
 }
date-long = { DATETIME($date, month: "long", day: "numeric", year: "numeric") }
greeting = Hello, { articles } { tag-russia.slug } { "{" } {"\u00a0"}
    { "indented" }
    more
