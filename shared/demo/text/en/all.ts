/** English: all texts together. */
import type { LanguageText } from '../../text-model.ts';
import { englishAccess } from './access.ts';
import { englishBilling } from './billing.ts';
import { englishCancellation } from './cancellation.ts';
import { englishCommon } from './common.ts';
import { englishDefects } from './defects.ts';
import { englishDelivery } from './delivery.ts';
import { englishPrivacy } from './privacy.ts';
import { englishRefund } from './refund.ts';
import { englishUsage } from './usage.ts';

export const english: LanguageText = {
  ...englishCommon,
  intents: {
    billing: englishBilling,
    refund: englishRefund,
    delivery: englishDelivery,
    access: englishAccess,
    cancellation: englishCancellation,
    defects: englishDefects,
    privacy: englishPrivacy,
    usage: englishUsage,
  },
};
