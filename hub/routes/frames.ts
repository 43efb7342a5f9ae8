/** Frames are counted for whoever plans an audit. */
import { withFrameReader } from '../frames/open-reader.ts';
import { findSource } from '../store/sources.ts';
import { os } from './context.ts';
import { notFound } from './fail.ts';

export const frames = {
  count: os.frames.count.handler(async ({ context, input }) => {
    const { db, sampleSeed } = context.database;
    const { sourceId, filter, dimensions } = input;
    const source = await findSource(db, sourceId);
    if (source === null) throw notFound('There is no such source.');
    return withFrameReader(db, source, { sampleSeed }, (reader) => reader.count({ filter, dimensions }));
  }),
};
