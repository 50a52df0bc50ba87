import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { auditAll } from '../audit.ts';
import type { AuditEvent } from '../audit.ts';
import { applyRecord } from './apply-record.ts';
import type { Applied, ApplyDeps } from './apply-record.ts';
import { changedFields, digestOf, employeeColumns } from './employee-columns.ts';
import type { DirectoryRecord } from './outside.ts';
import { putAgencies } from './put-agencies.ts';
import { findRelatives } from './relatives.ts';
import type { Kinship, Relative } from './relatives.ts';

/** `repeated`: the same person stood in this import already, and otherwise. `failed`: the database would not have it. */
export type Imported = Applied | { kind: 'repeated' } | { kind: 'failed' };

/**
 * Some hundred records of an import at once, each person once. What says the same as before costs one comparison; what concerns nobody's
 * account is written together; the rest goes through applyRecord one by one, each in a transaction of its own, so that nobody's
 * sign-in waits for an import. `deps.now` is the moment of the whole import: it marks what was seen in it.
 */
export async function importBatch(
  db: Db,
  records: readonly DirectoryRecord[],
  deps: ApplyDeps,
): Promise<Imported[]> {
  const outcomes = new Map<DirectoryRecord, Imported>();
  await db
    .transaction()
    .execute((trx) => importTogether(trx, records, deps))
    .then((done) => done.forEach((outcome, record) => outcomes.set(record, outcome)))
    // One of them was not to be had: found below, by itself.
    .catch(rethrowOutage);
  for (const record of records) {
    if (!outcomes.has(record)) outcomes.set(record, await importAlone(db, record, deps));
  }
  return records.map((record) => outcomes.get(record) ?? { kind: 'failed' });
}

async function importAlone(db: Db, record: DirectoryRecord, deps: ApplyDeps): Promise<Imported> {
  try {
    return await db.transaction().execute((trx) => applyRecord(trx, record, deps));
  } catch (error) {
    rethrowOutage(error);
    return { kind: 'failed' };
  }
}

function rethrowOutage(error: unknown): void {
  if ((error as { code?: unknown } | null)?.code === 'db_unavailable') throw error;
}

type Done = Map<DirectoryRecord, Imported>;

async function importTogether(trx: Db, records: readonly DirectoryRecord[], deps: ApplyDeps): Promise<Done> {
  const done: Done = new Map();
  const known = await touch(trx, records, deps);
  for (const record of records) {
    const state = known.get(record.pnsId);
    if (state === 'same') done.set(record, { kind: 'unchanged', offered: null });
    if (state === 'repeated') done.set(record, { kind: 'repeated' });
  }
  const others = records.filter((record) => !done.has(record));
  if (others.length === 0) return done;
  const kinship = await findRelatives(trx, deps.ring, others);
  await putAgencies(trx, others);
  await addFresh(
    trx,
    others.filter((record) => isFresh(kinship, record)),
    { ...deps, done },
  );
  await changePlain(
    trx,
    others.flatMap((record) => plainOf(kinship, record)),
    { ...deps, done },
  );
  return done;
}

/** Those that say what they said before have a copy of today; those of this very import already are a repetition. */
async function touch(
  trx: Db,
  records: readonly DirectoryRecord[],
  { ring, now }: ApplyDeps,
): Promise<Map<string, 'same' | 'repeated'>> {
  const ids = records.map(({ pnsId }) => pnsId);
  const digests = records.map((record) => digestOf(ring, record));
  const at = new Date(now);
  const { rows } = await sql<{ id: string; same: boolean }>`
    with given as (select * from unnest(${ids}::text[], ${digests}::text[]) as v (id, digest)),
    touched as (
      update employee e set fetched_at = ${at} from given v
      where e.pns_id = v.id and e.digest = v.digest returning e.pns_id)
    select pns_id as id, true as same from touched
    union all select e.pns_id, false from employee e join given v on v.id = e.pns_id
      where e.fetched_at = ${at} and e.digest is distinct from v.digest`.execute(trx);
  return new Map(rows.map(({ id, same }) => [id, same ? 'same' : 'repeated']));
}

interface BatchDeps extends ApplyDeps {
  done: Done;
}

/** Nobody of ours has anything to do with it. */
function isFresh(kinship: Kinship, record: DirectoryRecord): boolean {
  const { own, holder, aliasOf, twins } = kinship.of(record);
  return own === null && holder === null && aliasOf === null && twins.length === 0;
}

async function addFresh(trx: Db, records: DirectoryRecord[], deps: BatchDeps): Promise<void> {
  if (records.length === 0) return;
  const added = await trx
    .insertInto('employee')
    .values(records.map((record) => employeeColumns(deps, record, null)))
    .onConflict((conflict) => conflict.doNothing())
    .returning('pns_id')
    .execute();
  const ids = new Set(added.map(({ pns_id: id }) => id));
  for (const record of records) {
    if (ids.has(record.pnsId)) deps.done.set(record, { kind: 'added', offered: null });
  }
}

interface Plain {
  record: DirectoryRecord;
  own: Relative;
}

/** Somebody we know, under the same number, who has no account: only our copy follows. */
function plainOf(kinship: Kinship, record: DirectoryRecord): Plain[] {
  const { own, holder, aliasOf, twins } = kinship.of(record);
  const plain = own !== null && own.account_id === null && own.nip === record.nip;
  return plain && holder === null && aliasOf === null && twins.length === 0 ? [{ record, own }] : [];
}

async function changePlain(trx: Db, plain: Plain[], deps: BatchDeps): Promise<void> {
  if (plain.length === 0) return;
  const rows = plain.map(({ record, own }) => employeeColumns(deps, record, own));
  const columns = Object.keys(rows[0] ?? {}) as (keyof (typeof rows)[number])[];
  await trx
    .insertInto('employee')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .column('pns_id')
        .doUpdateSet((eb) =>
          Object.fromEntries(columns.map((column) => [column, eb.ref(`excluded.${column}`)])),
        ),
    )
    .execute();
  const events: AuditEvent[] = [];
  for (const { record, own } of plain) {
    const fields = changedFields(deps.ring, own, record);
    if (fields.length === 0) deps.done.set(record, { kind: 'unchanged', offered: null });
    else deps.done.set(record, { kind: 'changed', fields, ended: null, offered: null });
    const details = { person: record.pnsId, fields };
    if (fields.length > 0) events.push({ type: 'directory.changed', accountId: null, details });
  }
  await auditAll(trx, events, deps.context);
}
