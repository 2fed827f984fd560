section-news = News
section-analysis = Analysis
tag-trade = Trade
    .slug = commerce
