import type { Words } from './messages.ts';
import type { Service } from './platform/http/view-locals.ts';

/** A relying party that may stand on the portal's front. */
export interface ListedClient {
  id: string;
  name: string;
  /** Where a sign-in at the client begins (OIDC Core section 4, RFC 7591 `initiate_login_uri`). */
  initiateLoginUri: string | null;
  thirdParty: boolean;
}

/** The government's own first, in the order in which people meet them; then the rest by name. */
const ORDER = ['myasn', 'siasn', 'ekinerja'];

/**
 * The applications that people can go to from the landing page and the portal: our own that can begin a sign-in.
 * Others are not recommended by being listed.
 */
export function listServices(clients: readonly ListedClient[], words: Words): Service[] {
  return clients
    .filter(({ thirdParty }) => !thirdParty)
    .toSorted((a, b) => place(a) - place(b) || a.name.localeCompare(b.name, 'id'))
    .flatMap(({ id, name, initiateLoginUri }) =>
      initiateLoginUri ? [{ id, name, href: initiateLoginUri, about: about(id, words) }] : [],
    );
}

function place({ id }: ListedClient): number {
  const at = ORDER.indexOf(id);
  return at === -1 ? ORDER.length : at;
}

function about(id: string, words: Words): string {
  if (id === 'myasn') return words.t('portal.service.myasn');
  if (id === 'siasn') return words.t('portal.service.siasn');
  if (id === 'ekinerja') return words.t('portal.service.ekinerja');
  return words.t('portal.service.other');
}
