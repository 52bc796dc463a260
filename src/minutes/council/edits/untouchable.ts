import { wordsOf } from '../../extractive/index.ts';
import { negationsIn, quantitiesOf, saysNumber } from '../words/index.ts';

// What changes the meaning of a sentence when it is misread: an edit that touches one of these is never made.
const MODALS = `can could may might must shall should will would can't won't couldn't shouldn't wouldn't kann kannst können könnte
  könnten muss müssen soll sollen sollte will wollen würde darf dürfen peut peuvent pourrait doit doivent devrait veut puede pueden
  podría debe deben debería quiere può possono potrebbe deve devono dovrebbe vuole pode podem poderia deve devem deveria kan kunnen
  moet moeten zou zal zullen`;
const UNITS = `percent prozent procent dollar dollars euro euros pound pounds yen franken francs cent cents usd eur gbp chf kilo
  kilogram kg gram grams km kilometer metre meter meters miles mile hour hours minute minutes second seconds day days week weeks month
  months year years stunde stunden minuten tag tage woche wochen monat monate jahr jahre heure heures jour jours semaine semaines mois
  an ans hora horas día días semana semanas mes meses año años ora ore giorno giorni settimana settimane mese mesi anno anni gigabyte
  megabyte terabyte gb mb tb`;
const DATES = `monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight january february march april
  june july august september october november december montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag heute
  morgen gestern januar februar märz mai juni juli oktober dezember lundi mardi mercredi jeudi vendredi samedi dimanche demain hier
  janvier février mars avril juin juillet août septembre octobre novembre décembre lunes martes miércoles jueves viernes sábado domingo
  mañana hoy ayer enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre lunedì martedì mercoledì
  giovedì venerdì sabato domenica domani oggi ieri gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre`;

const WORDS: ReadonlySet<string> = new Set([MODALS, UNITS, DATES].join(' ').split(/\s+/));
const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'] as const;

/** Digits, number words, dates, units, currency, negations and modals of any of our languages. */
export function isUntouchable(text: string): boolean {
  if (/[\p{N}%$€£¥]/u.test(text) || negationsIn(text) > 0) return true;
  if (wordsOf(text).some((word) => WORDS.has(word))) return true;
  return LANGUAGES.some((language) => quantitiesOf(text, language).length > 0 || saysNumber(text, language));
}
