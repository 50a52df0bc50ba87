import type { MessageKey, Words } from '../../messages.ts';
import type { ServiceRequest } from '../../model/service-requests.ts';
import type { RegisteredClient } from '../../oidc/clients.ts';
import { linkRulesOf } from '../../parts/link-rules.ts';
import type { RequestShown } from '../../platform/http/page-locals/home.ts';
import type { ServiceRequestState } from '../../platform/schema.ts';
import { isUuid } from '../../platform/uuid.ts';
import { allowedLink } from '../../policies/request-link.ts';

const STATES: Record<ServiceRequestState, { key: MessageKey; tone: RequestShown['tone'] }> = {
  returned: { key: 'home.requests.state.returned', tone: 'act' },
  submitted: { key: 'home.requests.state.submitted', tone: 'going' },
  processing: { key: 'home.requests.state.processing', tone: 'going' },
  approved: { key: 'home.requests.state.approved', tone: 'good' },
  rejected: { key: 'home.requests.state.rejected', tone: 'over' },
  cancelled: { key: 'home.requests.state.cancelled', tone: 'over' },
};

/** A name that only machines read stands on no page. */
const isForMachines = (reference: string) => isUuid(reference.toLowerCase());

const TONES: readonly RequestShown['tone'][] = ['act', 'going', 'good', 'over'];

export interface RequestsOf {
  requests: readonly ServiceRequest[];
  clients: readonly RegisteredClient[];
  production: boolean;
}

/**
 * A person's own requests: what waits for them first, then what is under way, then what has ended. A link is judged again by
 * what its relying party has registered now: an address that it gave up may be somebody else's today.
 */
export function requestsShown({ requests, clients, production }: RequestsOf, words: Words): RequestShown[] {
  const byId = new Map(clients.map((client) => [client.id, client]));
  const shown = requests.flatMap((request) => {
    const client = byId.get(request.clientId);
    if (!client) return [];
    const { key, tone } = STATES[request.state];
    const { title, detail, updatedAt } = request;
    const reference = isForMachines(request.reference) ? null : request.reference;
    const link =
      request.link === null ? null : allowedLink(request.link, linkRulesOf(client, { production }));
    return [{ service: client.name, reference, title, state: words.t(key), tone, detail, link, updatedAt }];
  });
  return shown.toSorted((a, b) => TONES.indexOf(a.tone) - TONES.indexOf(b.tone) || b.updatedAt - a.updatedAt);
}
