"""Writes the archive that whole.py measures on: the same articles for each of the programs that are compared.

    python3 benches/corpus.py --stories 3000 --flavour dateline --out CORPUS

A story is three articles, in English, French and Russian, of about 9 KB of text each, in one of eight sections, by one
or two of 200 authors. Tags follow a Zipf law, as they do in real archives: a few are on a third of all stories, most
on a handful. Dates run backwards, ten stories a day. The same arguments give the same bytes, on any number of cores.
"""

import argparse
import datetime
import itertools
import json
import multiprocessing
import os
import pathlib
import random

LANGUAGES = ["en", "fr", "ru"]
SECTIONS = ["news", "analysis", "opinion", "interviews", "economy", "security", "energy", "culture"]
FLAVOURS = ["dateline", "hugo", "blades"]
NEWEST = datetime.datetime(2025, 1, 20, 18)
MINUTES_BETWEEN_STORIES = 143
POOL = 8192

NOUNS = {
    "en": """accession advisers agriculture airspace amendment analysis arbitration archive arrears assembly
        assessment auditors authority autumn bargain barrier budget cabinet campaign candidate cargo census chamber
        chancellor channel circular citizens coastline college commerce commission companies compromise concession
        confidence constitution consulate consumers contract convoy counsel courtyard credits criticism customs
        daylight deadline debate decision decree deficit demand deputies development directive disarmament district
        doctrine documents drought earthquake editors education elections employment engineers evidence expedition
        experts factories farmers ferries fisheries forecast foundation frontier funding gallery gasfield generals
        glaciers grain guarantee handover harvest headline highway hospital housing immigration incentives inquiry
        inspectors insurance invitation journalists judgement junction justice keynote labour landscape language
        lawyers leadership lighthouse lithium magistrate mandate manoeuvre manufacturers mayor measures merchants
        migration minority monopoly mountains museum musicians navigation newspaper nominee northern objection
        occupation offensive oversight painters parliament passenger patience pensions permits persuasion petition
        pilots platform pledge poverty precedent premier privilege prosecutors prospect protest publisher quarter
        quota railways ratification readers rebuild recession recovery referendum regulator rehearsal residents
        restraint revenue rhetoric satellite scholars senator settlers shortage silence solution spending sponsors
        standoff steelworks subsidy suburb surveillance technology telegram tenders theatre timetable tourism
        traders transition tribunal turnout universities uprising valley verdict veterans victory villages visitors
        volunteers warehouse weather wheat winter witness workers""".split(),
    "fr": """accueil acier adhésion affaires agriculteurs agriculture aide ambition amendement analyse arbitrage
        archives arrêt assurance atelier audience autorité avocat avenir barrage bilan blocus budget cabinet
        calendrier campagne candidat carrefour cargaison cathédrale censure chambre chancelier chantier chiffre
        citoyens climat collège commerce compagnie compromis concession concours confiance constitution consulat
        consommateurs contrat contrôle convoi courrier crédit critique croisière culture débat décision décret
        déficit délai demande député désarmement développement directive doctrine document domaine douane droit
        échéance échec école écrivain éditeur éducation élections électricité émission emploi endroit enquête
        enseignement entreprise équipe étape étudiants événement examen expédition expert façade ferme fermeture
        financement fiscalité flotte fonction fondation forêt formation frontière garantie glacier gouvernement
        grève habitants hémicycle hiver hôpital horizon identité immigration impôt incendie industrie ingénieur
        inquiétude inspection installation interdiction invitation journaliste jugement jumelage justice kiosque
        laboratoire langue lecteurs lettre libraire limite littérature logement magistrat maire majorité mandat
        manifestation manœuvre marchandise matière mémoire mesure ministère minorité montagne musée musiciens
        navigation négociateur objectif observation occupation œuvre offre opinion orchestre ouverture ouvriers
        parlement passagers patience patrimoine pêcheurs pénurie pension périphérie permis pétition peuple pilote
        plateforme portrait précédent préfet première presse preuve printemps procès procureur producteur promesse
        publication quartier question quota rapporteur ratification récession récolte référendum régulateur
        rencontre république réserve retraite revenu salaire satellite sécheresse sénateur session silence soldat
        solution souvenir spectacle subvention succès surveillance syndicat tableau technologie télégramme témoin
        théâtre tourisme transition tribunal université urgence usine vallée vendanges victoire village visiteurs
        vitesse volontaires voyage""".split(),
    "ru": """авария адвокат академия архив арбитраж аудит аэропорт баланс барьер бюджет ведомство верфь весна
        вице-премьер возражение вокзал война вопрос восток впечатление время встреча выпуск выставка газета галерея
        гарантия генерал гимназия глава голос гости граница график груз губернатор данные движение дебаты декрет
        депутат деревня дефицит директива документ долина дом доктрина дорога доходы жители журнал журналист
        забастовка завод задача заказ закон закупки залив запад запрос засуха зерно зима издатель инвестор инженер
        иск искусство испытание исследование итоги кабинет кампания канал канцлер караван карта квота квартал климат
        книга колледж командир комментарий компания компромисс консульство контракт контроль конституция концерт
        корабль край кредит кризис критика культура курс лаборатория лауреат ледник лес лето литература магистраль
        мандат маршрут мастерская матрос меньшинство мера место металл миграция министр молодёжь монополия море мост
        музей музыканты мэр навигация надежда налог население наука недвижимость нефтепровод область образование
        обсуждение общество объявление обязательство озеро оклад округ опрос оркестр осень отдел отставка отчёт
        очередь памятник пассажир пенсия перевозчик перемена период петиция пилот письмо план платформа победа
        поворот погода подрядчик поезд полномочия помощь поправка порядок посевная последствия поток потребитель
        права праздник предприятие премьер пресса претензия префект прибыль признание прогноз производство прокурор
        промысел протест профсоюз публикация рабочие равнина развитие разоружение район расписание расследование
        расходы ратификация редакция рейс референдум рецессия решение рынок север сенатор сессия склад слушания
        снабжение совещание солдат спектакль спор спрос спутник срок ставка станция студенты субсидия суд
        судоходство таможня театр телеграмма тендер технология трибунал туризм тяжба убытки угольщик университет
        урожай условие успех учёные фабрика ферма фестиваль финал фонд хозяйство художник цех частота чиновник школа
        экзамен экипаж эксперт электричество юг юрист ярмарка""".split(),
}
GLUE = {
    "en": "the of and in to a with for on by from that as which under over during without near this".split(),
    "fr": "le la les de des du et en dans à avec pour sur par que comme sous sans chez cette".split(),
    "ru": "и в на с по для от до из к о при под над без перед их это как что".split(),
}
COUNTRIES = """albania algeria argentina austria belgium bolivia brazil canada chile china colombia croatia cuba
    cyprus denmark ecuador egypt estonia finland france germany greece hungary iceland india indonesia ireland italy
    japan kenya mexico morocco norway peru poland portugal spain sweden tunisia vietnam""".split()
