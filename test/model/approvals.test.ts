import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import {
  decideApproval,
  takeApprovedCode,
  withdrawApproval,
} from '../../src/model/approvals/decide-approval.ts';
import { findApproval } from '../../src/model/approvals/approval.ts';
import { listApprovals } from '../../src/model/approvals/list-approvals.ts';
import { requestApproval } from '../../src/model/approvals/request-approval.ts';
import type { ApprovalRequest } from '../../src/model/approvals/request-approval.ts';
import type { Decision } from '../../src/model/approvals/decide-approval.ts';
import { audit } from '../../src/model/audit.ts';
import { addCaseEvent } from '../../src/model/cases/events.ts';
import { openCase } from '../../src/model/cases/open-case.ts';
import { placeBlock, raiseEpoch } from '../../src/model/people/accounts.ts';
import { freezeAccount } from '../../src/model/people/freeze-account.ts';
import { mayStillAct } from '../../src/model/people/acting-officers.ts';
import { endSessionsFrom } from '../../src/model/people/end-sessions.ts';
import { carryOut } from '../../src/model/people/officer-acts.ts';
import { grantRole } from '../../src/model/people/roles.ts';
import { findSigninAccountById } from '../../src/model/people/signin-account.ts';
import { kedudukanHukum } from '../../config/kedudukan-hukum.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';

const HOUR = 3_600_000;
const retired = Object.entries(kedudukanHukum).find(([, { maySignIn }]) => !maySignIn)?.[0] ?? '';
let model: ModelFixture;
let ids: Record<'budi' | 'agus' | 'rina' | 'siti', string>;
/** Of every officer, as the fixture makes them. */
let epoch: number;
const context = { actor: 'agus' };

beforeAll(async () => {
  model = await openModel('postgres');
  const id = async (nip: string) => (await model.account(nip)).id;
  ids = {
    budi: await id(nips.budi),
    agus: await id(nips.agus),
    rina: await id(nips.rina),
    siti: await id(nips.siti),
  };
  epoch = (await model.account(nips.agus)).epoch;
});
afterAll(() => model?.close());
beforeEach(async () => {
  await model.db.deleteFrom('approval').execute();
  await model.db.deleteFrom('contact_change').execute();
  await model.db.deleteFrom('authenticator_reset').execute();
  await model.db.deleteFrom('role_grant').where('account_id', '=', ids.budi).execute();
});

const meeting = { callBack: { numberSince: start - 40 * 24 * HOUR }, presence: false };

function request(change: Partial<ApprovalRequest> = {}) {
  const wanted = {
    act: 'reset_authenticator',
    payload: {},
    accountId: ids.budi,
    agencyId: null,
    caseId: null,
    reason: 'HP hilang',
    meeting,
    console: 'helpdesk',
    officer: ids.agus,
    epoch,
    sid: 'session-of-agus',
    now: start,
    ...change,
  } as ApprovalRequest;
  return model.inTransaction((trx) => requestApproval(trx, wanted, context));
}

async function requested(change: Partial<ApprovalRequest> = {}) {
  const outcome = await request(change);
  if (outcome.kind !== 'requested') throw new Error(outcome.reason);
  const approval = await findApproval(model.db, outcome.id);
  if (!approval) throw new Error('gone');
  return approval;
}

async function decide(id: string, change: Partial<Decision> = {}) {
  const approval = await findApproval(model.db, id);
  const decision: Decision = {
    id,
    officer: ids.rina,
    epoch,
    decision: 'approve',
    payloadHash: approval?.payloadHash ?? '',
    reason: 'cocok',
    now: start + HOUR,
    ...change,
  };
  return model.inTransaction((trx) => decideApproval(trx, decision, { actor: decision.officer }));
}

const contact = (value = 'budi.baru@gmail.com') =>
  ({ act: 'correct_contact', payload: { kind: 'email', value, verified: true } }) as const;

