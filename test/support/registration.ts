import { policy } from '../../config/policy.ts';
import { findEmployee } from '../../src/model/directory/find-employee.ts';
import { httpDirectory } from '../../src/model/directory/http-directory.ts';
import { createOutgoing } from '../../src/platform/outgoing.ts';
import type { TestApp } from './app.ts';
import { plainCompose } from './model.ts';
import { visitor } from './visitor.ts';
import type { Page, Visitor } from './visitor.ts';

export interface Applicant {
  nip: string;
  nik: string;
  email: string;
  phone: string;
}

/** As the demo's directory and population register have them. */
export const people = {
  andi: applicant('199509092022031006', '3204100909950006', 'andi', '06'),
  budi: applicant('199001012020011001', '3171010101900001', 'budi', '01'),
  dewi: applicant('199203032023212003', '3174044303920003', 'dewi', '03'),
  hadi: applicant('197011111995031007', '3171011111700007', 'hadi', '07'),
  fitri: applicant('200003152026032008', '3173055503000008', 'fitri', '08'),
  joko: applicant('198904172026211009', '3372011704890009', 'joko', '09'),
  bambang: applicant('197606062003121010', '3273010606760010', 'bambang', '10'),
  kartini: applicant('199304212019032012', '3320016104930012', 'kartini', '12'),
  /** The population register has another name for her. */
  ratna: applicant('199108222015042013', '3174026208910013', 'ratna', '13'),
  /** Recorded twice. */
  nur: applicant('199010102018012016', '3515055010900016', 'nur', '16'),
  /** Shares her office's mailbox with a colleague. */
  maria: applicant('198707072010122020', '5371014707870020', 'tata-usaha', '20'),
  yohanes: applicant('198601162010121021', '5371011601860021', 'tata-usaha', '21'),
  putri: applicant('199612122022032024', '3276015212960024', 'putri', '24'),
  wulan: applicant('198911112014022026', '3273025111890026', 'wulan', '26'),
  arif: applicant('199207072017081027', '3171040707920027', 'arif', '27'),
  rizky: applicant('199402282023211025', '3204092802940025', 'rizky', '25'),
} as const;

/** A NIP that nobody has. */
export const nobody: Applicant = applicant('199001012020011999', '3171010101900999', 'nobody', '99');

function applicant(nip: string, nik: string, name: string, end: string): Applicant {
  return { nip, nik, email: `${name}@asn.example`, phone: `0812000000${end}` };
}

export const PASSWORD = 'Langit#Biru-2041';

/** Puts somebody of the directory into our copy, as the nightly import does; their contacts have been there for long. */
export async function knownForLong(app: TestApp, ...nips: string[]): Promise<void> {
  const { directoryUrl, tokens } = app.outside;
  const address = () => ({ url: directoryUrl, token: tokens.directory });
  const directory = httpDirectory(createOutgoing({ address, figures: policy.outside }));
  const deps = { ...app, directory, compose: plainCompose, now: app.clock.now };
  for (const nip of nips) {
    const found = await findEmployee(deps, nip);
    if (found.kind !== 'found') throw new Error(`the directory has no ${nip}`);
  }
  const since = new Date(app.clock.now() - 400 * 86_400_000);
  await app.db
    .updateTable('employee')
    .set({ email_since: since, no_hp_since: since })
    .where('nip', 'in', nips)
    .execute();
}

/** The newest text to an address, straight from the table; nothing has to be delivered first. */
export async function textTo(app: TestApp, to: string, kind?: string): Promise<string> {
  const recipient = to.replace(/^0/, '+62');
  const all = app.db.selectFrom('outbox').select('text').where('recipient', '=', recipient);
  const row = await (kind === undefined ? all : all.where('kind', '=', kind))
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.text ?? '';
}

export const codeIn = (text: string): string => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? '';
export const linkIn = (text: string): string => /http:\/\/\S+/.exec(text)?.[0] ?? '';
export const pathIn = (text: string): string => new URL(linkIn(text)).pathname;

/** Fills in "Daftar" and posts it. */
export async function begin(person: Visitor, form: Applicant): Promise<Page> {
  await person.get('/register');
  return person.submit({ ...form });
}

/** "Daftar" and both codes: whatever is due then. */
export async function prove(app: TestApp, person: Visitor, form: Applicant): Promise<Page> {
  await begin(person, form);
  return person.submit({
    emailCode: codeIn(await textTo(app, form.email, 'code_registration')),
    smsCode: codeIn(await textTo(app, form.phone, 'code_registration')),
  });
}

/** As far as the page that says what happens next. */
export async function choose(app: TestApp, form: Applicant): Promise<{ person: Visitor; page: Page }> {
  const person = visitor(app);
  await prove(app, person, form);
  const page = await person.submit({ password: PASSWORD, confirmPassword: PASSWORD });
  return { person, page };
}

export const rowOf = (app: TestApp, { nip }: Applicant) =>
  app.db
    .selectFrom('registration')
    .selectAll()
    .where('nip', '=', nip)
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow();
