/**
 * Reads a cell as a point in time, once in TypeScript and once as SQL, by the same arithmetic: ISO 8601 with or without
 * time and offset (UTC where none is given), or seconds (10 digits) or milliseconds (13 digits) since 1970.
 *
 * Invariant: both forms give the same millisecond for the same text, or both none.
 */

const ISO =
  '(1[5-9]|2\\d)\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])' +
  '([T ]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?(Z|[+-](0\\d|1[0-4])(:?[0-5]\\d)?)?)?';
const SECONDS = '\\d{10}(\\.\\d{1,9})?';
const MILLISECONDS = '\\d{13}';

const isoPattern = new RegExp(`^(?:${ISO})$`);
const secondsPattern = new RegExp(`^(?:${SECONDS})$`);
const millisecondsPattern = new RegExp(`^(?:${MILLISECONDS})$`);

/** Milliseconds since 1970, or null when the text is no time. */
export function timeOfCell(text: string): number | null {
  if (millisecondsPattern.test(text)) return Number(text);
  if (secondsPattern.test(text)) return Math.floor(Number(text) * 1000);
  return isoPattern.test(text) ? timeOfIso(text) : null;
}

function timeOfIso(text: string): number | null {
  const day = Date.parse(`${text.slice(0, 10)}T00:00:00.000Z`);
  // Date.parse moves 30 February to March; a day that does not come back is none.
  if (Number.isNaN(day) || !new Date(day).toISOString().startsWith(text.slice(0, 10))) return null;
  if (text.length === 10) return day;
  const seconds = text[16] === ':' ? Number(text.slice(17, 19)) : 0;
  const fraction = (/\.(\d{1,9})/.exec(text)?.[1] ?? '').padEnd(3, '0').slice(0, 3);
  const offset = /([+-])(\d\d):?(\d\d)?$/.exec(text.slice(16));
  const shift = offset === null ? 0 : (Number(offset[2]) * 60 + Number(offset[3] ?? '0')) * 60_000;
  return (
    day +
    Number(text.slice(11, 13)) * 3_600_000 +
    Number(text.slice(14, 16)) * 60_000 +
    seconds * 1000 +
    Number(fraction) -
    (offset?.[1] === '-' ? -shift : shift)
  );
}

/** The same as SQL over an expression that gives text: a DOUBLE, or NULL when the text is no time. */
export function timeOfCellSql(text: string): string {
  const tail = `substr(${text}, 17)`;
  const offset = (group: number): string => `regexp_extract(${tail}, '([+-])(\\d\\d):?(\\d\\d)?$', ${group})`;
  const shift = `(${whole(offset(2))} * 60 + ${whole(offset(3))}) * 60000`;
  const fraction = `substr(rpad(regexp_extract(${text}, '\\.(\\d{1,9})', 1), 3, '0'), 1, 3)`;
  return `CASE
    WHEN regexp_full_match(${text}, '${MILLISECONDS}') THEN CAST(${text} AS DOUBLE)
    WHEN regexp_full_match(${text}, '${SECONDS}') THEN floor(CAST(${text} AS DOUBLE) * 1000)
    WHEN regexp_full_match(${text}, '${ISO}') THEN
      epoch_ms(CAST(TRY_CAST(substr(${text}, 1, 10) AS DATE) AS TIMESTAMP))::DOUBLE
      + ${whole(`substr(${text}, 12, 2)`)} * 3600000 + ${whole(`substr(${text}, 15, 2)`)} * 60000
      + CASE WHEN substr(${text}, 17, 1) = ':' THEN ${whole(`substr(${text}, 18, 2)`)} ELSE 0 END * 1000
      + ${whole(fraction)}
      - CASE WHEN ${offset(1)} = '-' THEN -1 ELSE 1 END * ${shift}
    END`;
}

function whole(part: string): string {
  return `coalesce(TRY_CAST(${part} AS DOUBLE), 0)`;
}
