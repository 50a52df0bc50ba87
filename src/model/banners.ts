import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { policy } from '../../config/policy.ts';
import type { Db } from '../platform/db.ts';
import type { BannerTable } from '../platform/schema.ts';
import { audit } from './audit.ts';
import type { AuditContext } from './audit.ts';

/** What stands on a page: plain text, in the page's language. */
export interface ShownBanner {
  id: string;
  kind: BannerTable['kind'];
  text: string;
}

export interface Banner extends Omit<ShownBanner, 'text'> {
  /** Null: on every page. */
  clientId: string | null;
  textId: string;
  textEn: string;
  startsAt: number;
  endsAt: number;
  endedAt: number | null;
}

export interface Banners {
  /** Those of everybody, and of this client where one is named; from memory, at most 30 seconds old. */
  bannersFor(clientId: string | null, locale: string): Promise<ShownBanner[]>;
  /** Those of one client alone, for its card: the others stand on the page already. */
  bannersOf(clientId: string, locale: string): Promise<ShownBanner[]>;
  /** Forgets what was read, after a change made here. */
  forget(): void;
}

const COLUMNS = [
  'id',
  'kind',
  'client_id',
  'text_id',
  'text_en',
  'starts_at',
  'ends_at',
  'ended_at',
] as const;

/** Notices of maintenance on the pages of people: they are few, and read as a whole. */
export function createBanners({ db, now }: { db: Db; now: () => number }): Banners {
  let cached: { at: number; banners: Promise<Banner[]> } | null = null;

  function current(): Promise<Banner[]> {
    const age = cached ? now() - cached.at : Infinity;
    if (cached && age >= 0 && age < policy.caches.clientsSeconds * 1000) return cached.banners;
    const banners = load(db, now());
    const mine = { at: now(), banners };
    cached = mine;
    banners.catch(() => {
      if (cached === mine) cached = null;
    });
    return banners;
  }

  const shown = async (locale: string, mine: (banner: Banner) => boolean) =>
    (await current()).filter((banner) => isShown(banner, now()) && mine(banner)).map(toShown(locale));
  return {
    bannersFor: (clientId, locale) =>
      shown(locale, (banner) => banner.clientId === null || banner.clientId === clientId),
    bannersOf: (clientId, locale) => shown(locale, (banner) => banner.clientId === clientId),
    forget: () => (cached = null),
  };
}

const isShown = ({ startsAt, endsAt, endedAt }: Banner, now: number) =>
  endedAt === null && startsAt <= now && now < endsAt;

const toShown =
  (locale: string) =>
  ({ id, kind, textId, textEn }: Banner): ShownBanner => ({
    id,
    kind,
    text: locale === 'en' ? textEn : textId,
  });

async function load(db: Db, now: number): Promise<Banner[]> {
  const rows = await db
    .selectFrom('banner')
    .select(COLUMNS)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', new Date(now))
    .orderBy('starts_at', 'desc')
    .limit(100)
    .execute();
  return rows.map(toBanner);
}

/** The last ones, whatever became of them, for the console. */
export async function listBanners(db: Db): Promise<Banner[]> {
  const rows = await db
    .selectFrom('banner')
    .select(COLUMNS)
    .orderBy('made_at', 'desc')
    .limit(policy.admin.pageSize)
    .execute();
  return rows.map(toBanner);
}

export type NewBanner = Pick<Banner, 'kind' | 'clientId' | 'textId' | 'textEn' | 'startsAt' | 'endsAt'>;

export async function makeBanner(db: Db, banner: NewBanner, context: AuditContext): Promise<string> {
  const id = randomUUID();
  const { kind, clientId: client } = banner;
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('banner')
      .values({
        id,
        kind,
        client_id: client,
        text_id: banner.textId,
        text_en: banner.textEn,
        starts_at: new Date(banner.startsAt),
        ends_at: new Date(banner.endsAt),
        made_by: context.actor,
        made_at: new Date(context.at ?? Date.now()),
      })
      .execute();
    const details = { banner: id, client, kind };
    await audit(trx, { type: 'banner.made', accountId: null, details }, context);
  });
  return id;
}

/** Takes it off the pages now; false where it has ended, or never was. */
export async function endBanner(db: Db, id: string, context: AuditContext): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const at = new Date(context.at ?? Date.now());
    const row = await trx
      .updateTable('banner')
      .set({ ended_at: at, ended_by: context.actor })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .where('ends_at', '>', at)
      .returning('id')
      .executeTakeFirst();
    if (!row) return false;
    await audit(trx, { type: 'banner.ended', accountId: null, details: { banner: id } }, context);
    return true;
  });
}

function toBanner(row: Pick<Selectable<BannerTable>, (typeof COLUMNS)[number]>): Banner {
  return {
    id: row.id,
    kind: row.kind,
    clientId: row.client_id,
    textId: row.text_id,
    textEn: row.text_en,
    startsAt: row.starts_at.getTime(),
    endsAt: row.ends_at.getTime(),
    endedAt: row.ended_at?.getTime() ?? null,
  };
}
