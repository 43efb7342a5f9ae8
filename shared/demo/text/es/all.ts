/** Spanish: all texts together. */
import type { LanguageText } from '../../text-model.ts';
import { spanishAccess } from './access.ts';
import { spanishBilling } from './billing.ts';
import { spanishCancellation } from './cancellation.ts';
import { spanishCommon } from './common.ts';
import { spanishDefects } from './defects.ts';
import { spanishDelivery } from './delivery.ts';
import { spanishPrivacy } from './privacy.ts';
import { spanishRefund } from './refund.ts';
import { spanishUsage } from './usage.ts';

export const spanish: LanguageText = {
  ...spanishCommon,
  intents: {
    billing: spanishBilling,
    refund: spanishRefund,
    delivery: spanishDelivery,
    access: spanishAccess,
    cancellation: spanishCancellation,
    defects: spanishDefects,
    privacy: spanishPrivacy,
    usage: spanishUsage,
  },
};
