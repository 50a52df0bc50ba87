/** Passkeys: sign-in by fingerprint or face, and their place in the account. */
export default {} as const satisfies Record<string, string>;
