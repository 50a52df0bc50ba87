/** Events of the ways a sign-in may take besides the ordinary one. Never a secret or a full NIP in the details. */
export interface SigninWayEvents {
  /** A code handed over by an officer, or on a letter, that stands for the password once. */
  'handed-code.issued': {
    kind: 'helpdesk' | 'letter';
    until: string;
    case?: string | undefined;
    batch?: string | undefined;
  };
  'handed-code.accepted': { code: string; kind: 'helpdesk' | 'letter' };
  /** The right code, but in a browser where whoever issued it is signed in. */
  'handed-code.refused': { code: string; reason: 'issuer_session' };
  /** Its owner has a password of their own again. */
  'handed-code.used': { code: string; kind: 'helpdesk' | 'letter' };
  'handed-code.revoked': { count: number };
  /** "Lanjut nanti" at this step of an activation; how many contacts count again in that browser. */
  'activation.left': { step: string; contacts: number };
  /** It went on in the browser that left it: so many contacts were not asked for a code again. */
  'activation.resumed': { contacts: number };
  'sms-factor.chosen': { contact: string };
  'nip.accepted': { nip: string };
  'nip.refused': { nip: string };
}
