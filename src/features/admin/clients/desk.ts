import type { RegisteredClient } from '../../../oidc/clients.ts';
import type { Fault } from '../../../parts/fault.ts';
import type { Web } from '../../../parts/web.ts';
import { setRetryAfter } from '../../../platform/http/retry-after.ts';
import type { MultipartReader } from '../../../platform/uploads/read-multipart.ts';
import type { Uploads } from '../../../platform/uploads/uploads.ts';
import { refuseScope } from '../desk.ts';
import type { Visit } from '../desk.ts';
import type { AskOutcome } from '../requests/ask.ts';
import type { ClientActs } from './acts.ts';

export { enter, refuseScope } from '../desk.ts';
export type { Visit } from '../desk.ts';

export interface Deps extends Web {
  acts: ClientActs;
  uploads: Uploads;
  multipart: MultipartReader;
}

/** As client ids are registered (src/oidc/client-metadata.ts); anything else goes nowhere near a query. */
export const CLIENT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

/** The client of the path; that somebody asked for one that is not there is written down. */
export async function clientOf(deps: Pick<Deps, 'db' | 'clients'>, visit: Visit): Promise<RegisteredClient> {
  const { id = '' } = visit.ctx.params as { id?: string };
  const client = CLIENT_ID.test(id) ? await deps.clients.within(deps.db).find(id) : null;
  return client ?? refuseScope(deps, visit);
}

export interface Refused {
  faults?: readonly Fault[];
  /** Epoch milliseconds. */
  until?: number;
}

/** Of an act that was not asked for. */
export function refusedAsk(asked: Exclude<AskOutcome, { kind: 'asked' }>): Refused {
  return asked.kind === 'locked' ? { until: asked.until } : { faults: asked.faults };
}

/** 422, or 429 with the time it ends (contract, "Answers"). */
export function statusOf({ ctx, now }: Visit, { faults = [], until }: Refused): number {
  if (until !== undefined) {
    setRetryAfter(ctx, { until, now });
    return 429;
  }
  return faults.length > 0 ? 422 : 200;
}

export const lockOf = ({ until }: Refused) => (until === undefined ? null : { until });
