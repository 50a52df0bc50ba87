import { caseLink, caseById } from '../../src/model/cases/case.ts';
import { openCase } from '../../src/model/cases/open-case.ts';
import { proveCaseContact } from '../../src/model/cases/person.ts';
import { grantRole } from '../../src/model/people/roles.ts';
import { findSigninAccount } from '../../src/model/people/signin-account.ts';
import type { CaseTopic } from '../../src/platform/schema.ts';
import { startApp } from './app.ts';
import type { TestApp } from './app.ts';
import { nips, phoneCode, plainCompose } from './model.ts';
import { firstForm, visitor } from './visitor.ts';
import type { Page, Visitor } from './visitor.ts';

export interface Desk {
  app: TestApp;
  /** Officers of the helpdesk: Agus by the demo's data, Rina by a grant. */
  agus: Visitor;
  rina: Visitor;
  /** A code that no time step of this run has given before. */
  code(): string;
  signIn(nip: string): Promise<Visitor>;
  accountId(nip: string): Promise<string>;
  /** A case whose contact is proven, as the public pages leave it. */
  queued(about?: {
    nip?: string | null;
    topic?: CaseTopic;
    contact?: string;
  }): Promise<{ id: string; path: string }>;
  /** The page the person follows it by. */
  personPage(id: string): Promise<Page>;
  /** A queued case, claimed by this officer, with a confirmed call-back. */
  readyFor(officer: Visitor, nip?: string): Promise<string>;
  audits(
    type: string,
  ): Promise<{ account_id: string | null; actor: string; details: Record<string, unknown> }[]>;
}

/** Two officers at the desk, on the whole application. */
export async function openDesk(): Promise<Desk> {
  const app = await startApp();
  const accountId = async (nip: string) => (await findSigninAccount(app.db, nip))?.id ?? '';
  const code = () => {
    app.clock.advance(30);
    return phoneCode(app.clock.now());
  };
  const signIn = async (nip: string) => {
    const who = visitor(app);
    await who.get('/portal');
    await who.submit({ nip, password: 'Merdeka#1945!' });
    await who.submit({ code: code() });
    return who;
  };
  const grant = { role: 'helpdesk', agencyId: null, until: null, now: app.clock.now() } as const;
  const rinaId = await accountId(nips.rina);
  await app.db
    .transaction()
    .execute((trx) => grantRole(trx, { accountId: rinaId, ...grant }, { actor: 'shell' }));
  const [agus, rina] = [await signIn(nips.agus), await signIn(nips.rina)];

  const queued: Desk['queued'] = async ({ nip = nips.budi, topic = 'authenticator', contact } = {}) => {
    const now = app.clock.now();
    const value = contact ?? `orang-${Math.round(now)}-${Math.random().toString(36).slice(2, 8)}@gmail.com`;
    const about = { topic, nip, contact: { kind: 'email' as const, value }, locale: 'id', now };
    const telling = {
      ring: app.ring,
      issuer: app.issuer,
      compose: plainCompose,
      context: { actor: 'anonymous' },
    };
    const { id } = await app.db.transaction().execute(async (trx) => {
      const opened = await openCase(trx, { ...about, text: 'HP saya hilang.' }, app);
      const outcome = await proveCaseContact(trx, { caseId: opened.id, now }, telling);
      if (outcome.kind !== 'queued') throw new Error(`the case is ${outcome.kind}`);
      return opened;
    });
    return { id, path: `/helpdesk/cases/${id}` };
  };

  return {
    app,
    agus,
    rina,
    code,
    signIn,
    accountId,
    queued,
    async personPage(id) {
      const row = await caseById(app.db, id);
      const link = row ? caseLink(app, row) : null;
      return visitor(app).get(new URL(link ?? '').pathname);
    },
    async readyFor(officer, nip = nips.budi) {
      const { path } = await queued({ nip });
      await officer.post(`${path}/claim`, '');
      const called = await callBack(officer, path);
      if (called.status !== 200) throw new Error(`the call-back was refused: ${called.text}`);
      return path;
    },
    async audits(type) {
      return app.db
        .selectFrom('audit')
        .select(['account_id', 'actor', 'details'])
        .where('type', '=', type)
        .orderBy('id')
        .execute();
    },
  };
}

/** Records that the person answered at the number the page offers. */
export async function callBack(officer: Visitor, path: string, outcome = 'confirmed'): Promise<Page> {
  const page = await officer.get(path);
  const number = /name="number" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
  return postForm(officer, `${path}/callback`, { number, outcome });
}

export function postForm(
  who: Visitor,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Page> {
  return who.post(path, new URLSearchParams(fields).toString(), headers);
}

/** Sends a page's form whose action ends so, its hidden fields included. */
export function sendTo(who: Visitor, page: Page, fields: Record<string, string>): Promise<Page> {
  const { action, hidden } = firstForm(page.text);
  return postForm(who, action, { ...hidden, ...fields });
}
