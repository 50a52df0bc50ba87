/** Events of the directory and what its news do to an account. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface OutsideEvents {
  /** A record of ours changed: which fields, never their values. `ended`: its holder may not sign in any more. */
  'directory.changed': { person: string; fields: string[]; ended?: boolean; kedudukanHukum?: string };
  /** A new number of the same person waits for its owner's word. */
  'directory.number-offered': { person: string; nip: string };
  /** A number that cannot be told whose it is: nothing was attached; a case for the helpdesk. */
  'directory.number-conflict': {
    person: string;
    nip: string;
    reason: 'nip_taken' | 'person_differs' | 'nik_shared';
  };
  'directory.imported': Record<
    'rows' | 'added' | 'changed' | 'unchanged' | 'refused' | 'ended' | 'offered',
    number
  >;
}
