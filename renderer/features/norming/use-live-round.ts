/**
 * Keeps a live round together while it is on screen: at a hub this device looks every few seconds for what others did. What
 * arrives is told by the app's own watch, as everything is. Must not know what a round holds.
 */
import { useEffect } from 'react';
import { useAppStatus } from '../../lib/app-status.ts';
import { client } from '../../lib/client.ts';
import type { NormingView } from './norming-queries.ts';

const LOOK_MS = 4_000;

export function useLiveRound({ isLive, stage }: Pick<NormingView, 'isLive' | 'stage'>): void {
  const { status, phase } = useAppStatus();
  const isOn =
    isLive &&
    stage !== 'closed' &&
    phase === 'live' &&
    status !== null &&
    status.sync.isOnline === true &&
    status.sync.phase !== 'signed_out' &&
    status.sync.phase !== 'halted';
  useEffect(() => {
    if (!isOn) return undefined;
    let isAsking = false;
    const timer = setInterval(() => {
      if (isAsking || document.hidden) return;
      isAsking = true;
      // What fails is told by the foot, and tried again by sync itself.
      client.sync
        .now({})
        .catch(() => undefined)
        .finally(() => {
          isAsking = false;
        });
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [isOn]);
}
