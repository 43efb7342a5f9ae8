/** The failures of profiles, in words: what happened and what to do. */
import { WorkbenchError } from '../errors.ts';
import type { PersonRecord } from './people-file.ts';
import { pauseAfter, waitInWords } from './pin-waits.ts';

export function locked(): WorkbenchError {
  return new WorkbenchError('LOCKED', {
    what: 'Assay is locked on this computer.',
    remedy: 'Choose your name and enter your PIN. Everything that you submitted is stored.',
  });
}

/** A window still shows another person than the one who is open now. */
export function someoneElse(): WorkbenchError {
  return new WorkbenchError('LOCKED', {
    what: 'Somebody else has opened Assay on this computer meanwhile.',
    remedy: 'Lock, choose your name and enter your PIN. Everything that you submitted is stored.',
  });
}

export function mustWait(person: PersonRecord, ms: number): WorkbenchError {
  return new WorkbenchError('FORBIDDEN', {
    what: `Too many wrong PINs for ${person.name}.`,
    remedy: `Wait ${waitInWords(ms)}, then try again.`,
  });
}

/** @param failures wrong PINs up to now, this one among them */
export function wrongPin(person: PersonRecord, failures: number): WorkbenchError {
  const pause = pauseAfter(failures);
  return new WorkbenchError('FORBIDDEN', {
    what: `This is not the PIN of ${person.name}.`,
    remedy: pause === 0 ? 'Try again.' : `Wait ${waitInWords(pause)}, then try again.`,
  });
}

export function noSuchPerson(): WorkbenchError {
  return new WorkbenchError('NOT_FOUND', {
    what: 'This person does not use Assay on this computer any more.',
    remedy: 'Choose another name. If this is new to you, ask those who share this computer.',
  });
}

export function nameTaken(name: string): WorkbenchError {
  return new WorkbenchError('CONFLICT', {
    what: `There is a “${name}” on this computer already.`,
    where: 'name',
    remedy: 'Choose a name that the others can tell from that one, with the first letter of a surname, say.',
  });
}

export function blankName(): WorkbenchError {
  return new WorkbenchError('INVALID_INPUT', {
    what: 'A name needs at least one letter or digit.',
    where: 'name',
    remedy: 'Enter the name by which the others know this person.',
  });
}

export function noGroup(): WorkbenchError {
  return new WorkbenchError('CONFLICT', {
    what: 'One person uses Assay on this computer, without a PIN.',
    remedy: 'Begin a group in Settings first.',
  });
}

export function isGroupAlready(): WorkbenchError {
  return new WorkbenchError('CONFLICT', {
    what: 'Several people share this computer already.',
    remedy: 'Add a person in Settings.',
  });
}

export function isOpen(): WorkbenchError {
  return new WorkbenchError('CONFLICT', {
    what: 'Nobody can remove the profile that is open.',
    remedy: 'Lock, let somebody else enter their PIN, and remove it from there.',
  });
}

export function isLast(): WorkbenchError {
  return new WorkbenchError('CONFLICT', {
    what: 'The last person stays.',
    remedy: 'End the group in Settings: Assay then opens without a PIN, with everything as it is.',
  });
}

export function hasUnsent(person: PersonRecord, events: number): WorkbenchError {
  return new WorkbenchError('CONFLICT', {
    what: `${events === 1 ? '1 event' : `${events} events`} of ${person.name} ${events === 1 ? 'was' : 'were'} never sent to a hub and would be lost.`,
    remedy: `Let ${person.name} open Assay while the hub can be reached, or remove them knowing that this work is lost.`,
  });
}

export function othersAreThere(): WorkbenchError {
  return new WorkbenchError('CONFLICT', {
    what: 'Other people still use Assay on this computer.',
    remedy:
      'Remove them first, each with their own PIN; what they did and did not send would be lost otherwise.',
  });
}
