import type { KeyRing } from '../../platform/crypto.ts';
import { equal } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { GENESIS, ROW_MAC_BYTES, macOfLink, macsOfRows } from './chain.ts';
import type { Link } from './chain.ts';
import { lostEnd } from './lost-end.ts';
import type { LostEnd } from './lost-end.ts';
import { rowsBetween } from './rows.ts';
import type { SealedRow } from './rows.ts';

/** What is wrong with the log. Ids are those of audit rows; `nr` is the link's. */
export type Finding =
  /** A sealed row says something else now. */
  | { kind: 'row_changed'; nr: number; id: number }
  /** So many sealed rows of this link are gone, the first of them after that id. */
  | { kind: 'rows_missing'; nr: number; after: number; count: number }
  /** A row stands in a sealed range that was not there. */
  | { kind: 'row_added'; nr: number; id: number }
  /** The link itself was changed, or made by whoever lacks the key. */
  | { kind: 'link_broken'; nr: number }
  /** A link is gone, or does not follow the one before it. */
  | { kind: 'chain_broken'; nr: number }
  /** Sealed under a key that is not on the ring: nothing can be said of it. */
  | { kind: 'unknown_key'; nr: number; keyId: string }
  /** An anchor kept elsewhere knows a link that is not there any more: the tail was cut off. */
  | { kind: 'tail_cut'; nr: number }
  /** An anchor kept elsewhere says another MAC for this link: the chain was made anew. */
  | { kind: 'anchor_differs'; nr: number }
  | LostEnd;

export interface Anchor {
  nr: number;
  mac: string;
}

export interface Verified {
  links: number;
  rows: number;
  /** Written since the newest link: not sealed yet. */
  unsealed: number;
}

interface VerifyDeps {
  db: Db;
  ring: KeyRing;
}

interface VerifyOptions {
  /** Heads that were kept elsewhere. */
  anchors?: readonly Anchor[];
  /** The last so many links alone; all where absent. */
  last?: number;
  onFinding: (finding: Finding) => void;
}

const LINKS_AT_ONCE = 50;

/** A link as far as the next one follows it. */
export interface Place {
  nr: number;
  toId: number;
  mac: string;
}

/** Reads the whole chain and every row under it, link by link: as much memory for ten rows as for ten million. */
export async function verifySeals(
  deps: VerifyDeps & { now: () => number },
  options: VerifyOptions,
): Promise<Verified> {
  let previous = await beginVerifying(deps.db, options);
  let [links, rows] = [0, 0];
  for (;;) {
    const stretch = await verifyStretch(deps, { previous, limit: LINKS_AT_ONCE }, options);
    previous = stretch.previous;
    links += stretch.links;
    rows += stretch.rows;
    if (stretch.links < LINKS_AT_ONCE) break;
  }
  return { links, rows, unsealed: await endVerifying(deps, previous, options) };
}

/** The link before the first that is looked at; what stands before all of them is told at once. */
export async function beginVerifying(db: Db, options: VerifyOptions): Promise<Place> {
  for (const id of await idsBeforeAll(db)) options.onFinding({ kind: 'row_added', nr: 1, id });
  return startOf(db, options.last);
}

/** The next links of the chain and the rows under them; fewer than `limit`: that was the end. */
export async function verifyStretch(
  deps: VerifyDeps,
  { previous, limit }: { previous: Place; limit: number },
  options: VerifyOptions,
): Promise<{ previous: Place; links: number; rows: number }> {
  const anchors = new Map((options.anchors ?? []).map(({ nr, mac }) => [nr, mac]));
  const batch = await linksAfter(deps.db, previous.nr, limit);
  let [place, rows] = [previous, 0];
  for (const { link, mac } of batch) {
    checkPlace(link, place, options);
    checkAnchor({ nr: link.nr, mac }, anchors, options);
    rows += await checkLink(deps, { link, mac }, options);
    place = { nr: link.nr, toId: link.toId, mac };
  }
  return { previous: place, links: batch.length, rows };
}

/**
 * What an anchor knows beyond the end of the chain is gone; without one, what the database itself remembers of it. Returns how many
 * rows are newer than the last link.
 */
export async function endVerifying(
  { db, now }: { db: Db; now: () => number },
  last: Place,
  options: VerifyOptions,
): Promise<number> {
  const lost = await lostEnd(db, now());
  if (lost) options.onFinding(lost);
  for (const { nr } of options.anchors ?? []) if (nr > last.nr) options.onFinding({ kind: 'tail_cut', nr });
  return countAfter(db, last.toId);
}

