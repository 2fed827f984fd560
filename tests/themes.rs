//! Themes that stand over each other, and the copies of a theme that a site has.

mod common;

use common::{Run, Site};

const ARTICLE: (&str, &str) = (
    "content/news/lighthouse.en.md",
    "---\ntitle: The lighthouse\ndate: 2025-01-20\nsummary: It is lit again.\n---\nA text of some words.\n",
);

/// A site over a child theme over gazette: each adds to a block and has a part of its own.
fn chain() -> Site {
    Site::new(&[
        ("site.yaml", "title: The Gazette\nbase_url: https://news.example\nlanguages: [en]\ntheme: coast\n"),
        ARTICLE,
        ("themes/coast/theme.yaml", "name: Coast\nextends: gazette\n"),
        ("themes/coast/templates/part.html", "<i id=\"part-of-coast\">{{ page.title }}</i>"),
        (
            "themes/coast/templates/article.html",
            "{% extends \"theme/article.html\" %}{% block article_end %}{{ super() }}<p id=\"coast\"></p>{% endblock %}",
        ),
        (
            "templates/article.html",
            "{% extends \"theme/article.html\" %}\n{% block article_end %}{{ super() }}\
             {% include \"theme/part.html\" %}<p id=\"own\"></p>{% endblock %}",
        ),
        ("templates/part.html", "<i id=\"part-of-site\"></i>"),
    ])
}

const PAGE: &str = "en/news/lighthouse/index.html";

#[test]
fn each_of_three_layers_adds_to_a_block_of_the_next_in_line() {
    let site = chain();
    let page = site.build().text(PAGE);
    let at = |what: &str| page.find(what).unwrap_or_else(|| panic!("{what}: {page}"));
    assert!(at("<h1") < at("id=\"coast\""), "gazette's page is around it");
    assert!(at("id=\"coast\"") < at("id=\"part-of-coast\""), "the child theme's block comes from super()");
    assert!(at("id=\"part-of-coast\"") < at("id=\"own\""));
    assert!(!page.contains("part-of-site"), "theme/part.html is not the site's own");
}

#[test]
fn a_mistake_behind_the_name_of_the_next_in_line_is_told_where_it_stands() {
    let site = chain();
    site.write("themes/coast/templates/part.html", "{% include \"theme/404.html\" %}{{ no.thing }}");
    // The name that stands in for `theme/part.html` is longer; the column is that of the file.
    let template =
        "{% extends \"theme/article.html\" %}{% block article_end %}{% include \"theme/part.html\" %}{% endblock %}";
    site.write("templates/article.html", template.replace("{% include", "é{{ nothing.here }}{% include"));
    let run = site.try_build(&[]);
    let column = template.find("{% include").unwrap() + 1 + 1 + 3;
    told(&run, &["D402", &format!("templates/article.html:1:{column}")]);
    site.write("templates/article.html", template);
    site.write("themes/coast/templates/part.html", "{% if true %}{% include \"theme/social-card.svg\" %}\n{{ titel(}}");
    told(&site.try_build(&[]), &["D401", "themes/coast/templates/part.html:2:"]);
}

#[test]
fn a_template_that_is_the_last_in_line_is_told() {
    let site = chain();
    site.write("templates/article.html", "\n{% extends \"theme/artcle.html\" %}");
    told(&site.try_build(&[]), &["D404", "templates/article.html:2:12", "`article.html`", "coast, gazette"]);
    site.write("templates/article.html", "{% extends \"theme/article.html\" %}");
    site.write("themes/coast/theme.yaml", "name: Coast\n");
    told(&site.try_build(&[]), &["D404", "themes/coast/templates/article.html:1:12", "`extends` in its theme.yaml"]);
}

#[test]
fn the_name_of_the_next_in_line_is_nobodys_own() {
    let site = chain();
    site.write("templates/theme/article.html", "x");
    told(&site.try_build(&[]), &["D401", "templates/theme/article.html", "rename the folder"]);
    let site = Site::new(&[
        ("site.yaml", "title: A\nbase_url: https://news.example\nlanguages: [en]\ntheme: theme\n"),
        ("themes/theme/theme.yaml", "extends: gazette\n"),
    ]);
    told(&site.try_build(&[]), &["D403", "site.yaml:4:8", "rename"]);
}

#[test]
fn a_heading_gets_no_id_that_the_next_in_line_writes() {
    let site = chain();
    site.write("themes/coast/templates/part.html", "<i id=\"storm\"></i>");
    site.write(ARTICLE.0, ARTICLE.1.replace("A text", "## Storm\n\nA text"));
    let page = site.build().text(PAGE);
    assert_eq!(page.matches("id=\"storm\"").count(), 1, "{page}");
}

fn told(run: &Run, words: &[&str]) {
    assert_eq!(run.code, 1, "{}{}", run.stdout, run.stderr);
    for word in words {
        assert!(run.stderr.contains(word), "{word} is not in:\n{}{}", run.stdout, run.stderr);
    }
}
