import type { Server } from 'node:http';
import path from 'node:path';
import { createEkinerja } from './ekinerja/application.ts';
import { openTargets } from './ekinerja/targets.ts';
import type { Application } from './kit/application.ts';
import { close, listen } from './kit/listen.ts';
import type { Log } from './kit/log.ts';
import { createRelyingParty } from './kit/relying-party.ts';
import { loadSigningKey } from './kit/signing-key.ts';
import { createMyasn } from './myasn/application.ts';
import type { ApplicationId, DemoSettings } from './settings.ts';
import { createSiasn } from './siasn/application.ts';
import { openProposals } from './siasn/proposals.ts';

export interface Started {
  application: ApplicationId;
  url: string;
  close(): Promise<void>;
}

/** Starts one relying party: its data, its key, its pages, its port. */
export async function startApplication(
  id: ApplicationId,
  settings: DemoSettings,
  { now, log }: { now: () => number; log: Log },
): Promise<Started> {
  const { issuer, dataDir } = settings;
  const application = await createApplication(id, settings, now);
  const proven = application.registration.authentication.kind === 'private_key_jwt';
  const key = proven ? await loadSigningKey(dataDir, id) : null;
  const stopping = new AbortController();
  const app = createRelyingParty({ application, issuer, key, now, log, stopped: stopping.signal });
  const url = new URL(application.url);
  const server: Server = await listen(app.callback(), {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)),
  });
  return {
    application: id,
    url: application.url,
    async close() {
      stopping.abort();
      await close(server);
    },
  };
}

async function createApplication(
  id: ApplicationId,
  { issuer, urls, dataDir, siasnClientSecret }: DemoSettings,
  now: () => number,
): Promise<Application> {
  switch (id) {
    case 'myasn':
      return createMyasn({ url: urls.myasn, issuer, now });
    case 'siasn': {
      const proposals = await openProposals(path.join(dataDir, 'siasn.json'), now);
      return createSiasn({ url: urls.siasn, secret: siasnClientSecret, proposals, now });
    }
    case 'ekinerja': {
      const targets = await openTargets(path.join(dataDir, 'ekinerja.json'), now);
      return createEkinerja({ url: urls.ekinerja, targets });
    }
  }
}
