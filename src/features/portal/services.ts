import type { Words } from '../../messages.ts';
import type { Banners } from '../../model/banners.ts';
import type { AccessFacts } from '../../policies/client-access.ts';
import type { Service, ServiceCard } from '../../platform/http/page-locals/home.ts';

/** An application that this person may use. */
export interface OfferedService extends Service {
  logo: string | null;
}

/** Which they are, asked of the clients in memory. */
export type ServicesFor = (words: Words, person: AccessFacts) => Promise<OfferedService[]>;

/** Favourites first, each group in its own order; a service that is being mended says so on its card. */
export async function serviceCards(
  banners: Pick<Banners, 'bannersOf'>,
  {
    services,
    favourites,
    locale,
  }: { services: readonly OfferedService[]; favourites: readonly string[]; locale: string },
): Promise<ServiceCard[]> {
  const cards = await Promise.all(
    services.map(async (service) => ({
      ...service,
      favourite: favourites.includes(service.id),
      // From memory: no query for each.
      banners: await banners.bannersOf(service.id, locale),
    })),
  );
  return cards.toSorted((a, b) => Number(b.favourite) - Number(a.favourite));
}