describe('a request', () => {
  test('waits three days for somebody else, who approves exactly it', async () => {
    const approval = await requested(contact());
    expect(approval).toMatchObject({ state: 'pending', payload: { value: 'budi.baru@gmail.com' } });
    expect(approval.expiresAt.getTime() - start).toBe(policy.approvals.ttlSeconds * 1000);
    const decided = await decide(approval.id);
    expect(decided).toMatchObject({
      kind: 'approved',
      approval: { decidedBy: ids.rina, payload: { value: 'budi.baru@gmail.com' } },
    });
    expect((await findApproval(model.db, approval.id))?.doneAt).not.toBeNull();
  });

  test('is never approved by whoever made it', async () => {
    const { id } = await requested();
    expect(await decide(id, { officer: ids.agus })).toEqual({ kind: 'refused', reason: 'own' });
    expect((await findApproval(model.db, id))?.state).toBe('pending');
  });

  test('is not made for oneself, for a holder of a role, or without having met the person', async () => {
    expect(await request({ officer: ids.budi })).toEqual({ kind: 'refused', reason: 'self' });
    expect(await request({ accountId: ids.siti })).toEqual({ kind: 'refused', reason: 'role_holder' });
    const nobody = { callBack: null, presence: false };
    expect(await request({ meeting: nobody })).toEqual({ kind: 'refused', reason: 'not_met' });
    const audits = await model.db
      .selectFrom('audit')
      .select('id')
      .where('type', '=', 'power.refused')
      .execute();
    expect(audits.length).toBeGreaterThanOrEqual(3);
  });

  test('stands alone: the same act for the same person is one matter, also asked for at once', async () => {
    const outcomes = await Promise.all([request(), request({ officer: ids.rina })]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['refused', 'requested']);
    expect(outcomes.find(({ kind }) => kind === 'refused')).toEqual({ kind: 'refused', reason: 'running' });
  });

  test('for the contact bars one for the authenticator while it waits, and 72 hours after', async () => {
    const { id } = await requested(contact());
    expect(await request()).toEqual({ kind: 'refused', reason: 'apart' });
    const telling = { ...model.telling, ring: model.ring, issuer: 'http://localhost:3000' };
    await model.inTransaction(async (trx) => {
      const decided = await decideApproval(
        trx,
        {
          id,
          officer: ids.rina,
          epoch,
          decision: 'approve',
          payloadHash: (await findApproval(trx, id))?.payloadHash ?? '',
          reason: '',
          now: start,
        },
        context,
      );
      if (decided.kind === 'approved') await carryOut(trx, decided.approval, { now: start }, telling);
    });
    expect(await request({ now: start + 71 * HOUR })).toEqual({ kind: 'refused', reason: 'apart' });
    expect((await request({ now: start + 72 * HOUR })).kind).toBe('requested');
  });

  test('that ran out is decided no more, and makes way for another', async () => {
    const { id } = await requested();
    const later = start + policy.approvals.ttlSeconds * 1000;
    expect(await decide(id, { now: later })).toEqual({ kind: 'refused', reason: 'gone' });
    expect((await request({ now: later })).kind).toBe('requested');
    expect((await findApproval(model.db, id))?.state).toBe('expired');
  });

  test('can be withdrawn by whoever made it, and by nobody else', async () => {
    const { id } = await requested();
    const by = (officer: string) =>
      model.inTransaction((trx) => withdrawApproval(trx, { id, officer, now: start }, context));
    expect([await by(ids.rina), await by(ids.agus), await by(ids.agus)]).toEqual([false, true, false]);
    expect(await decide(id)).toEqual({ kind: 'refused', reason: 'gone' });
  });

  test('of an agency is listed there and at the helpdesk, one of the helpdesk only there', async () => {
    const { instansi } = await model.account(nips.budi);
    await requested({ console: 'agency', agencyId: instansi.id });
    const atAgency = await listApprovals(model.db, { agencyId: instansi.id, now: start });
    const elsewhere = await listApprovals(model.db, { agencyId: 'another', now: start });
    const atDesk = await listApprovals(model.db, { now: start });
    expect([atAgency.length, elsewhere.length, atDesk.length]).toEqual([1, 0, 1]);
    expect(atDesk[0]).toMatchObject({ nama: 'Budi Santoso', requestedByName: 'Agus Wijaya' });
  });
});

