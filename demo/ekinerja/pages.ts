import { randomUUID } from 'node:crypto';
import type Router from '@koa/router';
import type { Context } from 'koa';
import { readForm } from '../kit/body.ts';
import { readFields } from '../kit/fields.ts';
import type { Field, Filled } from '../kit/fields.ts';
import { leaveNotice } from '../kit/relying-party.ts';
import type { RelyingParty } from '../kit/relying-party.ts';
import type { Session } from '../kit/sessions.ts';
import { ENTRY_FIELDS, TARGET_FIELDS } from './fields.ts';
import type { Target } from './target.ts';
import type { Targets } from './targets.ts';

interface Tools {
  kit: RelyingParty;
  targets: Targets;
}

type Keyed<Name extends string = string> = Filled<Name> & { key: string };
type Refused = Pick<Keyed, 'typed' | 'errors' | 'key'>;

/** Targets and their daily entries: list, add, read, change, write down what was done. */
export function targetPages(router: Router, tools: Tools): void {
  const page = (show: (tools: Tools, ctx: Context, session: Session) => void | Promise<void>) =>
    tools.kit.signedIn((ctx, session) => show(tools, ctx, session));
  router.get('/sasaran', page(showList));
  router.get('/sasaran/baru', page(showNew));
  router.post('/sasaran', page(add));
  router.get('/sasaran/:id', page(showOne));
  router.get('/sasaran/:id/ubah', page(showEdit));
  router.post('/sasaran/:id/ubah', page(edit));
  router.post('/sasaran/:id/catatan', page(addEntry));
}

function showList({ kit, targets }: Tools, ctx: Context, session: Session): void {
  const all = targets.of(session.person.sub);
  const own = all.filter((target) => target.owner === session.person.sub);
  const others = all.filter((target) => target.owner !== session.person.sub);
  kit.render(ctx, 'list', { session, title: 'Sasaran', values: { own, others } });
}

function showNew({ kit }: Tools, ctx: Context, session: Session, refused?: Refused): void {
  const { typed, errors, key } = refused ?? { typed: {}, errors: {}, key: randomUUID() };
  const form = { fields: TARGET_FIELDS, action: '/sasaran', button: 'Simpan', back: '/sasaran' };
  const values = { ...form, typed, errors, key };
  kit.render(ctx, 'form', { session, title: 'Sasaran baru', status: refused ? 422 : 200, values });
}

async function add(tools: Tools, ctx: Context, session: Session): Promise<void> {
  const filled = await readFilled(ctx, TARGET_FIELDS);
  if (isRefused(filled)) return showNew(tools, ctx, session, filled);
  const { sub, name } = session.person;
  const target = await tools.targets.add(sub, name, filled.values, filled.key);
  if (target === 'too_many') {
    leaveNotice(session, 'refused', 'Anda sudah punya 100 sasaran; demo ini tidak menyimpan lebih banyak.');
    return seeOther(ctx, '/sasaran');
  }
  tools.kit.report();
  leaveNotice(session, 'done', 'Sasaran disimpan.');
  seeOther(ctx, `/sasaran/${target.id}`);
}

function showOne({ kit, targets }: Tools, ctx: Context, session: Session, refused?: Refused): void {
  const target = visible(targets, ctx, session);
  const today = new Date(kit.now()).toISOString().slice(0, 10);
  const { typed, errors, key } = refused ?? { typed: { tanggal: today }, errors: {}, key: randomUUID() };
  const form = { fields: ENTRY_FIELDS, action: `/sasaran/${target.id}/catatan`, typed, errors, key };
  const values = {
    ...form,
    button: 'Catat',
    back: '/sasaran',
    target,
    entries: targets.entriesOf(target.id),
    isOwner: target.owner === session.person.sub,
    mayApprove: target.approver === session.person.sub && target.approval === null,
  };
  kit.render(ctx, 'target', { session, title: 'Sasaran', status: refused ? 422 : 200, values });
}

function showEdit({ kit, targets }: Tools, ctx: Context, session: Session, refused?: Refused): void {
  const target = editable(targets, ctx, session);
  const { typed, errors } = refused ?? { typed: target, errors: {} };
  const path = `/sasaran/${target.id}`;
  const form = { fields: TARGET_FIELDS, action: `${path}/ubah`, button: 'Simpan', back: path };
  const values = { ...form, typed, errors, key: '' };
  kit.render(ctx, 'form', { session, title: 'Ubah sasaran', status: refused ? 422 : 200, values });
}

async function edit(tools: Tools, ctx: Context, session: Session): Promise<void> {
  const { id } = editable(tools.targets, ctx, session);
  const filled = await readFilled(ctx, TARGET_FIELDS);
  if (isRefused(filled)) return showEdit(tools, ctx, session, filled);
  const done = await tools.targets.edit(session.person.sub, id, filled.values);
  if (done) leaveNotice(session, 'done', 'Perubahan disimpan.');
  else leaveNotice(session, 'refused', 'Sasaran ini sudah disetujui, jadi tidak dapat diubah lagi.');
  seeOther(ctx, `/sasaran/${id}`);
}

async function addEntry(tools: Tools, ctx: Context, session: Session): Promise<void> {
  const target = visible(tools.targets, ctx, session);
  if (target.owner !== session.person.sub) return ctx.throw(404);
  const filled = await readFilled(ctx, ENTRY_FIELDS);
  if (isRefused(filled)) return showOne(tools, ctx, session, filled);
  const outcome = await tools.targets.addEntry(session.person.sub, target.id, filled.values, filled.key);
  if (outcome === 'added') leaveNotice(session, 'done', 'Catatan harian disimpan.');
  else
    leaveNotice(session, 'refused', 'Sasaran ini sudah punya 100 catatan; demo ini tidak menyimpan lebih.');
  seeOther(ctx, `/sasaran/${target.id}`);
}

async function readFilled<const Fields extends readonly Field[]>(
  ctx: Context,
  fields: Fields,
): Promise<Keyed<Fields[number]['name']>> {
  const form = await readForm(ctx);
  return { ...readFields(fields, form), key: (form.get('kunci') ?? '').slice(0, 64) };
}

const isRefused = ({ errors }: Pick<Filled, 'errors'>): boolean => Object.keys(errors).length > 0;

/** Somebody else's target is answered like one that does not exist. */
const visible = (targets: Targets, ctx: Context, session: Session): Target =>
  targets.find(session.person.sub, ctx.params.id) ?? ctx.throw(404);

function editable(targets: Targets, ctx: Context, session: Session): Target {
  const target = visible(targets, ctx, session);
  const mine = target.owner === session.person.sub && target.approval === null;
  return mine ? target : ctx.throw(404);
}

function seeOther(ctx: Context, path: string): void {
  ctx.status = 303;
  ctx.redirect(path);
}
