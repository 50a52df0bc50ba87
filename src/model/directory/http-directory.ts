import type { Outgoing } from '../../platform/outgoing.ts';
import type { EmployeeDirectory } from './outside.ts';
import { readApiRecord } from './read-record.ts';

/** The employee directory over HTTP: `GET /pns/data-utama/{nip}`, as SIASN has it. */
export function httpDirectory({ ask }: Outgoing): EmployeeDirectory {
  return {
    async find(nip) {
      const reply = await ask({ method: 'GET', path: `/pns/data-utama/${encodeURIComponent(nip)}` });
      if (reply.kind === 'away') return reply;
      if (reply.status === 404) return { kind: 'unknown' };
      if (reply.status === 409) return { kind: 'conflict' };
      const read = readApiRecord(reply.body);
      // Somebody else's record, whatever the reason, must not become the answer to this number.
      if (read.kind === 'refused' || read.record.nip !== nip)
        return { kind: 'away', reason: 'odd', retryAfterSeconds: null };
      return { kind: 'found', record: read.record };
    },
  };
}
