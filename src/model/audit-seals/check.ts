import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { beginVerifying, endVerifying, verifyStretch } from './verify.ts';
import type { Anchor, Finding } from './verify.ts';

/** A verification of the chain that was asked for in the console, as far as it has come. */
export interface AuditCheck {
  id: string;
  askedBy: string;
  askedAt: Date;
  /** Of the first link that is looked at. */
  fromNr: number;
  /** The link it came to. */
  atNr: number;
  links: number;
  rows: number;
  anchors: number;
  /** The first of them; `found` is how many there were. */
  findings: Finding[];
  found: number;
  /** Rows that are newer than the last link. */
  unsealed: number | null;
  finishedAt: Date | null;
}

/** Begins one; false where one is running already. The work is the job's (`continueCheck`), so that no page waits for it. */
export async function beginCheck(
  trx: Db,
  { anchors, last, now }: { anchors: readonly Anchor[]; last: number | undefined; now: number },
  context: AuditContext,
): Promise<boolean> {
  const findings: Finding[] = [];
  const previous = await beginVerifying(trx, {
    ...(last === undefined ? {} : { last }),
    onFinding: (finding) => void findings.push(finding),
  });
  const made = await trx
    .insertInto('audit_check')
    .values({
      id: randomUUID(),
      asked_by: context.actor,
      asked_at: new Date(now),
      anchors: JSON.stringify(anchors),
      from_nr: previous.nr + 1,
      previous: JSON.stringify(previous),
      findings: JSON.stringify(findings),
      found: findings.length,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return false;
  const details = { fromSeal: previous.nr + 1, anchors: anchors.length };
  await audit(trx, { type: 'audit.check-asked', accountId: null, details }, context);
  return true;
}

interface Deps {
  db: Db;
  ring: KeyRing;
  now: () => number;
}

/**
 * Goes on with the one that runs, for at most `checkRoundSeconds`. What was looked at and how far that was are written together, so
 * that a node that dies loses a stretch and no more; two nodes at once take turns by the row.
 */
export async function continueCheck(deps: Deps): Promise<void> {
  const until = performance.now() + policy.seals.checkRoundSeconds * 1000;
  while (performance.now() < until) {
    const more = await deps.db.transaction().execute((trx) => oneStretch({ ...deps, db: trx }));
    if (!more) return;
  }
}

async function oneStretch({ db: trx, ring, now }: Deps): Promise<boolean> {
  const row = await trx
    .selectFrom('audit_check')
    .select(['id', 'anchors', 'previous', 'links', 'rows', 'findings', 'found', 'asked_by'])
    .where('finished_at', 'is', null)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!row) return false;
  const findings = [...row.findings];
  let { found } = row;
  const options = {
    anchors: row.anchors,
    onFinding(finding: Finding) {
      found += 1;
      if (findings.length < policy.seals.checkFindings) findings.push({ ...finding });
    },
  };
  const limit = policy.seals.checkLinks;
  const stretch = await verifyStretch({ db: trx, ring }, { previous: row.previous, limit }, options);
  const over = stretch.links < limit;
  const unsealed = over ? await endVerifying({ db: trx, now }, stretch.previous, options) : null;
  const [links, rows] = [row.links + stretch.links, row.rows + stretch.rows];
  await trx
    .updateTable('audit_check')
    .set({
      ...{ previous: JSON.stringify(stretch.previous), links, rows, found, unsealed },
      findings: JSON.stringify(findings),
      finished_at: over ? new Date(now()) : null,
    })
    .where('id', '=', row.id)
    .execute();
  if (over)
    await audit(
      trx,
      { type: 'audit.checked', accountId: null, details: { seals: links, rows, found } },
      { actor: row.asked_by, at: now() },
    );
  return !over;
}

/** The newest of them, running or ended. */
export async function lastChecks(db: Db, limit: number): Promise<AuditCheck[]> {
  const rows = await db
    .selectFrom('audit_check')
    .selectAll()
    .select(sql<number>`jsonb_array_length(anchors)`.as('anchorCount'))
    .orderBy('asked_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    fromNr: row.from_nr,
    atNr: row.previous.nr,
    links: row.links,
    rows: row.rows,
    anchors: row.anchorCount,
    // The column is json; only this file writes it.
    findings: row.findings as unknown as Finding[],
    found: row.found,
    unsealed: row.unsealed,
    finishedAt: row.finished_at,
  }));
}
