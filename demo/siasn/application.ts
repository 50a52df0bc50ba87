import { randomUUID } from 'node:crypto';
import type { Context } from 'koa';
import type { Application } from '../kit/application.ts';
import { readForm } from '../kit/body.ts';
import { readFields } from '../kit/fields.ts';
import type { Filled } from '../kit/fields.ts';
import { leaveNotice } from '../kit/relying-party.ts';
import type { RelyingParty } from '../kit/relying-party.ts';
import type { Session } from '../kit/sessions.ts';
import { KINDS, crossCheck } from './kinds.ts';
import type { Kind } from './kinds.ts';
import { historyOf, stateOf } from './progress.ts';
import type { Proposal, Proposals } from './proposals.ts';
import { reportOf } from './report.ts';

interface Tools {
  kit: RelyingParty;
  proposals: Proposals;
  now: () => number;
}

/** SIASN: leave, promotion and transfer, proposed and followed. */
export function createSiasn({
  url,
  secret,
  proposals,
  now,
}: {
  url: string;
  secret: string;
  proposals: Proposals;
  now: () => number;
}): Application {
  let kit: RelyingParty;
  return {
    id: 'siasn',
    name: 'SIASN',
    url,
    folder: import.meta.dirname,
    registration: {
      authentication: { kind: 'client_secret_basic', secret },
      scope: 'openid profile email asn',
      claimsFrom: 'userinfo',
      pushed: false,
    },
    front: {
      lead: 'Layanan kepegawaian: ajukan usulan dan ikuti jalannya.',
      points: KINDS.map((kind) => kind.name),
    },
    navigation: [
      { href: '/', label: 'Beranda' },
      { href: '/usulan', label: 'Usulan saya' },
    ],
    returnPaths: [/^\/usulan$/, /^\/usulan\/baru\/(cuti|pangkat|mutasi)$/, /^\/usulan\/[0-9a-f-]{36}$/],
    reports: () => proposals.all().flatMap((proposal) => reportOf(proposal, { url, now: now() })),
    home: (ctx, session) =>
      kit.render(ctx, 'home', {
        session,
        title: 'Beranda',
        values: { kinds: KINDS, rows: rowsOf({ proposals, now }, session).slice(0, 5) },
      }),
    pages(router, relyingParty) {
      kit = relyingParty;
      const tools: Tools = { kit, proposals, now };
      router.get(
        '/usulan',
        kit.signedIn((ctx, session) => showList(tools, ctx, session)),
      );
      router.get(
        '/usulan/baru/:jenis',
        kit.signedIn((ctx, session) => showForm(tools, ctx, session)),
      );
      router.post(
        '/usulan/baru/:jenis',
        kit.signedIn((ctx, session) => submit(tools, ctx, session)),
      );
      router.get(
        '/usulan/:id',
        kit.signedIn((ctx, session) => showOne(tools, ctx, session)),
      );
      router.post(
        '/usulan/:id/batal',
        kit.signedIn((ctx, session) => cancel(tools, ctx, session)),
      );
    },
  };
}

function rowsOf({ proposals, now }: Pick<Tools, 'proposals' | 'now'>, session: Session) {
  return proposals.of(session.person.sub).map((proposal) => ({
    ...proposal,
    name: kindNamed(proposal.kind)?.name ?? proposal.kind,
    state: stateOf(proposal, now()),
  }));
}

function showList(tools: Tools, ctx: Context, session: Session): void {
  const values = { kinds: KINDS, rows: rowsOf(tools, session) };
  tools.kit.render(ctx, 'list', { session, title: 'Usulan saya', values });
}

function showForm({ kit }: Tools, ctx: Context, session: Session, refused?: Filled & { key: string }): void {
  const kind = kindNamed(ctx.params.jenis) ?? ctx.throw(404);
  const { typed, errors, key } = refused ?? { typed: {}, errors: {}, key: randomUUID() };
  const title = `Usulan ${kind.name.toLowerCase()}`;
  const status = refused ? 422 : 200;
  kit.render(ctx, 'form', { session, title, status, values: { kind, typed, errors, key } });
}

async function submit(tools: Tools, ctx: Context, session: Session): Promise<void> {
  const kind = kindNamed(ctx.params.jenis) ?? ctx.throw(404);
  const form = await readForm(ctx);
  const key = (form.get('kunci') ?? '').slice(0, 64);
  const filled = readFields(kind.fields, form);
  if (Object.keys(filled.errors).length === 0) {
    const { golongan } = session.person;
    filled.errors = crossCheck(kind.id, filled.values, { golongan, now: tools.now() });
  }
  if (Object.keys(filled.errors).length > 0) return showForm(tools, ctx, session, { ...filled, key });

  const owner = session.person.sub;
  const proposal = await tools.proposals.submit({ owner, kind: kind.id, values: filled.values, key });
  if (proposal === 'too_many') {
    leaveNotice(session, 'refused', 'Anda sudah punya 100 usulan; demo ini tidak menyimpan lebih banyak.');
    return seeOther(ctx, '/usulan');
  }
  tools.kit.report();
  leaveNotice(session, 'done', `Usulan ${kind.name.toLowerCase()} sudah diajukan.`);
  seeOther(ctx, `/usulan/${proposal.id}`);
}

function showOne({ kit, now, ...tools }: Tools, ctx: Context, session: Session): void {
  const proposal = ownProposal(tools, ctx, session);
  const kind = kindNamed(proposal.kind) ?? ctx.throw(404);
  const history = historyOf(proposal, now());
  const values = { proposal, kind, history, state: stateOf(proposal, now()) };
  kit.render(ctx, 'proposal', { session, title: `Usulan ${kind.name.toLowerCase()}`, values });
}

async function cancel(tools: Tools, ctx: Context, session: Session): Promise<void> {
  const { id } = ownProposal(tools, ctx, session);
  if (await tools.proposals.cancel(session.person.sub, id)) {
    tools.kit.report();
    leaveNotice(session, 'done', 'Usulan dibatalkan.');
  } else leaveNotice(session, 'refused', 'Usulan ini sudah diproses, jadi tidak dapat dibatalkan lagi.');
  seeOther(ctx, `/usulan/${id}`);
}

/** Somebody else's proposal is answered like one that does not exist. */
function ownProposal({ proposals }: Pick<Tools, 'proposals'>, ctx: Context, session: Session): Proposal {
  return proposals.find(session.person.sub, ctx.params.id) ?? ctx.throw(404);
}

const kindNamed = (id: unknown): Kind | undefined => KINDS.find((kind) => kind.id === id);

function seeOther(ctx: Context, path: string): void {
  ctx.status = 303;
  ctx.redirect(path);
}
