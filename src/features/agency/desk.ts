import type { Context } from 'koa';
import type { Words } from '../../messages.ts';
import { findAgencyPerson } from '../../model/agencies/find-person.ts';
import type { AgencyPerson } from '../../model/agencies/find-person.ts';
import { loadUnits } from '../../model/agencies/units.ts';
import { audit } from '../../model/audit.ts';
import type { AuditContext } from '../../model/audit.ts';
import type { Officer } from '../../parts/guard.ts';
import { contextOf, notFound } from '../../parts/page-context.ts';
import { refuseScope as refuse } from '../../parts/refuse-scope.ts';
import type { Web } from '../../parts/web.ts';
import { stateOf } from '../../platform/http/state.ts';
import { isUuid } from '../../platform/uuid.ts';
import type { Unit, UnitTree } from '../../policies/unit-tree.ts';

export type Deps = Web;

/** One request of one agency's admin. */
export interface Visit {
  ctx: Context;
  officer: Officer;
  /** The agency of the role: everything shown and done is this one's. */
  agency: { id: string; nama: string };
  words: Words;
  context: AuditContext;
  now: number;
}

/** 404 to anybody who is no agency's admin (parts/guard.ts); a role holds in the holder's own agency alone. */
export async function enter(deps: Deps, ctx: Context): Promise<Visit> {
  const officer = await deps.guard.officer(ctx, 'agency');
  const now = deps.now();
  const agencyId = officer.roles.find((role) => role.agencyId !== null)?.agencyId ?? '';
  const agency = await deps.db
    .selectFrom('agency')
    .select(['id', 'nama'])
    .where('id', '=', agencyId)
    .executeTakeFirst();
  if (!agency) return notFound(ctx);
  const words = deps.messages.messagesFor(stateOf(ctx).locale);
  return { ctx, officer, agency, words, now, context: contextOf(ctx, now, officer.accountId) };
}

/** What is another agency's is not there, and that somebody asked for it is written down. */
export async function refuseScope({ db }: Pick<Deps, 'db'>, { ctx, context }: Visit): Promise<never> {
  return refuse(db, ctx, { console: 'agency', context });
}

/** The id in the path, where it can be one of ours at all. */
export async function idOf(deps: Pick<Deps, 'db'>, visit: Visit): Promise<string> {
  const { id } = visit.ctx.params as { id?: string };
  return id !== undefined && isUuid(id) ? id : refuseScope(deps, visit);
}

/** The person of the path, of this agency. */
export async function personOf(deps: Pick<Deps, 'db'>, visit: Visit): Promise<AgencyPerson> {
  const { pnsId = '' } = visit.ctx.params as { pnsId?: string };
  const { agency, now } = visit;
  return (await findAgencyPerson(deps.db, { agencyId: agency.id, pnsId, now })) ?? refuseScope(deps, visit);
}

/** Every page that shows a person is a look at them, and is written down; `why`: what it was about, where not the person. */
export async function noteLook(
  { db }: Pick<Deps, 'db'>,
  { context }: Visit,
  { accountId, why }: { accountId: string | null; why?: string },
): Promise<void> {
  const details = { console: 'agency', ...(why !== undefined && { why }) } as const;
  await audit(db, { type: 'person.viewed', accountId, details }, context);
}

export interface UnitChoice {
  tree: UnitTree;
  /** Null: the whole agency. */
  unit: Unit | null;
  /** The unit and everything under it. */
  unitIds: string[] | null;
}

/** The unit of the address (`?unit=`), of this agency. */
export async function unitOf(deps: Pick<Deps, 'db'>, visit: Visit, id: string): Promise<UnitChoice> {
  const tree = await loadUnits(deps.db, visit.agency.id);
  if (id === '') return { tree, unit: null, unitIds: null };
  const unit = tree.find(id);
  return unit ? { tree, unit, unitIds: tree.subtreeOf(id) } : refuseScope(deps, visit);
}

export const queryOf = (ctx: Context): URLSearchParams => new URLSearchParams(ctx.querystring);

/** Where the unit filter can go from here: up along the path, or down by one. */
export function unitPlaces({ tree, unit }: UnitChoice) {
  const path = unit ? tree.pathTo(unit.id) : [];
  const children = tree.childrenOf(unit?.id ?? null);
  const place = ({ id, nama }: Unit) => ({ id, nama });
  return { path: path.map(place), children: children.map(place), current: unit?.id ?? '' };
}

export type UnitPlaces = ReturnType<typeof unitPlaces>;
