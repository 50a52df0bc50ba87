import Router from '@koa/router';
import { policy } from '../../../../config/policy.ts';
import type { MessageKey } from '../../../messages.ts';
import { endOfOfficeDay, readOfficeDay } from '../../../model/figures/office-day.ts';
import { findSigninAccount } from '../../../model/people/signin-account.ts';
import { listRoles } from '../../../model/people/roles.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { nipFault } from '../../../parts/nip-fault.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { formatNip, readNip } from '../../../policies/nip.ts';
import { enter, refuseScope } from '../desk.ts';
import type { Visit } from '../desk.ts';
import { askFaults, askFor } from '../requests/ask.ts';
import type { AdminAct } from '../requests/act.ts';
import type { RevokePayload, RolePayload } from './acts.ts';
import { ROLE_WORDS, isRole } from './words.ts';

const LIST = '/admin/officers';
const MOST_YEARS = Math.floor(policy.admin.roleMostSeconds / (365 * 86_400));

/** Who has power, until when, and by whom; two admins give and take it. */
export function officerRoutes(
  deps: Web,
  acts: { grant: AdminAct<RolePayload>; revoke: AdminAct<RevokePayload> },
): Router {
  const router = new Router();
  router.get(LIST, async (ctx) => {
    const visit = await enter(deps, ctx);
    deps.render(ctx, 'admin/officers', { waiting: visit.waiting, officers: await officers(deps, visit) });
  });
  router.get(`${LIST}/grant`, async (ctx) => grantPage(deps, await enter(deps, ctx)));
  router.post(`${LIST}/grant`, async (ctx) => {
    const visit = await enter(deps, ctx);
    const form = await readFields(ctx);
    const read = await readGrant(deps, form, visit.now);
    if ('faults' in read) return grantPage(deps, visit, { faults: read.faults, fields: form });
    const asked = await askFor(deps, visit, { act: acts.grant, payload: read.payload, form });
    if (asked.kind !== 'asked') return grantPage(deps, visit, { ...refusedBy(asked), fields: form });
    seeOther(ctx, '/admin/requests?done=asked');
  });
  router.get(`${LIST}/:grant/revoke`, async (ctx) => {
    const visit = await enter(deps, ctx);
    revokePage(deps, visit, await held(deps, visit));
  });
  router.post(`${LIST}/:grant/revoke`, async (ctx) => {
    const visit = await enter(deps, ctx);
    const payload = await held(deps, visit);
    const form = await readFields(ctx);
    const asked = await askFor(deps, visit, { act: acts.revoke, payload, form });
    if (asked.kind !== 'asked')
      return revokePage(deps, visit, payload, { ...refusedBy(asked), fields: form });
    seeOther(ctx, '/admin/requests?done=asked');
  });
  return router;
}

/** Whoever is nobody in particular, and whoever is gone. */
function granterWords(by: string): MessageKey {
  if (by === 'shell') return 'platform.officers.shell';
  return by === 'system' ? 'platform.officers.system' : 'platform.officers.granter_gone';
}

async function officers({ db }: Web, { now, words, admin }: Visit) {
  const rows = await listRoles(db, { now });
  return rows.map((row) => ({
    id: row.id,
    nama: row.nama,
    nip: row.nip,
    own: row.accountId === admin.accountId,
    role: words.t(ROLE_WORDS[row.role]),
    agency: row.agencyName,
    until: row.until?.getTime() ?? null,
    grantedAt: row.grantedAt.getTime(),
    grantedBy: row.grantedByName ?? words.t(granterWords(row.grantedBy)),
  }));
}

/** The end of that day in the office's zone (WIB); null where the calendar has no such day. */
function endOf(day: string): number | null {
  const start = readOfficeDay(day);
  return start === null ? null : endOfOfficeDay(start);
}

function endFault(until: number | null, now: number): Fault | null {
  if (until === null) return fault('until', 'platform.officers.no_end');
  if (until <= now) return fault('until', 'platform.officers.past');
  return until - now > policy.admin.roleMostSeconds * 1000
    ? fault('until', 'platform.officers.far', { years: MOST_YEARS })
    : null;
}

/** Everything that is at fault is said at once. */
async function readGrant(
  { db }: Web,
  form: Fields,
  now: number,
): Promise<{ payload: RolePayload } | { faults: Fault[] }> {
  const nip = readNip(form.nip ?? '');
  const account = nip.kind === 'ok' ? await findSigninAccount(db, nip.nip) : null;
  const { role } = form;
  const until = endOf(form.until ?? '');
  const faults = [
    nip.kind === 'malformed' ? nipFault(nip, { whose: 'other' }) : null,
    nip.kind === 'ok' && !account ? fault('nip', 'platform.officers.unknown') : null,
    isRole(role) ? null : fault('role', 'platform.officers.choose'),
    endFault(until, now),
  ].filter((one) => one !== null);
  if (faults.length > 0 || !account || !isRole(role) || until === null)
    return { faults: [...faults, ...askFaults(form)] };
  // An agency's role holds only while its holder works there: it is always the holder's own agency.
  const agency = role === 'agency' ? account.instansi : null;
  return {
    payload: {
      accountId: account.id,
      nip: account.nip,
      nama: account.nama,
      role,
      agencyId: agency?.id ?? null,
      agency: agency?.nama ?? null,
      until,
    },
  };
}

function grantPage(
  deps: Web,
  visit: Visit,
  { fields = {}, ...refused }: Refused & { fields?: Fields } = {},
): void {
  const { ctx, words, waiting, now } = visit;
  const kept = Object.fromEntries(
    ['nip', 'role', 'until', 'reason'].map((name) => [name, fields[name] ?? '']),
  );
  const locals = {
    waiting,
    roles: Object.entries(ROLE_WORDS).map(([value, key]) => ({ value, label: words.t(key) })),
    errors: refusals(words, refused.faults ?? []),
    values: kept,
    locked: lockOf(refused),
  };
  deps.render(ctx, 'admin/grant', locals, { status: statusOf(ctx, refused, now) });
}

/** A grant in force, by its number in the address. */
async function held(deps: Web, visit: Visit): Promise<RevokePayload> {
  const { grant = '' } = visit.ctx.params as { grant?: string };
  const rows = /^\d{1,15}$/.test(grant) ? await listRoles(deps.db, { now: visit.now }) : [];
  const row = rows.find(({ id }) => id === Number(grant));
  if (!row) return refuseScope(deps, visit);
  const { accountId, nip, nama, role, agencyId, agencyName } = row;
  const until = row.until?.getTime() ?? null;
  return { grant: row.id, accountId, nip, nama, role, agencyId, agency: agencyName, until };
}

function revokePage(
  deps: Web,
  { ctx, words, waiting, now }: Visit,
  payload: RevokePayload,
  { fields = {}, ...refused }: Refused & { fields?: Fields } = {},
): void {
  const locals = {
    waiting,
    id: payload.grant,
    nama: payload.nama,
    nip: formatNip(payload.nip),
    role: words.t(ROLE_WORDS[payload.role]),
    agency: payload.agency,
    errors: refusals(words, refused.faults ?? []),
    values: fields.reason === undefined ? {} : { reason: fields.reason },
    locked: lockOf(refused),
  };
  deps.render(ctx, 'admin/revoke', locals, { status: statusOf(ctx, refused, now) });
}
