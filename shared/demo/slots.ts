/**
 * Slots: the figures, dates and names that vary from trace to trace, and how each language writes them.
 *
 * Rules of the company (days, fees, limits) depend on region and knowledge base alone, because a company has one
 * rule at a time; facts of a case (order, amounts, dates) are drawn anew for every trace. Own number and date formats
 * instead of `Intl`, whose data differ between machines.
 */
import type { RandomStream } from '../statistics/random-stream.ts';
import { happens, pick, pickInt } from './chance.ts';
import type { CommonText, DemoLanguage } from './text-model.ts';

export type SlotValue =
  | { kind: 'int'; value: number; others: readonly number[] }
  /** Cents. */
  | { kind: 'money'; value: number; others: readonly number[] }
  /** Days since 1970-01-01. */
  | { kind: 'date'; value: number; others: readonly number[] }
  | { kind: 'name'; value: string };
export type Slots = Readonly<Record<string, SlotValue>>;

export interface Locale {
  language: DemoLanguage;
  region: string;
}

export const regionsOf: Readonly<Record<DemoLanguage, readonly string[]>> = {
  en: ['GB', 'IE', 'US'],
  de: ['DE', 'AT', 'CH'],
  es: ['ES', 'US'],
};

/** Numbers that the company may have set; none is 1, so that plurals hold. */
const ruleInts: Readonly<Record<string, readonly number[]>> = {
  disputeDays: [30, 45, 60],
  graceDays: [5, 7, 10, 14],
  retryDays: [2, 3, 4],
  proofMonths: [12, 18, 24],
  yearDiscount: [10, 12, 15, 17],
  returnDays: [14, 21, 30, 45],
  refundDays: [3, 5, 7, 10],
  restockPercent: [8, 10, 12, 15],
  walletHours: [4, 12, 24],
  shipDays: [2, 3, 4, 6],
  lostDays: [7, 9, 12, 15],
  holdDays: [5, 8, 10],
  cutoffHour: [12, 14, 16, 18],
  codeMinutes: [10, 15, 20],
  attempts: [3, 5, 6],
  lockMinutes: [25, 30, 45, 60],
  linkHours: [2, 6, 12, 48],
  deviceMax: [4, 5, 8],
  noticeDays: [7, 14, 28],
  pauseMonths: [2, 3, 6],
  keepDays: [40, 60, 90],
  warrantyMonths: [24, 36],
  repairDays: [6, 8, 10, 12],
  deadDays: [10, 15, 20],
  photoCount: [2, 3, 4],
  exportDays: [3, 5, 14],
  deleteDays: [30, 45, 60],
  logMonths: [3, 6, 12],
  voiceDays: [8, 20, 35],
  filterMonths: [6, 9, 12],
  rangeMetres: [8, 12, 20],
  scheduleMax: [6, 8, 10],
  resetSeconds: [5, 8, 10, 15],
};

const ruleMoney: Readonly<Record<string, readonly number[]>> = {
  dunningFee: [450, 590, 750],
  plusPrice: [790, 890, 990, 1190],
  shippingFee: [395, 490, 595],
  freeFrom: [3900, 4900, 5900],
  expressFee: [690, 890, 1090],
  earlyFee: [1500, 2000, 2500],
  loanDeposit: [3000, 4000, 5000],
};

const othersOf = (all: readonly number[], value: number): number[] => all.filter((one) => one !== value);

/** The company's rules in one region and knowledge base; `random` must depend on nothing else. */
export function drawRules(random: RandomStream): Slots {
  const slots: Record<string, SlotValue> = {};
  for (const [kind, table] of [
    ['int', ruleInts],
    ['money', ruleMoney],
  ] as const) {
    for (const [name, choices] of Object.entries(table)) {
      const value = pick(random, choices);
      slots[name] = { kind, value, others: othersOf(choices, value) };
    }
  }
  return slots;
}

const firstNames = [
  'Kim',
  'Alex',
  'Robin',
  'Sam',
  'Noa',
  'Jona',
  'Toni',
  'Sascha',
  'Andrea',
  'Mika',
  'Luca',
  'Charlie',
];

function drawDate(random: RandomStream, near: number, low: number, high: number): SlotValue {
  const value = near + pickInt(random, low, high);
  return { kind: 'date', value, others: [-9, -4, -2, 2, 3, 7].map((shift) => value + shift) };
}

function drawAmount(random: RandomStream): SlotValue {
  const value = pickInt(random, 19, 389) * 100 + pick(random, [0, 50, 90, 95, 99]);
  return { kind: 'money', value, others: [-1000, -500, 500, 1000, 2000].map((shift) => value + shift) };
}

const name = (value: string): SlotValue => ({ kind: 'name', value });

/** The facts of one case. `today` is the day of the conversation, in days since 1970-01-01. */
export function drawCase(random: RandomStream, common: CommonText, today: number): Slots {
  const digits = (count: number): string =>
    String(pickInt(random, 10 ** (count - 1), 10 ** count - 1)).padStart(count, '0');
  const person = pick(random, firstNames);
  return {
    order: name(`WD-${digits(6)}`),
    parcel: name(`PX${digits(9)}`),
    ticket: name(`#${digits(5)}`),
    account: name(`A-${digits(7)}`),
    firmware: name(`${pickInt(random, 2, 6)}.${pickInt(random, 0, 9)}.${pickInt(random, 0, 14)}`),
    product: name(pick(random, common.products)),
    plan: name(pick(random, ['Care Basic', 'Care Plus', 'Care Family'])),
    name: name(person),
    mail: name(`${person.toLowerCase()}.${pick(random, ['b', 'k', 'm', 'r', 't', 'w'])}@example.com`),
    amount: drawAmount(random),
    date: drawDate(random, today, -46, -3),
    renewal: drawDate(random, today, 5, 200),
    devices: { kind: 'int', ...drawDeviceCount(random) },
    phone: name(happens(random, 0.5) ? 'Android 15' : 'iOS 18'),
  };
}

function drawDeviceCount(random: RandomStream): { value: number; others: number[] } {
  const value = pickInt(random, 2, 9);
  return { value, others: othersOf([2, 3, 4, 5, 6, 7, 8, 9], value) };
}

/** The same slot with another value, or null for slots that are no figure. */
export function alterSlot(random: RandomStream, slot: SlotValue): SlotValue | null {
  return slot.kind === 'name' ? null : { ...slot, value: pick(random, slot.others) };
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

function formatMoney(cents: number, { language, region }: Locale): string {
  const whole = Math.floor(cents / 100);
  const point = `${whole}.${pad(cents % 100, 2)}`;
  if (region === 'CH') return `CHF ${point}`;
  if (region === 'GB') return `£${point}`;
  if (region === 'US') return `$${point}`;
  return language === 'en' ? `€${point}` : `${point.replace('.', ',')} €`;
}

function formatDate(day: number, form: string | undefined, common: CommonText): string {
  const iso = new Date(day * 86_400_000).toISOString().slice(0, 10);
  if (form === 'iso') return iso;
  const [year = '', month = '', date = ''] = iso.split('-');
  return common.datePattern
    .replace('{day}', String(Number(date)))
    .replace('{month}', common.months[Number(month) - 1] ?? '')
    .replace('{year}', year);
}

/** A slot's value as text; `form` is `iso` for dates in records. */
export function formatSlot(
  slot: SlotValue,
  form: string | undefined,
  locale: Locale,
  common: CommonText,
): string {
  if (slot.kind === 'money') return formatMoney(slot.value, locale);
  if (slot.kind === 'date') return formatDate(slot.value, form, common);
  return String(slot.value);
}
