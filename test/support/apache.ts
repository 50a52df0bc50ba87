import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ApacheRelyingParty {
  origin: string;
  stop(): Promise<void>;
}

interface Registration {
  port: number;
  issuer: string;
  clientId: string;
  clientSecret: string;
  scope: string;
}

const modules = '/usr/lib/apache2/modules';

/** The page behind the sign-in shows what mod_auth_openidc learnt, by server-side include. */
const page = `<!doctype html><html lang="id"><title>Aplikasi Apache</title><h1>Aplikasi Apache</h1>
<p id="who"><!--#echo var="OIDC_CLAIM_preferred_username" --> <!--#echo var="OIDC_CLAIM_name" --></p>
<p id="acr"><!--#echo var="OIDC_CLAIM_acr" --></p></html>`;

function configuration({ port, issuer, clientId, clientSecret, scope }: Registration, dir: string): string {
  const asRoot = process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : '';
  return `
ServerRoot ${dir}
ServerName localhost
PidFile ${dir}/httpd.pid
Listen 127.0.0.1:${port}
Listen [::1]:${port}
DefaultRuntimeDir ${dir}
Mutex pthread
ErrorLog ${dir}/error.log
LogLevel warn
${asRoot}
LoadModule mpm_event_module ${modules}/mod_mpm_event.so
LoadModule authn_core_module ${modules}/mod_authn_core.so
LoadModule authz_core_module ${modules}/mod_authz_core.so
LoadModule authz_user_module ${modules}/mod_authz_user.so
LoadModule dir_module ${modules}/mod_dir.so
LoadModule mime_module ${modules}/mod_mime.so
LoadModule include_module ${modules}/mod_include.so
LoadModule auth_openidc_module ${modules}/mod_auth_openidc.so
DocumentRoot ${dir}/htdocs
DirectoryIndex index.html
TypesConfig ${dir}/mime.types
AddType text/html .html
OIDCProviderMetadataURL ${issuer}/.well-known/openid-configuration
OIDCClientID ${clientId}
OIDCClientSecret ${clientSecret}
OIDCProviderTokenEndpointAuth client_secret_basic
OIDCRedirectURI http://localhost:${port}/oidc/callback
OIDCDefaultLoggedOutURL http://localhost:${port}/public/
OIDCScope "${scope}"
OIDCPKCEMethod S256
OIDCCryptoPassphrase only-for-the-test-of-this-run
OIDCRemoteUserClaim preferred_username
OIDCInfoHook userinfo
<Directory ${dir}/htdocs>
  Options +Includes
  SetOutputFilter INCLUDES
  Require all granted
</Directory>
<Location /oidc>
  AuthType openid-connect
  Require valid-user
</Location>
<Location /private>
  AuthType openid-connect
  Require valid-user
</Location>
`;
}

/** Apache with mod_auth_openidc: a relying party in C that nobody of this project wrote. */
export async function startApache(registration: Registration): Promise<ApacheRelyingParty> {
  const dir = await mkdtemp(path.join(tmpdir(), 'asn-apache-'));
  await mkdir(path.join(dir, 'htdocs/private'), { recursive: true });
  await mkdir(path.join(dir, 'htdocs/public'), { recursive: true });
  await writeFile(path.join(dir, 'htdocs/private/index.html'), page);
  await writeFile(
    path.join(dir, 'htdocs/public/index.html'),
    '<!doctype html><title>Keluar</title><h1>Sudah keluar</h1>',
  );
  await writeFile(path.join(dir, 'mime.types'), 'text/html html\n');
  await writeFile(path.join(dir, 'httpd.conf'), configuration(registration, dir));
  await chmod(dir, 0o755);
  const child = spawn('/usr/sbin/apache2', ['-f', `${dir}/httpd.conf`, '-D', 'FOREGROUND'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const origin = `http://localhost:${registration.port}`;
  for (let tries = 0; ; tries += 1) {
    const answer = await fetch(`${origin}/public/`).catch(() => null);
    if (answer?.ok) break;
    if (child.exitCode !== null || tries > 100) {
      const log = await readFile(path.join(dir, 'error.log'), 'utf8').catch(() => '');
      throw new Error(`apache did not start: ${output}${log}`);
    }
    await sleep(100);
  }
  return {
    origin,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(late);
      await rm(dir, { recursive: true, force: true });
    },
  };
}
