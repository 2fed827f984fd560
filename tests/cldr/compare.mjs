// Compares what a site writes with what Node's Intl writes: two implementations of CLDR that share no code.
//
//     node tests/cldr/compare.mjs target/tmp/cldr.json
//
// Differences that are known and right are in accepted.json, each with its reason. One that is there and no longer
// differs is reported as well, so that the list stays true.

import { readFileSync } from 'node:fs';

// accepted.json was written against this version; another one has other differences, which are no news.
const cldr = '48';
if (process.versions.cldr.split('.')[0] !== cldr) {
  console.log(`this Node has CLDR ${process.versions.cldr}, not ${cldr}: nothing compared`);
  process.exit(0);
}

const results = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const accepted = JSON.parse(readFileSync(new URL('accepted.json', import.meta.url), 'utf8'));
const timeZone = 'Europe/Paris';

// A day alone begins at midnight where the site is.
const moment = (text) => new Date(text.includes('T') ? text : `${text}T12:00:00Z`);

function questions(language) {
  return {
    date: (text, options) => new Intl.DateTimeFormat(language, { timeZone, ...options }).format(moment(text)),
    range: (from, to, options) =>
      new Intl.DateTimeFormat(language, { timeZone, ...options }).formatRange(moment(from), moment(to)),
    relative: (count, unit, style) => {
      const numeric = unit === 'day' || unit === 'second' ? 'auto' : 'always';
      return new Intl.RelativeTimeFormat(language, { numeric, style }).format(count, unit);
    },
    number: (value, options) => new Intl.NumberFormat(language, options).format(value),
    list: (items, type) => new Intl.ListFormat(language, { type }).format(items),
    name: () => {
      const name = new Intl.DisplayNames(language, { type: 'language' }).of(language);
      return name.replace(/^./u, (letter) => letter.toLocaleUpperCase(language));
    },
  };
}

// V8 writes U+202F in dates as a plain space (pages broke when CLDR 42 brought it), so that it cannot be compared there.
const comparable = (question, text) => (/^(date|range)\(/.test(question) ? text.replaceAll('\u202F', ' ') : text);

const visible = (text) =>
  text.replace(/[\p{Zs}\p{Cf}]/gu, (c) => (c === ' ' ? c : `<${c.codePointAt(0).toString(16).toUpperCase()}>`));

let compared = 0;
const problems = [];
const unused = new Set(Object.keys(accepted).flatMap((language) =>
  Object.keys(accepted[language]).map((question) => `${language}: ${question}`)));
for (const [language, answers] of Object.entries(results)) {
  const known = questions(language);
  for (const [question, ours] of Object.entries(answers)) {
    const theirs = new Function(...Object.keys(known), `return ${question}`)(...Object.values(known));
    compared += 1;
    const entry = accepted[language]?.[question];
    unused.delete(`${language}: ${question}`);
    if (comparable(question, ours) === comparable(question, theirs)) {
      if (entry) problems.push(`${language}: ${question} no longer differs: remove it from accepted.json`);
    } else if (!entry) {
      problems.push(`${language}: ${question}\n    ours   ${visible(ours)}\n    theirs ${visible(theirs)}`);
    } else if (entry.ours !== ours) {
      problems.push(`${language}: ${question} was accepted as ${visible(entry.ours)} and is ${visible(ours)} now`);
    }
  }
}
for (const question of unused) problems.push(`${question} is accepted and never asked`);

const count = Object.values(accepted).reduce((sum, entries) => sum + Object.keys(entries).length, 0);
console.log(`${compared} compared, ${count} accepted differences, ${problems.length} problems`);
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}
