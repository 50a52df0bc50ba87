import type { MessageKey } from '../../messages.ts';
import { audit } from '../../model/audit.ts';
import type { AuditContext } from '../../model/audit.ts';
import { fault } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import type { Db } from '../../platform/db.ts';
import { displayName } from '../../platform/uploads/display-name.ts';
import type { Received } from '../../platform/uploads/read-multipart.ts';
import type { UploadFault } from '../../platform/uploads/sniff.ts';
import type { Uploads } from '../../platform/uploads/uploads.ts';
import { uploadLimits } from './page-deps.ts';

const REASONS = {
  empty: 'help.upload.empty',
  too_large: 'help.upload.too_large',
  type: 'help.upload.type',
  name: 'help.upload.name',
  polyglot: 'help.upload.polyglot',
  damaged: 'help.upload.damaged',
  pixels: 'help.upload.pixels',
  pages: 'help.upload.pages',
  encrypted: 'help.upload.encrypted',
  script: 'help.upload.script',
  slow: 'help.upload.slow',
} as const satisfies Record<UploadFault, MessageKey>;

export interface TakenFile {
  field: string;
  name: string;
  pages: Uint8Array[];
}

export type TakenFiles =
  | { kind: 'ready'; files: TakenFile[] }
  | { kind: 'refused'; faults: Fault[]; reasons: UploadFault[] }
  | { kind: 'busy'; waitSeconds: number };

/** How long a crowd of senders is asked to wait. */
const BUSY_SECONDS = 30;

/** Makes pictures anew of all that was sent, one after the other; one refused file refuses them all, each by its name. */
export async function takeFiles(
  uploads: Uploads,
  { files, tooMany, busy }: Pick<Received, 'files' | 'tooMany' | 'busy'>,
): Promise<TakenFiles> {
  if (busy) return { kind: 'busy', waitSeconds: BUSY_SECONDS };
  const [first] = files;
  if (first && (tooMany || files.length > uploadLimits.files)) {
    const faults = [fault(first.field, 'help.upload.too_many', { most: uploadLimits.files })];
    return { kind: 'refused', faults, reasons: [] };
  }
  const taken: TakenFile[] = [];
  const refused: { reason: UploadFault; fault: Fault }[] = [];
  for (const file of files) {
    const name = displayName(file.name);
    // One sender takes one place in the line.
    const prepared = await uploads.prepare(file);
    if (prepared.kind === 'busy') return prepared;
    if (prepared.kind === 'ready') taken.push({ field: file.field, name, pages: prepared.pages });
    else {
      const { reason } = prepared;
      refused.push({ reason, fault: fault(file.field, REASONS[reason], { name, ...uploadLimits }) });
      // It took all the time there is for one file: the others of this sender would keep everybody waiting as long.
      if (reason === 'slow') break;
    }
  }
  if (refused.length === 0) return { kind: 'ready', files: taken };
  const reasons = refused.map(({ reason }) => reason);
  return { kind: 'refused', faults: refused.map((one) => one.fault), reasons };
}

/** Writes down why files were refused, each reason once; not what they were called. */
export async function auditRefused(
  db: Db,
  reasons: readonly UploadFault[],
  context: AuditContext,
): Promise<void> {
  for (const reason of new Set(reasons)) {
    // At most four.
    await audit(db, { type: 'upload.refused', accountId: null, details: { reason } }, context);
  }
}
