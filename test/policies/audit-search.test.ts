import { describe, expect, test } from '@jest/globals';
import { chooseDriver, readCursor, writeCursor } from '../../src/policies/audit-search.ts';

describe('a search of the log', () => {
  test('goes by what has the fewest rows, and of equals by what names fewer as a rule', () => {
    expect(chooseDriver({ client: 2000, type: 3 })).toBe('type');
    expect(chooseDriver({ client: 2000, type: 2000 })).toBe('client');
    expect(chooseDriver({ request: 0, account: 0 })).toBe('request');
    expect(chooseDriver({})).toBe('time');
  });

  test('goes on where the page before ended', () => {
    expect(readCursor(writeCursor({ driver: 'actor', id: 42 }))).toEqual({ driver: 'actor', id: 42 });
  });

  test.each(['', '42', 'type-', 'type-x', 'table-1', 'type-1;', 'type-1234567890123456'])(
    'knows no page that it has not named: %j',
    (written) => {
      expect(readCursor(written)).toBeNull();
    },
  );
});
