import type Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { policy } from '../../../config/policy.ts';
import type { MessageKey } from '../../messages.ts';
import { correctionByToken, openCorrection } from '../../model/corrections.ts';
import type { CorrectionField, NewCorrection } from '../../model/corrections.ts';
import { fault, refusals } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import { nipFault } from '../../parts/nip-fault.ts';
import { contextOf, notFound } from '../../parts/page-context.ts';
import type { Db } from '../../platform/db.ts';
import { readForm } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import type { AgencyContact } from '../../platform/http/page-locals/help.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { readNip } from '../../policies/nip.ts';
import { overAddressLimit, wordsOf } from './page-deps.ts';
import type { HelpDeps } from './page-deps.ts';
import { readContact } from './read-contact.ts';

const form = z.record(z.string(), z.string());
const LONGEST = { text: 2000, nama: 120 };

const FIELDS = {
  name: 'help.correction.field.name',
  birth: 'help.correction.field.birth',
  nik: 'help.correction.field.nik',
  agency: 'help.correction.field.agency',
  contact: 'help.correction.field.contact',
  status: 'help.correction.field.status',
  other: 'help.correction.field.other',
} as const satisfies Record<CorrectionField, MessageKey>;
const isField = (typed: string | undefined): typed is CorrectionField =>
  typed !== undefined && Object.hasOwn(FIELDS, typed);

/** Asks an agency's admin to mend a record of the directory, or to put somebody newly appointed into it. */
export function correctionRoutes(router: Router, deps: HelpDeps): void {
  router.get('/help/correction', (ctx) => show(deps, ctx, { posted: preset(ctx) }));
  router.post('/help/correction', async (ctx) => open(deps, ctx, await readForm(ctx, form)));
  router.get('/help/correction/:token', (ctx) => showStatus(deps, ctx, ctx.params.token ?? ''));
}

/** `?kind=not_in_directory`: a link of ours says which of the two is meant. */
function preset(ctx: Context): Fields {
  const kind = new URLSearchParams(ctx.querystring).get('kind');
  return kind === 'record' || kind === 'not_in_directory' ? { kind } : {};
}

async function show(
  deps: HelpDeps,
  ctx: Context,
  { posted, faults = [], status = 200 }: { posted: Fields; faults?: readonly Fault[]; status?: number },
): Promise<void> {
  const words = wordsOf(deps, ctx);
  const [captcha, agencies] = await Promise.all([deps.captcha.make(ctx, posted), allAgencies(deps.db)]);
  const fields = Object.entries(FIELDS).map(([value, key]) => ({ value, label: words.t(key) }));
  const errors = refusals(words, faults);
  const { altcha: _work, captcha: _characters, ...values } = posted;
  deps.render(ctx, 'help/correction', { captcha, agencies, fields, errors, values }, { status });
}

async function allAgencies(db: Db): Promise<{ id: string; nama: string }[]> {
  return db.selectFrom('agency').select(['id', 'nama']).orderBy('nama').execute();
}

async function open(deps: HelpDeps, ctx: Context, posted: Fields): Promise<void> {
  const refuse = (faults: readonly Fault[], status: number) => show(deps, ctx, { posted, faults, status });
  const now = deps.now();
  const read = await readWanted(deps.db, posted, now);
  if (read.kind === 'malformed') return refuse(read.faults, 422);
  const unsolved = await deps.captcha.judge(posted);
  if (unsolved) return refuse([unsolved], 422);
  const perHour = policy.help.correctionsPerAddressPerHour;
  const over = await overAddressLimit(deps, ctx, { name: 'help-correction', perHour });
  if (over) return refuse([over], 429);
  const telling = { ring: deps.ring, context: contextOf(ctx, now) };
  const { token } = await deps.db.transaction().execute((trx) => openCorrection(trx, read.wanted, telling));
  seeOther(ctx, `/help/correction/${token}`);
}

type ReadWanted = { kind: 'ok'; wanted: NewCorrection } | { kind: 'malformed'; faults: Fault[] };

async function readWanted(db: Db, posted: Fields, now: number): Promise<ReadWanted> {
  const faults: Fault[] = [];
  const kind = posted.kind === 'not_in_directory' ? 'not_in_directory' : 'record';
  if (posted.kind !== kind) faults.push(fault('kind', 'help.correction.kind_empty'));
  const nip = readNip(posted.nip ?? '');
  if (nip.kind === 'malformed') faults.push(nipFault(nip));
  const nama = (posted.nama ?? '').trim();
  if (kind === 'not_in_directory' && nama === '') faults.push(fault('nama', 'help.correction.name_empty'));
  if (nama.length > LONGEST.nama) faults.push(fault('nama', 'help.text.long', { most: LONGEST.nama }));
  const agencyId = await agencyOf(db, posted.agency ?? '');
  if (agencyId === null) faults.push(fault('agency', 'help.correction.agency_empty'));
  const text = (posted.text ?? '').trim();
  if (text === '') faults.push(fault('text', 'help.text.empty'));
  if (text.length > LONGEST.text) faults.push(fault('text', 'help.text.long', { most: LONGEST.text }));
  const contact = readContact(posted.contact ?? '');
  if (contact.kind === 'malformed') faults.push(contact.fault);
  if (faults.length > 0 || nip.kind !== 'ok' || contact.kind !== 'ok' || agencyId === null)
    return { kind: 'malformed', faults };
  const field = kind === 'record' && isField(posted.field) ? posted.field : null;
  const wanted = { kind, nip: nip.nip, nama: nama || null, agencyId, field, text, now } as const;
  return { kind: 'ok', wanted: { ...wanted, contact: contact.contact } };
}

async function agencyOf(db: Db, id: string): Promise<string | null> {
  const row = await db.selectFrom('agency').select('id').where('id', '=', id).executeTakeFirst();
  return row?.id ?? null;
}

async function showStatus(deps: HelpDeps, ctx: Context, token: string): Promise<void> {
  const found = await correctionByToken(deps.db, token);
  if (!found) return notFound(ctx);
  deps.render(ctx, 'help/correction-status', {
    state: found.state,
    kind: found.kind,
    // As the person chose it, or as the directory has it: either way no more than the NIP check tells.
    agency: found.agency_id === null ? null : await agencyContact(deps.db, found.agency_id),
    text: found.text,
    at: found.created_at.getTime(),
    decidedAt: found.decided_at?.getTime() ?? null,
    reason: found.reason,
  });
}

async function agencyContact(db: Db, id: string): Promise<AgencyContact | null> {
  const row = await db
    .selectFrom('agency')
    .select(['nama', 'kontak_nama', 'kontak_jam', 'kontak_saluran'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  return {
    nama: row.nama,
    kontak: { nama: row.kontak_nama, jam: row.kontak_jam, saluran: row.kontak_saluran },
  };
}
