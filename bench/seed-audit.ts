import type { Db } from '../src/platform/db.ts';
import { tell } from './seed-people.ts';

const SLICE = 50_000;
export const DAYS = 365;

/** What happens in a year of sign-ins, in so many of a thousand; the rest is rare. */
const TYPES: [string, number, string][] = [
  [
    'signin.success',
    420,
    `{"acr":"urn:asn:acr:2","amr":["pwd","otp","mfa"],"shared":false,"knownBrowser":true}`,
  ],
  ['session.ended', 160, `{"reason":"idle"}`],
  ['signin.refused', 130, `{"reason":"wrong_password","pool":"password","remaining":3}`],
  ['contact.code-sent', 70, `{"kind":"email","purpose":"signin"}`],
  ['logout', 60, `{"clients":["myasn"]}`],
  ['captcha.solved', 50, `{"way":"altcha"}`],
  ['device.remembered', 40, `{"device":"3f1c"}`],
  ['act.proven', 25, `{"act":"password.change","way":"totp"}`],
  ['signin.locked', 15, `{"pool":"password","until":"2026-11-10T03:15:00Z"}`],
  ['person.viewed', 12, `{"console":"helpdesk","why":"case"}`],
  ['password.changed', 8, `{"reason":"chosen"}`],
  ['passkey.added', 6, `{"passkey":"8d0e","synced":true}`],
  ['directory.changed', 4, `{"person":"a1","fields":["jabatan"]}`],
];

/** Rows of the audit log: `client_id`, address and actor as crooked as they are in life. */
export async function seedAudit(db: Db, rows: number): Promise<void> {
  await tell(db, `create table bench_account as select row_number() over ()::int as n, id from account`);
  await tell(db, `create unique index bench_account_n on bench_account (n)`);
  const { n: accounts } = await db
    .selectFrom('account')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  await tell(
    db,
    `create function bench_type(h int) returns text immutable language sql as $$ ${typeCase('name')} $$`,
  );
  await tell(
    db,
    `create function bench_details(h int) returns jsonb immutable language sql as $$ ${typeCase('details')} $$`,
  );
  for (let from = 1; from <= rows; from += SLICE)
    await tell(db, auditInsert({ from, to: Math.min(rows, from + SLICE - 1), rows, accounts }));
  await tell(db, 'analyze audit');
}

interface Slice {
  from: number;
  to: number;
  /** Of all: where in the year a row stands. */
  rows: number;
  accounts: number;
}

export function auditInsert({ from, to, rows, accounts }: Slice): string {
  const h = (salt: string) => `abs(hashtext('${salt}' || i))`;
  return `insert into audit (at, type, account_id, actor, client_id, address, user_agent, request_id, details, sid)
    select now() - interval '${DAYS} days' + i * (interval '${DAYS} days' / ${rows}),
      case when i % 1000003 = 7 then 'keys.rotated' when i % 100003 = 7 then 'role.granted' else bench_type(${h('t')} % 1000) end,
      b.id, case when ${h('t')} % 1000 between 967 and 978 then 'b0000000-0000-4000-8000-' || lpad((${h('o')} % 200)::text, 12, '0')
        when ${h('x')} % 100 < 5 then 'system' when ${h('x')} % 100 < 12 then 'anonymous' else 'self' end,
      case when i % 50021 = 7 then 'langka' else (array['myasn','myasn','myasn','portal','portal','siasn','ekinerja',null])[1 + ${h('c')} % 8] end,
      case when ${h('d')} % 100 < 5 then '192.0.2.1' else '10.' || ${h('d')} % 16 || '.' || ${h('e')} % 60 || '.' || ${h('f')} % 250 end,
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
      upper(substr(md5('r' || i), 1, 4) || '-' || substr(md5('r' || i), 5, 4)), bench_details(${h('t')} % 1000), md5('s' || i)
    from generate_series(${from}, ${to}) i
      left join bench_account b on b.n = 1 + ${h('p')} % ${Math.ceil(accounts * 1.05)}
    order by i`;
}

/** 'name' or 'details' of the type whose part of a thousand `h` falls into. */
function typeCase(what: 'name' | 'details'): string {
  let upTo = 0;
  const cases = TYPES.map(([name, part, details]) => {
    upTo += part;
    return `when h < ${upTo} then ${what === 'name' ? `'${name}'` : `'${details}'::jsonb`}`;
  });
  return `select case ${cases.join(' ')} else ${what === 'name' ? `'signin.success'` : `'{}'::jsonb`} end`;
}
