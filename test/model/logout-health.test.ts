import { expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { logoutHealth } from '../../src/model/logout-health.ts';
import { openModel } from '../support/model.ts';

// Of a page of the console that every admin may open, over what a relying party's outage has left.
test('the deliveries of one client are found by their index, whatever there is of others', async () => {
  const { db, close } = await openModel('postgres');
  await sql`insert into logout_delivery (client_id, account_id, created_at, next_attempt_at)
    select case when n % 300 = 0 then 'one' else 'other' end, gen_random_uuid(), now(), now()
    from generate_series(1, 30000) n`.execute(db);
  await sql`analyze logout_delivery`.execute(db);
  const health = await logoutHealth(db, 'one');
  expect([health.waiting, health.givenUp, health.last.length]).toEqual([100, 0, 10]);
  for (const text of [
    `select * from logout_delivery where client_id = 'one' order by id desc limit 10`,
    `select count(*) filter (where given_up_at is null) from logout_delivery where client_id = 'one' and delivered_at is null`,
  ]) {
    const { rows } = await sql.raw<Record<string, string>>(`explain ${text}`).execute(db);
    const plan = rows.map((row) => Object.values(row).join('')).join('\n');
    expect([text, plan]).toEqual([text, expect.stringContaining('logout_delivery_client')]);
  }
  await close();
});