describe('an approval', () => {
  test('of two at once is one, and the other is told', async () => {
    const { id } = await requested();
    const outcomes = await Promise.all([decide(id), decide(id, { decision: 'refuse' })]);
    expect(outcomes.filter(({ kind }) => kind === 'refused')).toEqual([{ kind: 'refused', reason: 'gone' }]);
  });

  test('binds what was shown: another hash, or another payload in the row, is refused', async () => {
    const { id } = await requested(contact());
    expect(await decide(id, { payloadHash: 'x' })).toEqual({ kind: 'refused', reason: 'changed' });
    const row = await model.db
      .selectFrom('approval')
      .select('payload')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const payload = JSON.stringify(row.payload).replace('budi.baru@', 'pencuri@');
    await model.db.updateTable('approval').set({ payload }).where('id', '=', id).execute();
    expect(await decide(id)).toEqual({ kind: 'refused', reason: 'changed' });
  });

  test('asks the rules again: who became a role holder meanwhile, or was frozen, is left alone', async () => {
    const { id } = await requested();
    const grant = { role: 'agency', agencyId: (await model.account(nips.budi)).instansi.id } as const;
    const until = start + 2 * HOUR;
    await model.inTransaction((trx) =>
      grantRole(trx, { accountId: ids.budi, ...grant, until, now: start }, { actor: 'shell' }),
    );
    expect(await decide(id)).toEqual({ kind: 'refused', reason: 'role_holder' });
    expect((await decide(id, { now: until + 1 })).kind).toBe('approved');
  });

  describe('of what an officer asked for', () => {
    const agus = () => ids.agus;
    afterEach(async () => {
      await model.db.deleteFrom('account_block').where('account_id', '=', agus()).execute();
      await model.db.updateTable('account').set({ epoch, state: 'active' }).execute();
      await model.db
        .updateTable('role_grant')
        .set({ revoked_at: null })
        .where('account_id', '=', agus())
        .execute();
      const employee = model.db.updateTable('employee').set({ kedudukan_hukum_id: kedudukan });
      await employee.where('pns_id', '=', pnsId).execute();
    });
    let kedudukan: string;
    let pnsId: string;
    beforeAll(async () => {
      ({ kedudukanHukum: kedudukan, pnsId } = await model.account(nips.agus));
    });
    const block = (kind: 'freeze' | 'suspension') =>
      model.inTransaction((trx) =>
        placeBlock(trx, { accountId: agus(), kind, reason: 'disavowed', now: start }, { actor: 'system' }),
      );

    test.each<[string, () => Promise<unknown>]>([
      ['has been frozen', () => block('freeze')],
      ['has been suspended', () => block('suspension')],
      ['had every session ended', () => model.inTransaction((trx) => raiseEpoch(trx, agus()))],
      [
        'is suspended at the same epoch',
        () => model.db.updateTable('account').set({ state: 'suspended' }).where('id', '=', agus()).execute(),
      ],
      [
        'has left office',
        () =>
          model.db
            .updateTable('employee')
            .set({ kedudukan_hukum_id: retired })
            .where('pns_id', '=', pnsId)
            .execute(),
      ],
      [
        'lost the role',
        () =>
          model.db
            .updateTable('role_grant')
            .set({ revoked_at: new Date(start) })
            .where('account_id', '=', agus())
            .execute(),
      ],
    ])('who %s since, nothing is approved; it can still be refused', async (_, happens) => {
      const { id } = await requested();
      await happens();
      expect(await decide(id)).toEqual({ kind: 'refused', reason: 'asker_gone' });
      expect((await findApproval(model.db, id))?.state).toBe('pending');
      expect((await decide(id, { decision: 'refuse' })).kind).toBe('declined');
    });

    test('in a session that was over, or before it was written down, nothing is approved', async () => {
      const { id } = await requested({ epoch: epoch - 1 });
      expect(await decide(id)).toEqual({ kind: 'refused', reason: 'asker_gone' });
      await model.db.updateTable('approval').set({ asker_epoch: null }).where('id', '=', id).execute();
      expect(await decide(id)).toEqual({ kind: 'refused', reason: 'asker_gone' });
    });

    test.each([
      ['was ended while it asked: nobody approves it', { sid: 'ended', reason: 'disavowed' }, 'asker_gone'],
      ['ended out of nobody’s mistrust: it may be approved', { sid: 'replaced', reason: 'replaced' }, null],
      ['is not the one that was ended: it may be approved', { sid: 'another', reason: 'owner' }, null],
    ])('in a session that %s', async (_, details, reason) => {
      const row = { type: 'session.ended', accountId: agus(), details } as const;
      await audit(model.db, row, { actor: agus(), at: start - 1 });
      const { id } = await requested({ sid: details.sid === 'another' ? 'theirs' : details.sid });
      expect(await decide(id)).toMatchObject(
        reason === null ? { kind: 'approved' } : { kind: 'refused', reason },
      );
    });

    test('before an emergency ended their session, nothing is approved; after it, it may be', async () => {
      const { id } = await requested();
      const emergency = { agencyId: null, now: start + 1000 };
      await model.inTransaction((trx) => endSessionsFrom(trx, emergency, { actor: 'system' }));
      expect(await decide(id)).toEqual({ kind: 'refused', reason: 'asker_gone' });
      await model.db
        .updateTable('approval')
        .set({ requested_at: new Date(start + 2000) })
        .where('id', '=', id)
        .execute();
      expect((await decide(id)).kind).toBe('approved');
      await model.db.deleteFrom('setting').execute();
    });

    test('a session that was ended meanwhile decides nothing', async () => {
      const { id } = await requested();
      expect(await decide(id, { epoch: epoch - 1 })).toEqual({ kind: 'refused', reason: 'ended' });
    });

    test('for an agency that is not theirs is theirs no more', async () => {
      const { instansi } = await model.account(nips.budi);
      const { id } = await requested({ console: 'agency', agencyId: instansi.id });
      expect(await decide(id)).toEqual({ kind: 'refused', reason: 'asker_gone' });
      const { instansi: own } = await model.account(nips.siti);
      const may = (agencyId: string, change = {}) =>
        model.inTransaction((trx) =>
          mayStillAct(trx, {
            ...{ accountId: ids.siti, epoch, sid: 'of-siti', askedAt: start, now: start },
            held: { role: 'agency', agencyId },
            ...change,
          }),
        );
      expect([await may(own.id), await may(instansi.id)]).toEqual([true, false]);
      for (const change of [{ epoch: null }, { epoch: epoch + 1 }, { sid: null }])
        expect([change, await may(own.id, change)]).toEqual([change, false]);
    });
  });

  describe('on a case', () => {
    let caseId: string;
    beforeEach(async () => {
      const about = {
        topic: 'authenticator',
        nip: nips.budi,
        text: 'HP hilang',
        locale: 'id',
        now: start,
      } as const;
      const contactOf = { kind: 'email', value: 'orang@gmail.com' } as const;
      const opened = await model.inTransaction((trx) =>
        openCase(trx, { ...about, contact: contactOf }, model),
      );
      caseId = opened.id;
    });

    test('ends with the evidence it stands on: what is edited afterwards must be asked for again', async () => {
      const { id } = await requested({ caseId });
      const evidence = JSON.stringify({ callBack: { outcome: 'denied' } });
      await model.db.updateTable('help_case').set({ evidence }).where('id', '=', caseId).execute();
      expect(await decide(id)).toEqual({ kind: 'refused', reason: 'changed' });
      expect((await decide(id, { decision: 'refuse' })).kind).toBe('declined');
    });

    test('is not for whoever wrote on that evidence', async () => {
      const { id } = await requested({ caseId });
      const event = { caseId, actor: ids.rina, kind: 'evidence', now: start } as const;
      await model.inTransaction((trx) => addCaseEvent(trx, event));
      expect(await decide(id)).toEqual({ kind: 'refused', reason: 'edited' });
    });
  });
});

