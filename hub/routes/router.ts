/** The contract, implemented: every procedure of the hub. */
import { audits } from './audits.ts';
import { contents } from './contents.ts';
import { os } from './context.ts';
import { ledgers } from './ledgers.ts';
import { me, people } from './people.ts';

export const router = os.router({ me, people, contents, ledgers, audits });
