/** Who may use a relying party: of one of these agencies, where any is named, and of one of these kinds, where any is. */
export interface AccessRule {
  agencies: readonly string[];
  kinds: readonly ('PNS' | 'PPPK')[];
}

/** What the rule asks of a person; what the directory does not say (null) is none of those named. */
export interface AccessFacts {
  instansi: { id: string } | null;
  jenisAsn: 'PNS' | 'PPPK' | null;
}

/** An application for some agencies is on nobody else's portal, and lets nobody else in. No rule: it is everybody's. */
export function mayUse(client: { access: AccessRule | null }, person: AccessFacts): boolean {
  const { access } = client;
  if (access === null) return true;
  const { instansi, jenisAsn } = person;
  const ofAgency =
    access.agencies.length === 0 || (instansi !== null && access.agencies.includes(instansi.id));
  const ofKind = access.kinds.length === 0 || (jenisAsn !== null && access.kinds.includes(jenisAsn));
  return ofAgency && ofKind;
}
