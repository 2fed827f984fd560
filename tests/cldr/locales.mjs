// Writes what another implementation of CLDR, Node's Intl, says of every locale that CLDR knows:
//
//     npm install --no-save cldr-core@48 && node tests/cldr/locales.mjs > tests/cldr/locales.tsv
//
// One line a locale: its tag, the plural forms of the counts and of the ranks of the numbers in the first line, its
// direction, and the order in which it puts the words of the first line (their numbers).

import { createRequire } from 'node:module';

const { availableLocales } = createRequire(`${process.cwd()}/`)('cldr-core/availableLocales.json');

const numbers = [0, 1, 1.5, 2, 5, 11, 21, 22, 25, 101, 1e6];
const words = ('a ä å b c ch č ç d dž đ e é g h i ı l ll lj n ñ o ö ø r s š ş t ü v w y z ž '
  + 'а ә б в г ґ е ё и і й ч ш ь ю я א ב ا ب پ').split(' ');

const letter = { zero: 'z', one: '1', two: '2', few: 'f', many: 'm', other: 'o' };
const forms = (tag, type) => {
  const rules = new Intl.PluralRules(tag, { type });
  return numbers.map((number) => letter[rules.select(number)]).join('');
};

console.log(['#', numbers.join(' '), words.join(' ')].join('\t'));
for (const tag of availableLocales.full) {
  // Where Intl has nothing, it answers in English: that is no answer.
  const known = (service) => service.supportedLocalesOf(tag, { localeMatcher: 'lookup' }).length > 0;
  if (![Intl.PluralRules, Intl.Collator].every(known)) continue;
  const sorted = words.map((word, i) => [word, i]).sort(([a, i], [b, j]) => new Intl.Collator(tag).compare(a, b) || i - j);
  console.log([tag, forms(tag, 'cardinal'), forms(tag, 'ordinal'), new Intl.Locale(tag).textInfo.direction,
    sorted.map(([, i]) => i).join(' ')].join('\t'));
}
