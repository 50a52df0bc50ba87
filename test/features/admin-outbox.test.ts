import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openConsole } from '../support/admin.ts';
import type { Console } from '../support/admin.ts';

let desk: Console;
beforeAll(async () => {
  desk = await openConsole();
});
afterAll(() => desk?.app.stop());

test('a message that was given up is named in words, in either language', async () => {
  const at = new Date(desk.app.clock.now());
  const dead = {
    channel: 'email',
    recipient: 'budi@example.go.id',
    subject: 's',
    text: 't',
    created_at: at,
  } as const;
  await desk.app.db
    .insertInto('outbox')
    .values(
      ['link_recovery', 'of_a_later_release'].map((kind) => ({
        ...dead,
        kind,
        next_attempt_at: at,
        dead_at: at,
      })),
    )
    .execute();
  const { text } = await desk.rina.get('/admin/outbox');
  expect(text).toContain('<td>Tautan pemulihan kata sandi</td>');
  expect(text).not.toContain('link_recovery');
  expect(text).toContain('<td>of_a_later_release</td>');
  expect((await desk.rina.get('/admin/outbox?lang=en')).text).toContain(
    '<td>Link to recover a password</td>',
  );
  await desk.rina.get('/admin/outbox?lang=id');
});