/** The whole chain begins with nothing. */
async function startOf(db: Db, last: number | undefined): Promise<Place> {
  const genesis = { nr: 0, toId: 0, mac: GENESIS };
  if (last === undefined) return genesis;
  const row = await db
    .selectFrom('audit_seal')
    .select(['nr', 'to_id', 'mac'])
    .orderBy('nr', 'desc')
    .offset(last)
    .limit(1)
    .executeTakeFirst();
  return row ? { nr: row.nr, toId: row.to_id, mac: row.mac } : genesis;
}

/** No id was ever given below one: such a row was put in before the first link. */
async function idsBeforeAll(db: Db): Promise<number[]> {
  const rows = await db
    .selectFrom('audit')
    .select('id')
    .where('id', '<', 1)
    .orderBy('id')
    .limit(100)
    .execute();
  return rows.map(({ id }) => id);
}

async function linksAfter(db: Db, nr: number, limit: number): Promise<{ link: Link; mac: string }[]> {
  const rows = await db
    .selectFrom('audit_seal')
    .selectAll()
    .where('nr', '>', nr)
    .orderBy('nr')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    mac: row.mac,
    link: {
      nr: row.nr,
      fromId: row.from_id,
      toId: row.to_id,
      count: row.count,
      rowMacs: Buffer.from(row.row_macs),
      previousMac: row.previous_mac,
      keyId: row.key_id,
      sealedAt: row.sealed_at.getTime(),
    },
  }));
}

/** Each link follows the one before it, by number, by range and by MAC. */
function checkPlace(link: Link, previous: Place, { onFinding }: VerifyOptions): void {
  const follows =
    link.nr === previous.nr + 1 && link.fromId === previous.toId + 1 && equal(link.previousMac, previous.mac);
  if (!follows) onFinding({ kind: 'chain_broken', nr: link.nr });
}

function checkAnchor(
  { nr, mac }: Anchor,
  anchors: ReadonlyMap<number, string>,
  { onFinding }: VerifyOptions,
): void {
  const kept = anchors.get(nr);
  if (kept !== undefined && !equal(kept, mac)) onFinding({ kind: 'anchor_differs', nr });
}

async function checkLink(
  { db, ring }: VerifyDeps,
  { link, mac }: { link: Link; mac: string },
  { onFinding }: VerifyOptions,
): Promise<number> {
  const { nr, keyId, fromId, toId, count } = link;
  const made = macOfLink(ring, link);
  if (made === null) {
    onFinding({ kind: 'unknown_key', nr, keyId });
    return 0;
  }
  if (!equal(made, mac)) onFinding({ kind: 'link_broken', nr });
  // One more than were sealed tells of an added row without reading what a forger may have put there by millions.
  const rows = await rowsBetween(db, { after: fromId - 1, to: toId, limit: 2 * count + 1 });
  const macs = macsOfRows(ring, keyId, rows) ?? Buffer.alloc(0);
  if (macs.length !== link.rowMacs.length || !equal(macs.toString('latin1'), link.rowMacs.toString('latin1')))
    compareRows(link, { rows, macs }, onFinding);
  return rows.length;
}

/** Which rows are not as they were: both lists in order, matched by MAC. */
function compareRows(
  { nr, rowMacs, fromId, count }: Link,
  { rows, macs }: { rows: readonly SealedRow[]; macs: Buffer },
  onFinding: VerifyOptions['onFinding'],
): void {
  const sealed = split(rowMacs);
  const found = split(macs);
  const places = new Map(sealed.map((mac, place) => [mac, place]));
  // The rows that still are as they were hold their places; what stands between two of them was changed, added or taken away.
  let [next, after] = [0, fromId - 1];
  let strangers: number[] = [];
  const settle = (place: number) => {
    const gap = place - next;
    strangers.forEach((id, at) => onFinding({ kind: at < gap ? 'row_changed' : 'row_added', nr, id }));
    const missing = gap - strangers.length;
    if (missing > 0)
      onFinding({ kind: 'rows_missing', nr, after: strangers.at(-1) ?? after, count: missing });
    strangers = [];
  };
  rows.forEach(({ id }, at) => {
    const place = places.get(found[at] ?? '');
    if (place === undefined || place < next) {
      strangers.push(id);
      return;
    }
    settle(place);
    [next, after] = [place + 1, id];
  });
  settle(count);
}

function split(macs: Buffer): string[] {
  return Array.from({ length: macs.length / ROW_MAC_BYTES }, (_, at) =>
    macs.toString('latin1', at * ROW_MAC_BYTES, (at + 1) * ROW_MAC_BYTES),
  );
}

async function countAfter(db: Db, id: number): Promise<number> {
  const { count } = await db
    .selectFrom('audit')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('id', '>', id)
    .executeTakeFirstOrThrow();
  return count;
}
