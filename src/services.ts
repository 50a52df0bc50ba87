import type { Words } from './messages.ts';
import type { Service } from './platform/http/view-locals.ts';
import type { OfferedService } from './features/portal/services.ts';
import { mayUse } from './policies/client-access.ts';
import type { AccessFacts, AccessRule } from './policies/client-access.ts';

/** A relying party that may stand on the portal's front. */
export interface ListedClient {
  id: string;
  name: string;
  /** Where a sign-in at the client begins (OIDC Core section 4, RFC 7591 `initiate_login_uri`). */
  initiateLoginUri: string | null;
  thirdParty: boolean;
  /** Who may use it; null: everybody. */
  access: AccessRule | null;
  logoHash: string | null;
}

/** The government's own first, in the order in which people meet them; then the rest by name. */
const ORDER = ['myasn', 'siasn', 'ekinerja'];

/**
 * The applications that everybody can go to from the landing page: our own that can begin a sign-in. Others are not
 * recommended by being listed, and one that is for some agencies is nothing to a stranger.
 */
export function listServices(clients: readonly ListedClient[], words: Words): Service[] {
  const open = clients.filter(({ access }) => access === null);
  return listed(open, words).map(({ id, name, href, about }) => ({ id, name, href, about }));
}

/** Those of the portal: our own that this person may use. */
export function servicesFor(
  clients: readonly ListedClient[],
  { person, words }: { person: AccessFacts; words: Words },
): OfferedService[] {
  return listed(
    clients.filter((client) => mayUse(client, person)),
    words,
  );
}

function listed(clients: readonly ListedClient[], words: Words): OfferedService[] {
  return clients
    .filter(({ thirdParty }) => !thirdParty)
    .toSorted((a, b) => place(a) - place(b) || a.name.localeCompare(b.name, 'id'))
    .flatMap(({ id, name, initiateLoginUri, logoHash }) => {
      const logo = logoHash === null ? null : `/logo/${id}?v=${logoHash}`;
      return initiateLoginUri
        ? [{ id, name, href: initiateLoginUri, about: wordsAbout(id, words), logo }]
        : [];
    });
}

function place({ id }: ListedClient): number {
  const at = ORDER.indexOf(id);
  return at === -1 ? ORDER.length : at;
}

function wordsAbout(id: string, words: Words): string {
  if (id === 'myasn') return words.t('portal.service.myasn');
  if (id === 'siasn') return words.t('portal.service.siasn');
  if (id === 'ekinerja') return words.t('portal.service.ekinerja');
  return words.t('portal.service.other');
}
