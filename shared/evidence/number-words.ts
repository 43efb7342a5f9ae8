/**
 * Numbers written as words, and the words that say what is counted, in the four languages that the product speaks most.
 * Only data.
 */
const cardinals: Record<string, string> = {
  en: 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty',
  de: 'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig',
  es: 'cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte',
  fr: 'zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize',
};
const tens: Record<string, string> = {
  en: 'thirty forty fifty sixty seventy eighty ninety hundred',
  de: 'dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert',
  es: 'treinta cuarenta cincuenta sesenta setenta ochenta noventa cien',
  fr: 'trente quarante cinquante soixante septante huitante nonante cent',
};
const ordinals: Record<string, string> = {
  en: 'first second third fourth fifth sixth seventh eighth ninth tenth',
  de: 'erste zweite dritte vierte fünfte sechste siebte achte neunte zehnte',
  es: 'primero segundo tercero cuarto quinto sexto séptimo octavo noveno décimo',
  fr: 'premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième',
};

/** Multipliers after a number. A thousand million is a billion here; the long scale's words are those of its languages. */
export const multipliers: ReadonlyMap<string, number> = new Map([
  ...['thousand', 'tausend', 'mil', 'mille', 'k'].map((word) => [word, 1e3] as const),
  ...['million', 'millions', 'mio', 'millionen', 'millón', 'millones', 'm'].map(
    (word) => [word, 1e6] as const,
  ),
  ...['billion', 'billions', 'bn', 'milliarde', 'milliarden', 'mrd', 'milliard', 'milliards'].map(
    (word) => [word, 1e9] as const,
  ),
]);

/** What is counted when a number in words is worth looking up: time, money and shares. In lower case, plain. */
const counted =
  'second seconds minute minutes hour hours day days week weeks month months year years percent dollar dollars euro euros ' +
  'sekunde sekunden minuten stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre jahren prozent ' +
  'segundo segundos minuto minutos hora horas día días semana semanas mes meses año años working business werktage ' +
  'seconde secondes heure heures jour jours semaine semaines mois an ans année années pour times mal veces fois';

export const countedWords: ReadonlySet<string> = new Set(counted.split(' '));

/** Words before a number that only refer to a place in the text at hand. */
export const referenceWords: ReadonlySet<string> = new Set(
  (
    'passage passages source sources document documents doc step steps article articles paragraph section option options ' +
    'question part chapter item point tip method example note no ' +
    'quelle quellen abschnitt schritt schritte schritten dokument dokumente punkt artikel nr ' +
    'pasaje pasajes fuente fuentes paso pasos documento documentos artículo apartado punto ' +
    'étape étapes extrait extraits document article paragraphe point'
  ).split(' '),
);

/** Written number in lower case → its value. Ordinals are there as evidence; `isOrdinal` tells them apart. */
export const numberWords: ReadonlyMap<string, { value: number; isOrdinal: boolean }> = new Map([
  ...Object.values(ordinals).flatMap((words) => list(words, (at) => at + 1, true)),
  ...Object.values(tens).flatMap((words) => list(words, (at) => (at + 3) * 10, false)),
  ...['vingt', 'vingts'].map((word) => [word, { value: 20, isOrdinal: false }] as const),
  ...Object.values(cardinals).flatMap((words) => list(words, (at) => at, false)),
]);

function list(words: string, valueOf: (at: number) => number, isOrdinal: boolean) {
  return words.split(' ').map((word, at) => [word, { value: valueOf(at), isOrdinal }] as const);
}
