/**
 * Who uses this computer and whose store is open, streamed; and the change from one person to the next.
 *
 * Invariant: once the profile that this page shows is not the open one any more, the page forgets what it holds and loads
 * itself anew: queries, forms and drafts of one person are never in memory while another works.
 */
import { useSyncExternalStore } from 'react';
import type { Profile, ProfileState } from '../../shared/contract/profiles.ts';
import { client, forgetTab, PROFILE_LOCKED } from './client.ts';
import { whenDraftSaved } from './draft-status.ts';
import { keepWatching } from './keep-watching.ts';
import { queryClient } from './query.ts';
import { showProfile, shownProfile } from './shown-profile.ts';

export interface ProfileFeed {
  /** Null until the backend has said who there is. */
  state: ProfileState | null;
  /** The backend cannot be asked now. */
  isLost: boolean;
  /** The page is about to load itself anew. */
  isLeaving: boolean;
}

/** How long a draft may take to be stored before the lock falls. */
const DRAFT_PATIENCE_MS = 1_500;

let feed: ProfileFeed = { state: null, isLost: false, isLeaving: false };
let isRunning = false;
const listeners = new Set<() => void>();

function set(next: ProfileFeed): void {
  feed = next;
  for (const listener of listeners) listener();
}

/** Takes over what the backend says. */
export function takeProfileState(state: ProfileState): void {
  if (feed.isLeaving) return;
  const shown = shownProfile();
  const isLeaving = shown !== null && state.openId !== shown;
  // What was asked for before it was known for whom belongs to a computer of one person alone.
  if (shown === null && state.mode === 'group') queryClient.clear();
  if (!isLeaving && state.openId !== null) showProfile(state.openId);
  set({ state, isLost: false, isLeaving });
  if (isLeaving) loadAnew();
}

function loadAnew(): void {
  queryClient.clear();
  forgetTab();
  // The address may name what the person was looking at.
  window.history.replaceState(null, '', `${window.location.pathname}${window.location.search}#/`);
  window.location.reload();
}

function run(): void {
  void keepWatching({
    open: () => client.profiles.watch({}),
    onValue: takeProfileState,
    // Only that it is lost is told; the next try says more.
    onLost: () => set({ ...feed, isLost: true }),
    firstWaitMs: 250,
    longestWaitMs: 5_000,
  });
}

/** Begins to ask who works here; once is enough, and before anything is drawn is best. */
export function startProfiles(): void {
  if (isRunning) return;
  isRunning = true;
  window.addEventListener(PROFILE_LOCKED, () => void askAgain());
  run();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  startProfiles();
  return () => listeners.delete(listener);
}

async function askAgain(): Promise<void> {
  try {
    takeProfileState(await client.profiles.state({}));
  } catch {
    // The stream above goes on asking.
  }
}

export function useProfiles(): ProfileFeed {
  return useSyncExternalStore(subscribe, () => feed);
}

/** The group that this page works in; null on a computer of one person. */
export function useGroup(): { state: ProfileState; own: Profile } | null {
  const { state } = useProfiles();
  const own = state?.profiles.find((one) => one.id === state.openId);
  return state === null || state.mode === 'single' || own === undefined ? null : { state, own };
}

/** Stores the draft in hand and locks. Whatever happens to the call, the stream tells what is true. */
export async function lockNow(): Promise<void> {
  await whenDraftSaved(DRAFT_PATIENCE_MS);
  takeProfileState(await client.profiles.lock({}));
}

/** Somebody is here: without a sign of life the backend locks by itself. */
export function tellPresence(): void {
  void askAgain();
}
