/** German: all texts together. */
import type { LanguageText } from '../../text-model.ts';
import { germanAccess } from './access.ts';
import { germanBilling } from './billing.ts';
import { germanCancellation } from './cancellation.ts';
import { germanCommon } from './common.ts';
import { germanDefects } from './defects.ts';
import { germanDelivery } from './delivery.ts';
import { germanPrivacy } from './privacy.ts';
import { germanRefund } from './refund.ts';
import { germanUsage } from './usage.ts';

export const german: LanguageText = {
  ...germanCommon,
  intents: {
    billing: germanBilling,
    refund: germanRefund,
    delivery: germanDelivery,
    access: germanAccess,
    cancellation: germanCancellation,
    defects: germanDefects,
    privacy: germanPrivacy,
    usage: germanUsage,
  },
};
