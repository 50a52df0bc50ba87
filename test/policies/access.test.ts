import { describe, expect, test } from '@jest/globals';
import { kedudukanHukum } from '../../config/kedudukan-hukum.ts';
import { maySignIn } from '../../src/policies/access.ts';
import type { SigninStanding } from '../../src/policies/access.ts';

const active: SigninStanding = { accountState: 'active', blocks: [], kedudukanHukum: '01' };
const verdict = (over: Partial<SigninStanding>): string => {
  const result = maySignIn({ ...active, ...over });
  return result.kind === 'may' ? 'may' : result.reason;
};

describe('maySignIn', () => {
  test.each<[Partial<SigninStanding>, string]>([
    [{}, 'may'],
    [{ accountState: 'unverified' }, 'may'],
    [{ accountState: 'suspended' }, 'suspended'],
    [{ accountState: 'closed' }, 'closed'],
    [{ accountState: 'closed', blocks: ['freeze'], kedudukanHukum: '99' }, 'closed'],
    [{ blocks: ['suspension'] }, 'suspended'],
    [{ blocks: ['suspension', 'freeze'] }, 'frozen'],
    [{ accountState: 'unverified', blocks: ['freeze'] }, 'frozen'],
    [{ kedudukanHukum: '03' }, 'may'],
    [{ kedudukanHukum: '04' }, 'kedudukan_hukum'],
    [{ kedudukanHukum: '99' }, 'kedudukan_hukum'],
    [{ kedudukanHukum: '' }, 'kedudukan_hukum'],
    [{ kedudukanHukum: '00' }, 'kedudukan_hukum'],
    [{ kedudukanHukum: 'toString' }, 'kedudukan_hukum'],
  ])('%j: %s', (over, expected) => {
    expect(verdict(over)).toBe(expected);
  });

  test('lets nobody in whose employment was suspended, blocked or has ended', () => {
    const closed = [
      '04',
      '14',
      '52',
      '66',
      '67',
      '68',
      '69',
      '70',
      '77',
      '88',
      '89',
      '90',
      '91',
      '92',
      '98',
      '99',
    ];
    const refused = Object.keys(kedudukanHukum).filter((code) => verdict({ kedudukanHukum: code }) !== 'may');
    expect(refused.toSorted()).toEqual(closed);
  });
});
