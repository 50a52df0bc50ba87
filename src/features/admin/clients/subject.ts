import type { Words } from '../../../messages.ts';
import type { Difference } from '../requests/act.ts';
import { differences } from './describe.ts';
import type { AgencyNames } from './describe.ts';
import { textOf } from './draft.ts';
import type { ClientDraft } from './draft.ts';

interface Changed {
  client: string;
  before: ClientDraft | null;
  after: ClientDraft | null;
  agencies: AgencyNames;
}

/** An application by its name and by its client ID: a name may be like another's, or be what changes. */
export const named = ({ name, client }: { name: string; client: string }): string => `${name} (${client})`;

/** Under the name that people know it by: until a change is approved that is the old one. */
export function subjectOf({ client, before, after }: Pick<Changed, 'client' | 'before' | 'after'>): string {
  return named({ client, name: textOf((before ?? after)?.metadata.client_name) });
}

/** The first row of whatever is decided about an application. */
export function aboutRow(application: string, { t }: Words): Difference {
  return { label: t('clients.label.application'), old: [application], new: [application] };
}

/** What would become of a registration, and of which. */
export function changesOf(payload: Changed, words: Words): Difference[] {
  return [aboutRow(subjectOf(payload), words), ...differences(payload, words, payload.agencies)];
}
