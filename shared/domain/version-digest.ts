/**
 * What a version of a scorecard or a taxonomy is by its content: two people who publish alone may both call theirs version 2,
 * and only this tells them apart. Must not know who published, nor when: who says the same at another time says the same.
 *
 * Invariant: versions are never changed once they are known, so that a digest may be kept with its object.
 */
import { digestOf } from './canonical.ts';
import type { Digest } from './ids.ts';

interface Version {
  readonly id: string;
  readonly version: number;
}

const known = new WeakMap<Version, Digest>();

/** SHA-256 over everything of a version but the time of its publication. */
export function versionDigest(of: Version): Digest {
  const held = known.get(of);
  if (held !== undefined) return held;
  const digest = digestOf({ ...of, publishedAt: null });
  known.set(of, digest);
  return digest;
}

/** Whether a reference means this version: by its number, and by its content where the reference names that. */
export function isMeant(ref: Version & { readonly digest?: Digest | undefined }, of: Version): boolean {
  if (ref.id !== of.id || ref.version !== of.version) return false;
  return ref.digest === undefined || ref.digest === versionDigest(of);
}
