/**
 * What a group sees before anybody has entered a PIN: the people as tiles, then the PIN of one. Shows names and how much
 * waits, never content. Must not keep a PIN longer than its form.
 */
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { ProfileState } from '../../../shared/contract/profiles.ts';
import { PersonTiles } from './person-tiles.tsx';
import { PinEntry } from './pin-entry.tsx';
import { Logo } from '../../ui/logo.tsx';
import classes from './lock.module.css';

export function LockScreen({ state, isLost }: { state: ProfileState; isLost: boolean }): ReactNode {
  const [chosenId, setChosen] = useState<string | null>(null);
  const [lastId, setLast] = useState<string | null>(null);
  const chosen = state.profiles.find((one) => one.id === chosenId);
  return (
    <main className={classes.screen}>
      <div className={classes.inner}>
        <Logo size={40} />
        {chosen === undefined ? (
          <PersonTiles
            profiles={state.profiles}
            focusedId={lastId}
            onChoose={(id) => {
              setChosen(id);
              setLast(id);
            }}
          />
        ) : (
          <PinEntry key={chosen.id} profile={chosen} onBack={() => setChosen(null)} />
        )}
        {isLost && (
          <p role="alert" data-tone="bad" className={classes.lost}>
            The backend of Assay does not answer; trying again. What is stored is safe.
          </p>
        )}
      </div>
      <p className={classes.honest}>
        The PIN keeps the others on this computer out of your work in Assay. It does not encrypt the disk:
        whoever can read the files of this account can read the stores.
      </p>
    </main>
  );
}
