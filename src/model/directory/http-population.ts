import { z } from 'zod';
import type { Outgoing } from '../../platform/outgoing.ts';
import type { PopulationRegister } from './outside.ts';

const answer = z.object({ matches: z.boolean() });

/** The population register over HTTP: `POST /verify`; the NIK stands in the body, so that no log of an address has it. */
export function httpPopulation({ ask }: Outgoing): PopulationRegister {
  return {
    async verify({ nik, nama, tglLahir, jenisKelamin }) {
      const body = { nik, nama, tglLahir, jenisKelamin };
      const reply = await ask({ method: 'POST', path: '/verify', body });
      if (reply.kind === 'away') return reply;
      if (reply.status === 404) return { kind: 'unknown' };
      if (reply.status === 409) return { kind: 'conflict' };
      const read = answer.safeParse(reply.body);
      if (!read.success) return { kind: 'away', reason: 'odd', retryAfterSeconds: null };
      return { kind: 'found', record: { matches: read.data.matches } };
    },
  };
}
