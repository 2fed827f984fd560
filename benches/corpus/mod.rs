//! A generated archive: stories in three languages with tags by Zipf's law, as in real archives. The same number of
//! stories gives the same bytes.

use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The languages with words that a text in each is made of.
const LANGUAGES: [(&str, &str); 3] = [
    (
        "en",
        "agreement alliance balance border capital charter coalition corridor council currency defence \
         dialogue economy election embassy energy export finance freight growth harbour import industry \
         minister pipeline railway reform sanction summit tariff transit treaty the of and that",
    ),
    (
        "fr",
        "accord alliance balance frontière capitale charte coalition corridor conseil monnaie défense \
         dialogue économie élection ambassade énergie exportation finances fret croissance port importation \
         industrie ministre gazoduc chemin réforme sanction sommet tarif transit traité les des et que",
    ),
    (
        "ru",
        "соглашение союз равновесие граница столица устав коалиция коридор совет валюта оборона диалог \
         экономика выборы посольство энергия экспорт финансы перевозки рост гавань импорт промышленность \
         министр трубопровод дорога реформа санкция саммит тариф транзит договор это что и для",
    ),
];
const SECTIONS: [&str; 4] = ["news", "analysis", "economy", "opinion"];
const TAGS: usize = 400;

/// SplitMix64 (Steele, Lea & Flood 2014): small, and the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    /// A tag: the n-th is drawn about 1/n as often as the first.
    fn tag(&mut self) -> usize {
        let uniform = (self.below(1 << 30) as f64 + 1.0) / f64::from(1 << 30);
        ((TAGS as f64).powf(uniform) as usize).min(TAGS) - 1
    }

    fn phrase(&mut self, of: &[&str], words: usize) -> String {
        (0..words).map(|_| of[self.below(of.len())]).collect::<Vec<_>>().join(" ")
    }
}

/// Writes a site of `stories` stories in three languages into `root`.
pub fn write(root: &Path, stories: usize) {
    let file = |path: String, text: String| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    };
    file("site.yaml".into(), "title: Archive\nbase_url: https://archive.example\nlanguages: [en, fr, ru]\n".into());
    for i in 0..stories {
        let mut random = Random(i as u64);
        let section = SECTIONS[random.below(SECTIONS.len())];
        let mut tags: Vec<usize> = (0..5).map(|_| random.tag()).collect();
        tags.sort_unstable();
        tags.dedup();
        let tags = tags.iter().map(|t| format!("tag-{t}")).collect::<Vec<_>>().join(", ");
        let day = format!("20{:02}-{:02}-{:02}", 10 + i * 14 / stories.max(1), 1 + i % 12, 1 + i % 28);
        for (language, words) in LANGUAGES {
            let words: Vec<&str> = words.split(' ').collect();
            let mut text = format!(
                "---\ntitle: \"{}\"\ndate: {day}\nauthor: author-{}\ntags: [{tags}]\nsummary: \"{}\"\n---\n",
                random.phrase(&words, 7),
                i % 50,
                random.phrase(&words, 20)
            );
            for paragraph in 0..12 {
                if paragraph % 4 == 3 {
                    let _ = write!(text, "\n## {}\n", random.phrase(&words, 4));
                }
                let _ = write!(
                    text,
                    "\n{} **{}** {} [{}](https://example.org/{i}).\n",
                    random.phrase(&words, 30),
                    random.phrase(&words, 2),
                    random.phrase(&words, 40),
                    random.phrase(&words, 3)
                );
            }
            file(format!("content/{section}/story-{i:06}.{language}.md"), text);
        }
    }
}
