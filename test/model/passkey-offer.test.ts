import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { policy } from '../../config/policy.ts';
import {
  changePasskeyOffer,
  forgetPasskeyOffer,
  loadPasskeyOffer,
  passkeyOffered,
} from '../../src/model/passkey-offer.ts';
import { nips, openModel, start } from '../support/model.ts';
import type { ModelFixture } from '../support/model.ts';
import { fixedClock } from '../support/stores.ts';

describe.each(['postgres', 'pglite'] as const)('the switch of passkeys on %s', (kind) => {
  let model: ModelFixture;
  const clock = fixedClock(start);
  const deps = () => ({ db: model.db, now: clock.now });
  const change = (share: number, agencies: string[] = []) =>
    model.inTransaction((trx) =>
      changePasskeyOffer(trx, { offer: { share, agencies }, now: clock.now() }, { actor: 'shell' }),
    );
  const budi = async () => ({ accountId: (await model.account(nips.budi)).id, agencyId: 'a1' });

  beforeAll(async () => {
    model = await openModel(kind);
  });
  afterAll(() => model.close());

  test('is the figure of the policy until somebody turns it', async () => {
    expect(await loadPasskeyOffer(model.db)).toEqual({ offer: policy.passkeys.offer, changed: null });
    expect(await passkeyOffered(deps(), await budi())).toBe(true);
  });

  test('turned, it overrules the policy: on this node at once, on others within half a minute', async () => {
    await change(0);
    expect(await passkeyOffered(deps(), await budi())).toBe(true);
    clock.advance(policy.caches.settingsSeconds);
    expect(await passkeyOffered(deps(), await budi())).toBe(false);
    await change(0, ['a1']);
    forgetPasskeyOffer(model.db);
    expect(await passkeyOffered(deps(), await budi())).toBe(true);
  });

  test('writes down what it was and what it is', async () => {
    await change(0.25);
    const rows = await model.db
      .selectFrom('audit')
      .select('details')
      .where('type', '=', 'passkey-offer.changed')
      .orderBy('id')
      .execute();
    expect(rows.map(({ details }) => details)).toEqual([
      { before: { share: 1, agencies: [] }, after: { share: 0, agencies: [] } },
      { before: { share: 0, agencies: [] }, after: { share: 0, agencies: ['a1'] } },
      { before: { share: 0, agencies: ['a1'] }, after: { share: 0.25, agencies: [] } },
    ]);
  });
});