TAGS = 370
FIRST_NAMES = """adele bruno carmen dmitri esther felix gloria henri ines jonas katya louis mila noah oscar petra
    quentin rosa stefan tatiana""".split()
LAST_NAMES = "arnaud bellini chernov dupont ellis fontaine gromov hansen ibarra jansen".split()
AUTHORS = [f"{first}-{last}" for first in FIRST_NAMES for last in LAST_NAMES]


def tags():
    """All tags, the most frequent first: countries, then pairs of words."""
    pairs = (f"{a}-{b}" for a, b in itertools.product(NOUNS["en"][::8], NOUNS["en"][3::11]))
    return COUNTRIES + list(itertools.islice(pairs, TAGS - len(COUNTRIES)))


class Pool:
    """Sentences and phrases of a language, made once: an article that draws from them costs a tenth of its own."""

    def __init__(self, language, seed):
        self.random = random.Random(f"{seed} {language}")
        self.nouns, self.glue = NOUNS[language], GLUE[language]
        self.words = [self.phrase(1) for _ in range(POOL)]
        self.pairs = [self.phrase(2) for _ in range(POOL)]
        self.items = ["- " + self.phrase(6) for _ in range(POOL)]
        self.headings = ["## " + self.phrase(4).capitalize() for _ in range(POOL)]
        self.sentences = [self.sentence() for _ in range(POOL)]
        self.summaries = [self.phrase(self.random.randint(8, 22)).capitalize() + "." for _ in range(POOL)]

    def phrase(self, words):
        draw = self.random.choice
        return " ".join(draw(self.glue if place % 3 == 1 else self.nouns) for place in range(words))

    def sentence(self):
        """8 to 22 words; one in five has a word in bold or italics, a link, or words of someone else."""
        text = self.phrase(self.random.randint(8, 22))
        kind = self.random.random()
        if kind < 0.05:
            text = text.replace(" ", " **", 1) + "**"
        elif kind < 0.10:
            text = text.replace(" ", " *", 1) + "*"
        elif kind < 0.16:
            text += f" [{self.phrase(2)}](https://example.org/{self.random.randint(1, 9999)})"
        elif kind < 0.20:
            text += f', "{self.phrase(5)}"'
        return text[0].upper() + text[1:] + "."


