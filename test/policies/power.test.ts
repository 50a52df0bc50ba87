import { describe, expect, test } from '@jest/globals';
import { mayAct, mayApprove, mayCallBack, needsSecondOfficer } from '../../src/policies/power.ts';
import type { PowerAct, PowerQuestion, PowerSubject } from '../../src/policies/power.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const now = 1_795_000_000_000;
const figures = { apartSeconds: 72 * 3600, callbackNumberSeconds: 30 * 24 * 3600 };
const subject: PowerSubject = {
  accountId: 'budi',
  roles: [],
  closed: false,
  frozen: false,
  contactTouchedAt: null,
  authenticatorTouchedAt: null,
};
const met = { callBack: { numberSince: now - 31 * DAY }, presence: false };
const nobodyMet = { callBack: null, presence: false };

function asked(change: Partial<PowerQuestion> & { of?: Partial<PowerSubject> } = {}) {
  const { of = {}, ...rest } = change;
  const question: PowerQuestion = {
    officer: 'agus',
    subject: { ...subject, ...of },
    act: 'reset_authenticator',
    meeting: met,
    console: 'helpdesk',
    now,
    ...rest,
  };
  const verdict = mayAct(question, figures);
  return verdict.kind === 'may' ? 'may' : verdict.reason;
}

const ACTS: PowerAct[] = ['end_lock', 'correct_contact', 'reset_authenticator', 'give_code'];

describe('an officer', () => {
  test.each(ACTS)('may %s for somebody else who was reached at an old number', (act) => {
    expect(asked({ act })).toBe('may');
  });

  test.each(ACTS)('may not %s for himself, whatever the evidence', (act) => {
    expect(asked({ act, of: { accountId: 'agus' } })).toBe('self');
  });

  test.each(['helpdesk', 'agency', 'admin'])('may not act on a holder of the role %s', (role) => {
    for (const act of ACTS) expect(asked({ act, of: { roles: [role] } })).toBe('role_holder');
  });

  test('does nothing to a closed account', () => {
    for (const act of ACTS) expect(asked({ act, of: { closed: true } })).toBe('closed');
  });

  test('changes nothing under a freeze but the freeze', () => {
    expect(asked({ act: 'give_code', of: { frozen: true } })).toBe('frozen');
    expect(asked({ act: 'end_freeze', of: { frozen: true } })).toBe('may');
    expect(asked({ act: 'end_freeze' })).toBe('not_frozen');
    expect(asked({ act: 'end_lock', of: { frozen: true } })).toBe('may');
  });

  test('ends a lock without having met anybody, and nothing else', () => {
    expect(asked({ act: 'end_lock', meeting: nobodyMet })).toBe('may');
    for (const act of ACTS.slice(1)) expect(asked({ act, meeting: nobodyMet })).toBe('not_met');
  });
});

describe('contact and authenticator', () => {
  test('do not both change within 72 hours, in either order', () => {
    const recent = now - 72 * HOUR + 1000;
    expect(asked({ act: 'reset_authenticator', of: { contactTouchedAt: recent } })).toBe('apart');
    expect(asked({ act: 'correct_contact', of: { authenticatorTouchedAt: recent } })).toBe('apart');
  });

  test('may follow one another after 72 hours', () => {
    const old = now - 72 * HOUR;
    expect(asked({ act: 'reset_authenticator', of: { contactTouchedAt: old } })).toBe('may');
    expect(asked({ act: 'correct_contact', of: { authenticatorTouchedAt: old } })).toBe('may');
  });

  test('of the same kind may change again', () => {
    expect(asked({ act: 'correct_contact', of: { contactTouchedAt: now } })).toBe('may');
  });
});

describe('a call-back', () => {
  test('proves somebody only at a number on record for 30 days', () => {
    expect(mayCallBack(now - 30 * DAY, now, figures)).toBe(true);
    expect(mayCallBack(now - 30 * DAY + 1, now, figures)).toBe(false);
    const young = { callBack: { numberSince: now - 29 * DAY }, presence: false };
    expect(asked({ meeting: young })).toBe('not_met');
  });

  test('is not needed where the person stands before the agency’s admin; a helpdesk meets nobody', () => {
    const presence = { callBack: null, presence: true };
    expect(asked({ meeting: presence, console: 'agency' })).toBe('may');
    expect(asked({ meeting: presence, console: 'helpdesk' })).toBe('not_met');
  });
});

describe('a second officer', () => {
  test('is needed for everything but the end of a lock, and an agency’s correction of a contact', () => {
    expect(needsSecondOfficer('end_lock', 'helpdesk')).toBe(false);
    for (const act of ['correct_contact', 'reset_authenticator', 'give_code', 'end_freeze'] as const)
      expect(needsSecondOfficer(act, 'helpdesk')).toBe(true);
    expect(needsSecondOfficer('correct_contact', 'agency')).toBe(false);
    expect(needsSecondOfficer('reset_authenticator', 'agency')).toBe(true);
  });

  test('is somebody else than who asked, who edited, or whom it concerns', () => {
    const question = { officer: 'rina', requestedBy: 'agus', editors: [], subject: 'budi' };
    expect(mayApprove(question)).toEqual({ kind: 'may' });
    expect(mayApprove({ ...question, requestedBy: 'rina' })).toEqual({ kind: 'may_not', reason: 'own' });
    expect(mayApprove({ ...question, subject: 'rina' })).toEqual({ kind: 'may_not', reason: 'self' });
    expect(mayApprove({ ...question, editors: ['agus', 'rina'] })).toEqual({
      kind: 'may_not',
      reason: 'edited',
    });
  });
});
