// Passkeys: asks the browser, puts its answer into the form, and sends that as any other form. Without it nothing is shown.
{
  const toBytes = (text) =>
    Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
  const toText = (bytes) =>
    btoa(String.fromCharCode(...new Uint8Array(bytes)))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replaceAll('=', '');
  const list = (items) => (items ?? []).map((item) => ({ ...item, id: toBytes(item.id) }));

  const answerOf = ({ id, rawId, type, response, getClientExtensionResults }, credential) => ({
    id,
    rawId: toText(rawId),
    type,
    clientExtensionResults: getClientExtensionResults.call(credential),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      ...(response.attestationObject
        ? {
            attestationObject: toText(response.attestationObject),
            transports: response.getTransports?.() ?? [],
          }
        : {
            authenticatorData: toText(response.authenticatorData),
            signature: toText(response.signature),
            ...(response.userHandle ? { userHandle: toText(response.userHandle) } : {}),
          }),
    },
  });

  const ask = async (kind, options, more) => {
    const challenge = toBytes(options.challenge);
    const publicKey =
      kind === 'create'
        ? {
            ...options,
            challenge,
            user: { ...options.user, id: toBytes(options.user.id) },
            excludeCredentials: list(options.excludeCredentials),
          }
        : { ...options, challenge, allowCredentials: list(options.allowCredentials) };
    const credential = await navigator.credentials[kind]({ publicKey, ...more });
    return JSON.stringify(answerOf(credential, credential));
  };

  let waiting = null;
  const give = (form, answer) => {
    form.elements.passkey.value = answer;
    form.dataset.answered = '1';
    form.requestSubmit();
  };

  const bind = (form) => {
    const kind = form.dataset.passkey;
    const options = JSON.parse(form.dataset.options);
    form.hidden = false;
    form.addEventListener('submit', async (event) => {
      if (form.dataset.answered) return;
      event.preventDefault();
      waiting?.abort();
      const status = form.querySelector('[role=status]');
      status.textContent = '';
      try {
        give(form, await ask(kind, options));
      } catch {
        // Cancelled, timed out, or none here: the person decides what next.
        status.textContent = form.dataset.gone;
      }
    });
    if (form.dataset.autofill !== undefined) onOwnDevice(form, () => autofill(form, options));
  };

  /** Neither offered nor asked for while "Perangkat bersama" is ticked. */
  const onOwnDevice = (form, offer) => {
    const shared = document.getElementById('shared');
    const follow = () => {
      form.hidden = shared?.checked === true;
      if (form.hidden) waiting?.abort();
      else offer();
    };
    shared?.addEventListener('change', follow);
    follow();
  };

  /** The browser offers passkeys at the NIP field, and waits as long as the page stands. */
  const autofill = async (form, options) => {
    if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
    if (form.hidden) return;
    waiting?.abort();
    waiting = new AbortController();
    try {
      give(form, await ask('get', options, { mediation: 'conditional', signal: waiting.signal }));
    } catch {
      // Aborted by the button, or never chosen.
    }
  };

  /** A proof inside another form: its button asks, then the whole form goes. */
  const bindProof = async (box) => {
    const form = box.closest('form');
    const answer = await fetch('/account/proof', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ path: new URL(form.action, location.href).pathname }),
    });
    if (answer.status !== 200) return;
    const options = await answer.json();
    box.hidden = false;
    box.querySelector('button').addEventListener('click', async (event) => {
      const status = box.querySelector('[role=status]');
      status.textContent = '';
      try {
        form.elements.passkey.value = await ask('get', options);
        // The button that carries the act goes along, as if it had been pressed; which of several is the person's to say. A way
        // back (`name=back`) is none.
        const acts = form.querySelectorAll('button:not([type=button], [name=back])');
        form.noValidate = true;
        if (acts.length === 1) form.requestSubmit(acts[0]);
        else status.textContent = box.dataset.ready;
      } catch {
        status.textContent = box.dataset.gone;
      }
      event.preventDefault();
    });
  };

  if (window.PublicKeyCredential && navigator.credentials) {
    for (const form of document.querySelectorAll('form[data-passkey]')) bind(form);
    for (const box of document.querySelectorAll('[data-passkey-proof]')) bindProof(box).catch(() => {});
  } else {
    for (const note of document.querySelectorAll('[data-no-passkeys]')) note.hidden = false;
  }
}
