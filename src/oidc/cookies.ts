/** Names and flags by design §6: `__Host-` where a cookie belongs to the whole host, `__Secure-` where to a path. */
export function cookieSettings(issuer: string, keys: string[]) {
  const secure = issuer.startsWith('https:');
  const flags = { httpOnly: true, sameSite: 'lax' as const, signed: true, overwrite: true, secure };
  return {
    keys,
    names: {
      session: secure ? '__Host-session' : 'session',
      interaction: secure ? '__Secure-interaction' : 'interaction',
      resume: secure ? '__Secure-resume' : 'resume',
    },
    long: { ...flags, path: '/' },
    short: flags,
  };
}
