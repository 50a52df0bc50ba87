import { policy } from '../../../../config/policy.ts';
import type { AuditFound, FoundAudit } from '../../../model/audit-search/search.ts';
import type { MessageKey, Words } from '../../../messages.ts';
import { refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import type { Web } from '../../../parts/web.ts';
import type { Fields } from '../../../platform/http/form.ts';
import type { AuditLine } from '../../../platform/http/page-locals/audit.ts';
import { writeCursor } from '../../../policies/audit-search.ts';
import type { Visit } from '../desk.ts';
import { AREA_WORDS, areaNames, eventWords, typesOf } from './events.ts';
import { EVENT_WORDS } from './event-words.ts';
import { namesOf } from './people.ts';
import { NOBODIES, searchAddress } from './read-search.ts';
import type { Search } from './read-search.ts';

const AUDIT = '/admin/audit';

const NOBODY_WORDS: Readonly<Record<(typeof NOBODIES)[number], MessageKey>> = {
  self: 'audit.actor.self',
  system: 'audit.actor.system',
  shell: 'audit.actor.shell',
  anonymous: 'audit.actor.anonymous',
};

interface Shown {
  search: Search;
  faults?: readonly Fault[];
  found?: Extract<AuditFound, { kind: 'found' }>;
  /** What was typed, where it was refused. */
  form?: Fields;
}

export async function showSearch(deps: Web, visit: Visit, shown: Shown): Promise<void> {
  const { ctx, words, waiting } = visit;
  const { search, faults = [], found, form } = shown;
  const { values } = search;
  const rows = found?.rows ?? [];
  const [clients, names] = await Promise.all([
    deps.clients.all(),
    namesOf(deps.db, [values.person, values.actor, ...rows.flatMap((row) => [row.accountId, row.actor])]),
  ]);
  const apps = new Map(clients.map(({ id, name }) => [id, name]));
  const locals = {
    waiting,
    events: areaNames.map((area) => ({
      value: `area:${area}`,
      label: words.t(AREA_WORDS[area]),
      types: typesOf(area).map((type) => ({ value: type, label: words.t(EVENT_WORDS[type]) })),
    })),
    clients: clients.map(({ id, name }) => ({ value: id, label: name })),
    values: { ...values, nip: form?.nip ?? '', actorNip: form?.actorNip ?? '' },
    person: values.person === '' ? null : (names.get(values.person) ?? values.person),
    actor: values.actor === '' ? null : actorName(values.actor, names, words),
    rows: found ? rows.map((row) => lineOf(row, { names, apps, words })) : null,
    next: found?.next ? searchAddress(AUDIT, values, { after: writeCursor(found.next) }) : null,
    lookedBackTo: found?.lookedBackTo?.getTime() ?? null,
    exportRows: policy.audit.exportRows,
    narrowed: Object.values(values).some((value) => value !== ''),
    errors: refusals(words, faults),
  };
  deps.render(ctx, 'admin/audit/search', locals, { status: faults.length > 0 ? 422 : 200 });
}

interface Known {
  names: ReadonlyMap<string, string>;
  apps: ReadonlyMap<string, string>;
  words: Words;
}

function lineOf(row: FoundAudit, { names, apps, words }: Known): AuditLine {
  const { id, at, type, accountId, actor, clientId, address, requestId, seal } = row;
  return {
    ...{ id, type, accountId, clientId, address, requestId, seal },
    at: at.getTime(),
    words: eventWords(row, words),
    person: accountId === null ? null : (names.get(accountId) ?? accountId),
    actor: actor === accountId ? words.t('audit.actor.self') : actorName(actor, names, words),
    // A link where there is more of that one.
    actorId: names.has(actor) && actor !== accountId ? actor : null,
    client: clientId === null ? null : (apps.get(clientId) ?? clientId),
    raw: JSON.stringify(
      { id, at: at.toISOString(), type, details: row.details, userAgent: row.userAgent, sid: row.sid, actor },
      null,
      2,
    ),
  };
}

function actorName(actor: string, names: ReadonlyMap<string, string>, { t }: Words): string {
  const nobody = NOBODIES.find((name) => name === actor);
  return nobody === undefined ? (names.get(actor) ?? actor) : t(NOBODY_WORDS[nobody]);
}
