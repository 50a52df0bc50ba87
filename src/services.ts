import type { Words } from './messages.ts';
import type { Service } from './platform/http/view-locals.ts';

/** A relying party that may stand on the portal's front. */
export interface ListedClient {
  id: string;
  name: string;
  /** Where a sign-in at the client begins (OIDC Core section 4, RFC 7591 `initiate_login_uri`). */
  initiateLoginUri: string | null;
}

/** The applications that people can go to from the landing page and the portal: those that can begin a sign-in. */
export function listServices(clients: readonly ListedClient[], words: Words): Service[] {
  return clients.flatMap(({ id, name, initiateLoginUri }) =>
    initiateLoginUri ? [{ id, name, href: initiateLoginUri, about: about(id, words) }] : [],
  );
}

function about(id: string, words: Words): string {
  if (id === 'myasn') return words.t('portal.service.myasn');
  if (id === 'siasn') return words.t('portal.service.siasn');
  if (id === 'ekinerja') return words.t('portal.service.ekinerja');
  return words.t('portal.service.other');
}
