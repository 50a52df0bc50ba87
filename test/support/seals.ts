import { setTimeout as sleep } from 'node:timers/promises';
import { newestLink, sealAudit } from '../../src/model/audit-seals/seal.ts';
import type { Head } from '../../src/model/audit-seals/seal.ts';
import type { KeyRing } from '../../src/platform/crypto.ts';
import type { Db } from '../../src/platform/db.ts';

/**
 * Seals until everything written is under a link. Every transaction of the server, those of other tests' databases too, must have
 * ended once between two runs: hence the waiting, and an end to it for a test that holds one open.
 */
export async function sealAll(
  deps: { db: Db; ring: KeyRing; now: () => number },
  { runs = 2000 }: { runs?: number } = {},
): Promise<Head[]> {
  const heads: Head[] = [];
  for (let run = 0; run < runs; run += 1) {
    heads.push(...(await sealAudit(deps)));
    if (await isSealed(deps.db)) break;
    if (run > 3) await sleep(25);
  }
  return heads;
}

async function isSealed(db: Db): Promise<boolean> {
  const [link, newest] = await Promise.all([
    newestLink(db),
    db.selectFrom('audit').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst(),
  ]);
  return (link?.toId ?? 0) >= (newest?.id ?? 0);
}
