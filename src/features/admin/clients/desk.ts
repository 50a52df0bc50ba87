import type { RegisteredClient } from '../../../oidc/clients.ts';
import type { Web } from '../../../parts/web.ts';
import type { MultipartReader } from '../../../platform/uploads/read-multipart.ts';
import type { Uploads } from '../../../platform/uploads/uploads.ts';
import { refuseScope } from '../desk.ts';
import type { Visit } from '../desk.ts';
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
