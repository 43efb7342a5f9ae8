/** Traces, plans and drawn audits made without files, for tests and benches of what comes after the draw. */
import type { AuditPlan, Manifest, ManifestItem } from '../../shared/domain/audit.ts';
import { auditPlan, itemIdOf, manifest } from '../../shared/domain/audit.ts';
import { sealTrace } from '../../shared/domain/blinding.ts';
import { canonicalJson, digestOf, sha256Hex } from '../../shared/domain/canonical.ts';
import type { AuditId, Digest } from '../../shared/domain/ids.ts';
import type { Trace } from '../../shared/domain/trace.ts';
import { trace } from '../../shared/domain/trace.ts';
import { prnKey } from '../../shared/sampling/prn.ts';

const languages = ['en', 'de', 'es'];

/** The n-th trace: prompt, two passages, output, model and judge. `length` stretches the passages. */
export function makeTrace(n: number, length = 1): Trace {
  return trace.parse({
    id: `trace-${n}`,
    occurredAt: '2026-01-05T10:00:00.000Z',
    prompt: [{ role: 'user', text: `Question ${n}: when does my refund arrive?` }],
    context: [
      { rank: 1, text: `Refunds arrive within ${n} business days. `.repeat(length) },
      { rank: 2, text: 'Refunds go to the card that was charged. '.repeat(length) },
    ],
    output: `Your refund ${n} arrives within ${n} business days.`,
    model: n % 2 === 0 ? 'assist-1' : 'assist-2',
    language: languages[n % languages.length],
    judge: [{ name: 'heuristic', verdict: n % 5 === 0 ? 'unsupported' : 'supported' }],
    provenance: { importer: 'made', fileHash: 'f'.repeat(64), row: n + 1 },
  });
}

export function makePlan(change: Partial<AuditPlan> = {}): AuditPlan {
  return auditPlan.parse({
    title: 'Refund answers',
    source: {
      id: '0198c0de-0000-7000-8000-00000000abcd',
      name: 'made traces',
      fingerprint: sha256Hex('made'),
    },
    filter: { dimensions: [] },
    dimensions: ['language'],
    allocation: { rule: 'proportional', size: 6, minPerStratum: 1, takeAllBelow: 0 },
    overlap: { size: 2, reviewersPerItem: 2 },
    seed: '0123456789abcdef0123456789abcdef',
    selection: 'bottomK',
    scorecard: { id: 'hallucination_audit', version: 1 },
    thresholds: [{ question: 'hallucination', limit: 0.1 }],
    ciMethod: 'kgStar',
    alpha: 0.05,
    blinding: { hidesModel: true, hidesJudge: true, revealsOthers: 'afterClose' },
    ...change,
  });
}

export interface MadeAudit {
  manifest: Manifest;
  manifestDigest: Digest;
  contents: { digest: Digest; text: string }[];
}

/** The first `count` traces as the whole frame of an audit, the first `overlap` of them shared. */
export function makeAudit(
  auditId: AuditId,
  count: number,
  overlap = 0,
  plan = makePlan(),
  length = 1,
): MadeAudit {
  const contents: MadeAudit['contents'] = [];
  const put = (value: unknown): Digest => {
    const text = canonicalJson(value);
    const digest = sha256Hex(text);
    contents.push({ digest, text });
    return digest;
  };
  const items = Array.from({ length: count }, (_, n): ManifestItem => {
    const made = makeTrace(n, length);
    const { open, sealed } = sealTrace(made, plan.blinding);
    return {
      id: itemIdOf(auditId, made.id),
      traceId: made.id,
      stratum: canonicalJson([made.language]),
      key: prnKey(plan.seed, 'sample', made.id) as Digest,
      rank: n + 1,
      inclusionProbability: 1,
      weight: 1,
      isOverlap: n < overlap,
      position: n + 1,
      contentDigest: put(open),
      sealedDigest: sealed === null ? null : put(sealed),
      facets: { language: made.language ?? '(none)' },
    };
  });
  const strata = [...Map.groupBy(items, (one) => one.stratum)].map(([key, members]) => ({
    key,
    values: JSON.parse(key) as string[],
    population: members.length,
    drawn: members.length,
    isTakeAll: true,
  }));
  const drawn = manifest.parse({
    v: 1,
    auditId,
    plan,
    frameSize: count,
    strata,
    items,
    drawnAt: '2026-01-06T09:00:00.000Z',
  });
  return { manifest: drawn, manifestDigest: digestOf(drawn), contents };
}