def text_of_article(draw, pool):
    """Three to five parts of two to four paragraphs, a quotation, a list, sometimes a table or a note."""

    def paragraph():
        return " ".join(draw.choices(pool.sentences, k=draw.randint(3, 6)))

    blocks = []
    for part in range(draw.randint(3, 5)):
        if part:
            blocks.append(draw.choice(pool.headings))
        blocks += [paragraph() for _ in range(draw.randint(2, 4))]
    blocks.insert(draw.randint(1, len(blocks)), "> " + paragraph())
    blocks.insert(draw.randint(1, len(blocks)), "\n".join(draw.choices(pool.items, k=4)))
    if draw.random() < 0.1:
        blocks.insert(2, table(draw, pool))
    if draw.random() < 0.15:
        blocks[0] += "[^1]"
        blocks.append("[^1]: " + draw.choice(pool.sentences))
    return "\n\n".join(blocks) + "\n"


def table(draw, pool):
    head = "| " + " | ".join(draw.choices(pool.words, k=3)) + " |\n| --- | --- | ---: |"
    rows = (f"| {draw.choice(pool.words)} | {draw.choice(pool.pairs)} | {draw.randint(1, 999)} |" for _ in range(5))
    return "\n".join([head, *rows])


class Archive:
    """What all stories are drawn from."""

    def __init__(self, seed):
        self.seed = seed
        self.pools = {language: Pool(language, seed) for language in LANGUAGES}
        self.tags = tags()
        self.weights = list(itertools.accumulate(1 / (rank + 2) for rank in range(len(self.tags))))

    def story(self, number):
        """A story and its articles; it depends on its number alone, so that any process can write it."""
        draw = random.Random(self.seed * 1_000_003 + number)
        drawn = draw.choices(self.tags, cum_weights=self.weights, k=draw.randint(4, 8))
        minutes = number * MINUTES_BETWEEN_STORIES + draw.randint(0, 90)
        return {
            "id": f"{draw.choice(NOUNS['en'])}-{draw.choice(NOUNS['en'])}-{number:06d}",
            "date": (NEWEST - datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "tags": list(dict.fromkeys(drawn))[:6],
            "section": draw.choice(SECTIONS),
            "authors": draw.sample(AUTHORS, draw.choice([1, 1, 1, 2])),
            "articles": {language: self.article(draw, language) for language in LANGUAGES},
        }

    def article(self, draw, language):
        pool = self.pools[language]
        words = [*draw.choices(pool.pairs, k=draw.randint(2, 4)), draw.choice(pool.words)]
        return {
            "title": " ".join(words).capitalize(),
            "summary": draw.choice(pool.summaries),
            "text": text_of_article(draw, pool),
        }


def quoted(value):
    """A text or a list of texts as YAML and TOML both read it."""
    return json.dumps(value, ensure_ascii=False)


def dateline_article(story, language, article):
    head = (
        f"title: {quoted(article['title'])}\nauthor: {quoted(story['authors'])}\ndate: {quoted(story['date'])}\n"
        f"language: {language}\nsummary: {quoted(article['summary'])}\ntags: {quoted(story['tags'])}\n"
    )
    return f"content/{story['section']}/{story['id']}.{language}.md", f"---\n{head}---\n\n{article['text']}"


def hugo_article(story, language, article):
    head = (
        f"title: {quoted(article['title'])}\nauthors: {quoted(story['authors'])}\ndate: {quoted(story['date'])}\n"
        f"summary: {quoted(article['summary'])}\ntags: {quoted(story['tags'])}\n"
    )
    return f"content/{story['section']}/{story['id']}.{language}.md", f"---\n{head}---\n\n{article['text']}"


def blades_article(story, language, article):
    """Blades knows no languages: each has a folder, and taxonomies with a name of its own."""
    head = (
        f"title = {quoted(article['title'])}\ndate = {story['date']}\nsummary = {quoted(article['summary'])}\n"
        f"lang = {quoted(language)}\nstory = {quoted(story['id'])}\nsection = {quoted(story['section'])}\n"
        f"[taxonomies]\ntags_{language} = {quoted(story['tags'])}\nauthors_{language} = {quoted(story['authors'])}\n"
    )
    return f"content/{language}/{story['section']}/{story['id']}.md", f"+++\n{head}+++\n\n{article['text']}"


ARTICLE = {"dateline": dateline_article, "hugo": hugo_article, "blades": blades_article}


def name_of(author):
    return author.replace("-", " ").title()


def dateline_site():
    """The configuration and the authors. Neither Hugo nor Blades draws cards for networks, or misses names of tags."""
    yield (
        "site.yaml",
        (
            f"title: The Archive\nbase_url: https://archive.example\nlanguages: [{', '.join(LANGUAGES)}]\n"
            f"sections: [{', '.join(SECTIONS)}]\nsocial_cards: false\ndiagnostics: {{ D502: off }}\n"
        ),
    )
    for author, language in itertools.product(AUTHORS, LANGUAGES):
        yield f"content/authors/{author}.{language}.md", f"---\nname: {name_of(author)}\n---\n\n{name_of(author)}.\n"


def hugo_site():
    """Names of authors, without which their pages would be called by their ids."""
    for author, language in itertools.product(AUTHORS, LANGUAGES):
        yield f"content/authors/{author}/_index.{language}.md", f"---\ntitle: {name_of(author)}\n---\n"


def blades_site():
    yield "content/index.toml", 'title = "The Archive"\ntemplate = "languages.html"\n'
    for language in LANGUAGES:
        head = f'lang = "{language}"\n'
        yield f"content/{language}/index.toml", f'{head}title = "The Archive"\ntemplate = "home.html"\n'
        for section in SECTIONS:
            yield (
                f"content/{language}/{section}/index.toml",
                (
                    f'{head}title = "{section.title()}"\ntemplate = "section.html"\n'
                    f'page_template = "article_{language}.html"\npaginate_by = 20\n'
                ),
            )


SITE = {"dateline": dateline_site, "hugo": hugo_site, "blades": blades_site}


def write_part(out, flavour, seed, numbers):
    """Writes some stories: the work of one process at a time."""
    archive = Archive(seed)
    for number in numbers:
        story = archive.story(number)
        for language, article in story["articles"].items():
            path, text = ARTICLE[flavour](story, language, article)
            with open(f"{out}/{path}", "wb") as file:
                file.write(text.encode())


def write(out, stories, flavour, seed=1):
    """Writes an archive of a flavour into a folder, on all cores."""
    for section, language in itertools.product(SECTIONS, LANGUAGES):
        folder = f"content/{language}/{section}" if flavour == "blades" else f"content/{section}"
        os.makedirs(f"{out}/{folder}", exist_ok=True)
    for path, text in SITE[flavour]():
        file = pathlib.Path(out, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    cores = os.cpu_count() or 1
    parts = [(str(out), flavour, seed, range(first, stories, cores)) for first in range(cores)]
    with multiprocessing.Pool(cores) as pool:
        pool.starmap(write_part, parts)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--stories", type=int, required=True, help="a third of the number of articles")
    arguments.add_argument("--flavour", choices=FLAVOURS, default="dateline", help="the program that shall read it")
    arguments.add_argument("--out", required=True, help="the folder to write to")
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    write(given.out, given.stories, given.flavour, given.seed)


if __name__ == "__main__":
    main()
