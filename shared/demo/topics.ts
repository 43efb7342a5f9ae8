/**
 * Which facts answer which question: for each intent, one topic for each of its `asks`, in the same order in every
 * language. A fact is named `article#index`, the most relevant first.
 *
 * Invariant: articles have the same ids and the same order of facts in all languages (a test checks it).
 */
import type { DemoIntent } from './text-model.ts';

export interface Topic {
  facts: readonly string[];
  /** Whether the intent's how-to has nothing to do with it, helps, or is what the customer asks for. */
  guide: 'unrelated' | 'helps' | 'asked';
}

const plain = (...facts: string[]): Topic => ({ facts, guide: 'unrelated' });
const guided = (...facts: string[]): Topic => ({ facts, guide: 'helps' });
const howTo = (...facts: string[]): Topic => ({ facts, guide: 'asked' });

export const topicsOf: Readonly<Record<DemoIntent, readonly Topic[]>> = {
  billing: [
    guided('statement-names#0', 'payment-policy#2', 'statement-names#1'),
    guided('plan-prices#2', 'statement-names#0', 'payment-policy#2'),
    plain('payment-policy#1', 'payment-policy#0', 'payment-policy#2'),
    howTo('plan-prices#1', 'plan-prices#0'),
    plain('payment-policy#0', 'payment-policy#1'),
    plain('plan-prices#2', 'payment-policy#2', 'statement-names#0'),
  ],
  refund: [
    plain('refund-policy#0', 'return-centre#0', 'refund-policy#2'),
    guided('return-conditions#0', 'return-conditions#1', 'refund-policy#3'),
    plain('refund-policy#0', 'return-centre#0', 'refund-policy#1'),
    guided('return-conditions#1', 'return-conditions#0', 'return-conditions#2'),
    plain('refund-policy#3', 'refund-policy#0'),
    plain('refund-policy#1', 'refund-policy#2', 'refund-policy#0'),
  ],
  delivery: [
    plain('lost-parcels#0', 'tracking-states#1', 'tracking-states#0'),
    plain('shipping-times#0', 'shipping-times#1', 'tracking-states#0'),
    plain('lost-parcels#0', 'lost-parcels#1'),
    howTo('lost-parcels#2', 'shipping-times#0'),
    plain('shipping-times#0', 'shipping-times#1', 'shipping-times#2'),
    plain('lost-parcels#1', 'lost-parcels#2'),
    howTo('lost-parcels#2', 'lost-parcels#1'),
  ],
  access: [
    plain('sign-in-security#0', 'sign-in-security#2'),
    plain('code-does-not-arrive#0', 'sign-in-security#1', 'code-does-not-arrive#1'),
    howTo('sign-in-security#1', 'sign-in-security#3'),
    plain('sign-in-security#2', 'sign-in-security#0'),
    plain('sharing-a-home#0', 'sharing-a-home#1'),
    howTo('sign-in-security#1', 'code-does-not-arrive#0'),
    plain('sign-in-security#3', 'sign-in-security#1'),
  ],
  cancellation: [
    guided('cancellation-terms#0', 'cancellation-terms#1', 'after-the-plan#0'),
    howTo('cancellation-terms#0', 'after-the-plan#0', 'cancellation-terms#2'),
    guided('cancellation-terms#2', 'cancellation-terms#0'),
    plain('pausing-a-plan#0', 'pausing-a-plan#1'),
    plain('after-the-plan#0', 'after-the-plan#1', 'cancellation-terms#0'),
    plain('cancellation-terms#1', 'cancellation-terms#2'),
  ],
  defects: [
    guided('noises-and-smells#1', 'warranty#0', 'repairs#0'),
    guided('warranty#1', 'warranty#0'),
    plain('noises-and-smells#2', 'repairs#2', 'warranty#0'),
    guided('warranty#0', 'repairs#0', 'repairs#2'),
    plain('repairs#0', 'repairs#1'),
    plain('warranty#2', 'repairs#2', 'warranty#0'),
  ],
  privacy: [
    plain('data-requests#0', 'device-data#1'),
    plain('data-requests#1', 'data-requests#2'),
    guided('device-data#0', 'device-data#2'),
    plain('device-data#1', 'device-data#2'),
    howTo('device-data#2', 'device-data#0'),
    plain('handing-over#0', 'handing-over#1', 'data-requests#1'),
  ],
  usage: [
    plain('schedules#0', 'schedules#2'),
    plain('care-and-filters#0', 'care-and-filters#1'),
    howTo('range-and-signal#1', 'range-and-signal#0'),
    plain('schedules#1', 'schedules#0'),
    plain('care-and-filters#2'),
    guided('range-and-signal#0', 'range-and-signal#1'),
    howTo('range-and-signal#0'),
  ],
};
