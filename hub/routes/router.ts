/** The contract, implemented: every procedure of the hub. */
import { audits } from './audits.ts';
import { batches } from './batches.ts';
import { contents } from './contents.ts';
import { os } from './context.ts';
import { frames } from './frames.ts';
import { gold } from './gold.ts';
import { ledgers } from './ledgers.ts';
import { masking } from './masking.ts';
import { me, people } from './people.ts';
import { places } from './places.ts';
import { provenance } from './provenance.ts';
import { refusals } from './refusals.ts';
import { retention } from './retention.ts';
import { sources } from './sources.ts';
import { taxonomies } from './taxonomies.ts';
import { templates } from './templates.ts';
import { tokens } from './tokens.ts';
import { work } from './work.ts';

export const router = os.router({
  me,
  people,
  tokens,
  refusals,
  contents,
  ledgers,
  places,
  audits,
  traces: { sources, batches, provenance, masking, retention },
  frames,
  work,
  gold,
  templates,
  taxonomies,
});
