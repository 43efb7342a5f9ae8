/**
 * Takes away what removed people left behind. The file of people names them first, so that a removal that is cut off is
 * finished at the next start.
 */
import { tokenName } from '../sync/connection.ts';
import type { DeskOptions } from './desk-options.ts';
import type { PeopleBook } from './people-book.ts';
import type { People } from './people-file.ts';
import { noGroup } from './profile-errors.ts';
import { folderOf, removeFolder } from './profile-folder.ts';

/** Answers the people without anybody who is leaving. */
export async function finishLeaving(
  people: People | null,
  { dataDir, secretsOf }: Pick<DeskOptions, 'dataDir' | 'secretsOf'>,
  book: PeopleBook,
): Promise<People | null> {
  const leaving = people?.leaving ?? [];
  if (leaving.length === 0) return people;
  for (const id of leaving) {
    const secrets = secretsOf(id, folderOf(dataDir, id));
    if ((await secrets.get(tokenName)) !== null) await secrets.remove(tokenName);
    await removeFolder(dataDir, id);
  }
  return book.change((held) => {
    if (held === null) throw noGroup();
    return { ...held, leaving: held.leaving.filter((id) => !leaving.includes(id)) };
  });
}