describe('what was approved', () => {
  const telling = () => ({ ...model.telling, ring: model.ring, issuer: 'http://localhost:3000' });
  const approveAndDo = (id: string, now = start + HOUR) =>
    model.inTransaction(async (trx) => {
      const approval = await findApproval(trx, id);
      const decision = { officer: ids.rina, epoch, decision: 'approve', reason: '', now } as const;
      const decided = await decideApproval(
        trx,
        { id, ...decision, payloadHash: approval?.payloadHash ?? '' },
        { actor: ids.rina },
      );
      if (decided.kind !== 'approved') throw new Error('not approved');
      await carryOut(trx, decided.approval, { now }, telling());
    });

  test('corrects the contact: proven ones count after 72 hours, the old one is told and can undo', async () => {
    const { id } = await requested(contact('budi.benar@gmail.com'));
    await approveAndDo(id);
    const account = await findSigninAccountById(model.db, ids.budi);
    const email = account?.contacts.find(({ kind }) => kind === 'email');
    expect(email).toMatchObject({ value: 'budi.benar@gmail.com', source: 'helpdesk' });
    const told = await model.db
      .selectFrom('outbox')
      .select(['recipient', 'text'])
      .where('kind', '=', 'contact_changed')
      .execute();
    expect(told.map(({ recipient }) => recipient)).toContain('budi@asn.example');
    expect(told[0]?.text).toContain('/account/undo/');
  });

  test('opens the reset of the authenticator at once, before one its owner asked for', async () => {
    const { id } = await requested();
    await approveAndDo(id);
    const reset = await model.db.selectFrom('authenticator_reset').selectAll().execute();
    expect(reset).toMatchObject([
      { way: 'helpdesk', state: 'open', account_id: ids.budi, holder_hash: null },
    ]);
  });

  test('ends a freeze, and leaves whoever caused it nothing: younger factors go, the password is recovered first', async () => {
    const before = start - HOUR;
    await model.inTransaction((trx) =>
      freezeAccount(
        trx,
        { accountId: ids.budi, reason: 'disavowed', eventAt: before, now: start },
        model.telling,
      ),
    );
    expect(await request()).toEqual({ kind: 'refused', reason: 'frozen' });
    const thief = model.db.updateTable('totp').where('account_id', '=', ids.budi);
    await thief.set({ confirmed_at: new Date(start) }).execute();
    const { id } = await requested({ act: 'end_freeze' });
    expect((await model.account(nips.budi)).blocks).toEqual(['freeze']);
    await approveAndDo(id);
    const budi = await model.account(nips.budi);
    expect(budi).toMatchObject({ blocks: [], authenticators: [], password: { recoveryForced: true } });
    expect(await request({ act: 'end_freeze' })).toEqual({ kind: 'refused', reason: 'not_frozen' });
  });

  test('of a freeze takes every factor with it that could not have left it', async () => {
    const freezing = { accountId: ids.budi, reason: 'disavowed', eventAt: start, now: start };
    await model.inTransaction((trx) => freezeAccount(trx, freezing, model.telling));
    // Enrolled by a thief the day before the event that its owner disavowed.
    const thief = model.db.updateTable('totp').where('account_id', '=', ids.budi);
    await thief.set({ confirmed_at: new Date(start - 24 * HOUR), replaced_at: null }).execute();
    expect((await model.account(nips.budi)).authenticators).toHaveLength(1);
    const { id } = await requested({ act: 'end_freeze' });
    await approveAndDo(id);
    expect(await model.account(nips.budi)).toMatchObject({ blocks: [], authenticators: [] });
  });

  test('shows a code once, to whoever asked for it, and no longer than the request is good', async () => {
    const { id } = await requested({ act: 'give_code' });
    const take = (officer: string, now = start + HOUR) =>
      model.inTransaction((trx) => takeApprovedCode(trx, { id, officer, now }));
    expect(await take(ids.agus)).toBeNull();
    await decide(id);
    expect((await findApproval(model.db, id))?.doneAt).toBeNull();
    expect(await take(ids.rina)).toBeNull();
    expect(await take(ids.agus, start + policy.approvals.ttlSeconds * 1000)).toBeNull();
    const both = await Promise.all([take(ids.agus), take(ids.agus)]);
    expect(both.filter((taken) => taken !== null)).toHaveLength(1);
  });
});
