import { demoClients } from '../../config/clients.ts';
import type { TestFederation } from './federation.ts';
import { relyingParty } from './relying-party.ts';
import type { RelyingParty } from './relying-party.ts';

/** MyASN mobile as the demo registers it, beside the demo's other clients. */
export async function nativeApp(fed: TestFederation): Promise<RelyingParty> {
  const relyingParties = {
    myasn: 'http://localhost:1',
    siasn: 'http://localhost:2',
    ekinerja: 'http://localhost:3',
  };
  const siasnClientSecret = 'a secret of some length';
  for (const registration of demoClients({ issuer: fed.issuer, relyingParties, siasnClientSecret }))
    await fed.register(registration);
  const scope = 'openid profile asn directory:read';
  return relyingParty(fed, 'myasn-mobile', { redirectUri: 'http://127.0.0.1:53211/callback', scope });
}
