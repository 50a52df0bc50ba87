import { demoSecrets } from './data-dir.ts';
import type { Settings } from './settings.ts';

export interface Secrets {
  secretsKeys: string[];
  cookieKeys: string[];
  /** The demo's only. */
  siasnClientSecret: string;
}

/** The settings' keys; where the demo has none, those it made for itself. */
export async function secretsOf(settings: Settings): Promise<Secrets> {
  const { secretsKeys, cookieKeys, siasnClientSecret } = settings;
  if (settings.mode === 'production') {
    return { secretsKeys: secretsKeys ?? [], cookieKeys: cookieKeys ?? [], siasnClientSecret: '' };
  }
  const made = await demoSecrets(settings.dataDir);
  return {
    secretsKeys: secretsKeys ?? made.secretsKeys,
    cookieKeys: cookieKeys ?? made.cookieKeys,
    siasnClientSecret: siasnClientSecret ?? made.siasnClientSecret,
  };
}
