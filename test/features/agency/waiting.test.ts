import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openCorrection } from '../../../src/model/corrections.ts';
import { registrationNikAad } from '../../../src/model/registrations/registration.ts';
import { randomToken, sha256 } from '../../../src/platform/crypto.ts';
import { bandung } from '../../support/agency.ts';
import { appointAt, audits, messageTo, signIn } from '../../support/agency-app.ts';
import type { AtDesk } from '../../support/agency-app.ts';
import { startApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { nips } from '../../support/model.ts';
import { alerts } from '../../support/signin.ts';
import { headingOf } from '../../support/visitor.ts';

let app: TestApp;
let siti: AtDesk;
const nip = '199001012022031101';

beforeAll(async () => {
  app = await startApp();
  siti = await signIn(app, { nip: nips.siti });
});
afterAll(() => app?.stop());

/** As it stands once a registration has to wait for the agency. */
async function registrationWaits(pnsId: string, email: string, phone: string): Promise<string> {
  const id = randomUUID();
  const at = new Date(app.clock.now());
  const { mac, key } = app.ring.mac('nik', '3273010101900001');
  await app.db
    .insertInto('registration')
    .values({
      ...{ id, nip, pns_id: pnsId, email, phone, state: 'waiting', cause: 'contact_differs' },
      ...{
        nik_enc: app.ring.encrypt('3273010101900001', registrationNikAad(id)),
        nik_hmac: mac,
        nik_key: key,
      },
      ...{ email_verified_at: at, phone_verified_at: at, password_hash: 'x', told_at: at },
      ...{ status_hash: sha256(randomToken()), browser_hash: sha256(randomToken()) },
      ...{ created_at: at, updated_at: at, expires_at: new Date(at.getTime() + 86_400_000) },
    })
    .execute();
  return id;
}

describe('registrations that wait', () => {
  test('show what differs, and are approved by who has met the person', async () => {
    const [pnsId = ''] = await appointAt(app, [{ nama: 'Ahmad Fauzi', nip, phone: '081311111101' }]);
    const id = await registrationWaits(pnsId, 'ahmad.baru@sekolah.example', '+6281311111101');
    expect((await siti.get('/agency')).text).toContain('Pendaftaran yang menunggu');
    const page = await siti.get(`/agency/registrations/${id}`);
    expect(headingOf(page.text)).toBe('Pendaftaran yang menunggu');
    for (const part of [
      'ahmad.baru@sekolah.example',
      'Berbeda dari catatan',
      'Sama dengan catatan',
      '0813••••••01',
    ])
      expect(page.text).toContain(part);
    expect(page.text).not.toContain('3273010101900001');
    const notMet = await siti.submit({ decision: 'approve', reason: 'Sudah dikenal.', code: siti.code() });
    expect([notMet.status, alerts(notMet.text)]).toEqual([422, expect.stringContaining('memastikan')]);
    const typed = { decision: 'approve', meeting: 'presence', reason: 'Hadir dengan KTP.' };
    const wrong = await siti.submit({ ...typed, code: '000000' });
    expect([wrong.status, wrong.text.includes('Hadir dengan KTP.')]).toEqual([422, true]);
    const done = await siti.submit({ ...typed, code: siti.code() });
    expect(done.text).toContain('Pendaftaran disetujui');
    expect((await audits(app, 'registration.decided')).at(-1)?.details).toMatchObject({
      decision: 'approve',
    });
    await messageTo(app, 'ahmad.baru@sekolah.example', /https?:\/\//);
    expect((await siti.get(`/agency/registrations/${id}`)).status).toBe(404);
  });

  test('with contacts of the admin’s own are another admin’s to decide', async () => {
    const [pnsId = ''] = await appointAt(app, [{ nama: 'Umar', nip: '199001012022031199' }]);
    const id = await registrationWaits(pnsId, 'siti@asn.example', '+6281311111102');
    await siti.get(`/agency/registrations/${id}`);
    const refused = await siti.submit({
      ...{ decision: 'approve', meeting: 'presence', reason: 'Hadir dengan KTP.', code: siti.code() },
    });
    expect([refused.status, alerts(refused.text)]).toEqual([422, expect.stringContaining('admin lain')]);
  });
});

describe('requests to correct the record', () => {
  test('are answered, and whoever asked is told', async () => {
    const now = app.clock.now();
    await app.db.transaction().execute((trx) =>
      openCorrection(
        trx,
        {
          ...{
            kind: 'record' as const,
            nip: nips.siti,
            nama: 'Siti',
            agencyId: bandung,
            field: 'name' as const,
          },
          ...{
            text: 'Nama saya <b>salah</b>.',
            contact: { kind: 'email' as const, value: 'saya@mail.example' },
            now,
          },
        },
        { ring: app.ring, context: { actor: 'anonymous', at: now } },
      ),
    );
    const listed = await siti.get('/agency/corrections');
    const path = /\/agency\/corrections\/[0-9a-f-]{36}/.exec(listed.text)?.[0] ?? '';
    const page = await siti.get(path);
    expect(page.text).toContain('&lt;b&gt;salah');
    expect((await siti.submit({ decision: 'done', reason: '' })).status).toBe(422);
    const done = await siti.submit({ decision: 'done', reason: 'Sudah dibetulkan di SIASN.' });
    expect(done.text).toContain('Ditandai sudah dibetulkan');
    await messageTo(app, 'saya@mail.example', /\/help\/correction\//);
    expect((await siti.get(path)).status).toBe(404);
  });
});
