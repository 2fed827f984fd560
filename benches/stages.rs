//! Stages of a build on a generated archive, and whole builds as a process. `cargo bench`.

#![allow(missing_docs, clippy::expect_used)]

mod corpus;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use dateline::pictures::Effort;
use dateline::pipeline::{self, Silence};
use dateline::plan::Subject;
use dateline::render::render;
use dateline::site::related_of;
use dateline::sources::{Options, Texts};
use dateline::timings::Timings;
use std::hint::black_box;
use std::process::Command;

fn options(root: &std::path::Path) -> Options {
    let now = "2025-01-20T09:00:00Z".parse().expect("an instant");
    Options {
        root: root.to_owned(),
        base_url: None,
        drafts: false,
        future: false,
        proof: false,
        pseudo: None,
        now,
        effort: Effort::Whole,
        texts: Texts::Kept,
        leave_out: Vec::new(),
        today: 0,
    }
}

fn stages(c: &mut Criterion) {
    let mut group = c.benchmark_group("stages");
    group.sample_size(10);
    for stories in [300, 1200] {
        let folder = tempfile::tempdir().expect("a folder");
        corpus::write(folder.path(), stories);
        let options = options(folder.path());
        let load = || pipeline::load(&options, &mut Timings::default()).0.expect("a site");
        group.bench_function(BenchmarkId::new("load", stories), |b| b.iter(load));
        let press = load();
        let site = &*press.site;
        group.bench_function(BenchmarkId::new("related", stories), |b| {
            b.iter(|| {
                site.articles
                    .iter()
                    .map(|article| related_of(site, article, article.placement.language).len())
                    .sum::<usize>()
            });
        });
        pipeline::check(&press, &Silence, &mut Timings::default());
        group.bench_function(BenchmarkId::new("render", stories), |b| {
            b.iter(|| pipeline::check(black_box(&press), &Silence, &mut Timings::default()));
        });
        let article =
            press.routes.iter().find(|route| matches!(route.subject, Subject::Article(_))).expect("an article");
        group.bench_function(BenchmarkId::new("one page", stories), |b| b.iter(|| render(black_box(&press), article)));
    }
    group.finish();
}

fn builds(c: &mut Criterion) {
    let mut group = c.benchmark_group("build");
    group.sample_size(10);
    let folder = tempfile::tempdir().expect("a folder");
    corpus::write(folder.path(), 1200);
    let build = |fresh: bool| {
        if fresh {
            let _ = std::fs::remove_dir_all(folder.path().join("public"));
        }
        let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.args(["build", "--json", "--root"]).arg(folder.path());
        assert!(command.output().expect("a run").status.success());
    };
    group.bench_function("3600 articles, from nothing", |b| b.iter(|| build(true)));
    group.bench_function("3600 articles, nothing changed", |b| b.iter(|| build(false)));
    group.finish();
}

criterion_group!(benches, stages, builds);
criterion_main!(benches);
