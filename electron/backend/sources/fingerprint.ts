/**
 * What a source is, as one digest: name, size and content of each file, preset and mapping. Equal on every machine
 * that holds the same files, wherever they lie.
 *
 * Invariant: a content digest is kept only as long as inode, size and time of change stay; reading a file whole also
 * proves that a gzip file is complete.
 */
import { createHash } from 'node:crypto';
import { digestOf } from '../../../shared/domain/canonical.ts';
import type { Digest } from '../../../shared/domain/ids.ts';
import type { SourceSpec } from '../../../shared/domain/source.ts';
import { readBytes } from './byte-stream.ts';
import type { SourceFile } from './source-files.ts';
import { assertUnchanged } from './source-files.ts';

/** Content digests by path, so that a large file is read once while it stays as it is. */
export class ContentDigests {
  readonly #known = new Map<string, { stamp: string; digest: Promise<Digest> }>();

  /** Lowercase hex SHA-256 of the file's bytes. Throws `SourceError` when it cannot be read whole. */
  of(file: SourceFile): Promise<Digest> {
    const known = this.#known.get(file.path);
    if (known?.stamp === file.stamp) return known.digest;
    const digest = hashFile(file);
    this.#known.set(file.path, { stamp: file.stamp, digest });
    digest.catch(() => this.#known.delete(file.path));
    return digest;
  }
}

/** Fingerprint of a source. Throws SOURCE_CHANGED when a file is written meanwhile. */
export async function fingerprintOf(
  spec: SourceSpec,
  files: readonly SourceFile[],
  digests: ContentDigests,
): Promise<Digest> {
  const parts = [];
  for (const file of files) {
    parts.push({ name: file.name, bytes: file.bytes, sha256: await digests.of(file) });
  }
  await assertUnchanged(files);
  return digestOf({ v: 1, preset: spec.preset, mapping: spec.mapping ?? {}, files: parts });
}

async function hashFile(file: SourceFile): Promise<Digest> {
  const hash = createHash('sha256');
  for await (const chunk of readBytes({ path: file.path, isGzip: false })) hash.update(chunk);
  if (file.isGzip) await drain(file);
  return hash.digest('hex') as Digest;
}

async function drain(file: SourceFile): Promise<void> {
  for await (const _ of readBytes(file)) continue;
}
