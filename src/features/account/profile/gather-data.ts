import { listActivity, rolesOfActors } from '../../../model/activity.ts';
import type { ActivityRow } from '../../../model/activity.ts';
import { history } from '../../../model/people/history.ts';
import { ownData } from '../../../model/people/own-data.ts';
import type { OwnData } from '../../../model/people/own-data.ts';
import { ownRecord } from '../../../model/people/own-record.ts';
import type { OwnRecord } from '../../../model/people/own-record.ts';
import type { History } from '../../../model/people/history.ts';
import type { ListedSession } from '../../../oidc/own-sessions.ts';
import { officersOf, tellActivity } from '../../../parts/activity/tell-activity.ts';
import type { ToldActivity } from '../../../parts/activity/tell-activity.ts';
import type { Web } from '../../../parts/web.ts';
import type { Words } from '../../../messages.ts';

export type DataDeps = Pick<Web, 'db' | 'ring' | 'sessions' | 'clients' | 'now'>;

/** Everything of a person but the activity, which comes in pages. */
export interface Gathered {
  record: OwnRecord;
  histories: Pick<History, 'riwayat_pangkat' | 'riwayat_jabatan'>;
  data: OwnData;
  sessions: ListedSession[];
  /** Names of applications by their ids. */
  clients: ReadonlyMap<string, string>;
}

export async function gather(deps: DataDeps, accountId: string): Promise<Gathered | null> {
  const [record, histories, data, { sessions }, clients] = await Promise.all([
    ownRecord(deps, accountId),
    history(deps.db, accountId),
    ownData(deps.db, accountId, deps.now()),
    deps.sessions.list(accountId),
    deps.clients.all(),
  ]);
  if (!record || !histories) return null;
  const { riwayat_pangkat, riwayat_jabatan } = histories;
  return {
    record,
    histories: { riwayat_pangkat, riwayat_jabatan },
    data,
    sessions,
    clients: new Map(clients.map(({ id, name }) => [id, name])),
  };
}

/** Small enough that no other request waits for one to be written. */
const PAGE = 500;

/** The activity from `before` on, page by page, each asked for when the one before it is written. */
export async function* activityPages(
  { db }: Pick<DataDeps, 'db'>,
  {
    accountId,
    before,
    rows: most,
    clients,
    words,
  }: {
    accountId: string;
    before: number | null;
    rows: number;
    clients: Gathered['clients'];
    words: Words;
  },
): AsyncGenerator<ToldActivity[]> {
  let [left, from] = [most, before];
  while (left > 0) {
    const limit = Math.min(PAGE, left);
    const rows: ActivityRow[] = await listActivity(db, { accountId, types: null, before: from, limit });
    const roles = await rolesOfActors(db, officersOf(rows, accountId));
    if (rows.length > 0) yield rows.map((row) => tellActivity(row, { accountId, roles, clients, words }));
    const last = rows.at(-1);
    if (rows.length < limit || !last) return;
    [left, from] = [left - rows.length, last.id];
  }
}
