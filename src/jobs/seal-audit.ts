import { sealAudit } from '../model/audit-seals/seal.ts';
import type { Head } from '../model/audit-seals/seal.ts';
import type { KeyRing } from '../platform/crypto.ts';
import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';

interface Deps {
  db: Db;
  ring: KeyRing;
  now: () => number;
  log: Pick<Logger, 'info'>;
  /** Where heads are kept besides the log; the demo's own file. */
  keep?: ((head: Head) => Promise<void>) | undefined;
}

/**
 * Seals the audit log and anchors the new head outside of the database: a line of the log, which a collector takes away
 * (docs/operators.md), and the file of the demo. `audit verify --anchors` reads either.
 */
export async function sealAuditJob({ log, keep, ...deps }: Deps): Promise<void> {
  const heads = await sealAudit(deps);
  const head = heads.at(-1);
  if (!head) return;
  await keep?.(head);
  const { nr, mac, toId } = head;
  log.info({ seal: { nr, mac, toId }, links: heads.length }, 'audit sealed');
}
