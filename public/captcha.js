// The proof of work (altcha format, PBKDF2/SHA-256 or SHA-256), done in a worker: this same file. While it cannot run,
// the characters in the picture stay; no other host is asked.
const bytes = (hex) => Uint8Array.from(hex.match(/../g) || [], (pair) => parseInt(pair, 16));
const hexOf = (data) => [...new Uint8Array(data)].map((byte) => byte.toString(16).padStart(2, '0')).join('');

async function derive({ algorithm, cost, keyLength }, salt, password) {
  if (algorithm.startsWith('PBKDF2/')) {
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
    const how = { name: 'PBKDF2', hash: algorithm.slice(7), salt, iterations: cost };
    return crypto.subtle.deriveBits(how, key, keyLength * 8);
  }
  let data = new Uint8Array([...salt, ...password]);
  for (let round = 0; round < cost; round++) data = await crypto.subtle.digest(algorithm, data);
  return data.slice(0, keyLength);
}

/** Tries counters until the derived key begins as the challenge wants; gives what the form posts. */
async function work(challenge) {
  const { nonce, salt, keyPrefix } = challenge.parameters;
  const start = bytes(nonce);
  const password = new Uint8Array([...start, 0, 0, 0, 0]);
  const began = performance.now();
  for (let counter = 0; ; counter++) {
    new DataView(password.buffer).setUint32(start.length, counter);
    const derivedKey = hexOf(await derive(challenge.parameters, bytes(salt), password));
    if (!derivedKey.startsWith(keyPrefix)) continue;
    const time = Math.round(performance.now() - began);
    return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey, time } }));
  }
}

function solve(challenge) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(import.meta.url, { type: 'module', name: challenge });
    worker.addEventListener('message', ({ data }) =>
      data ? resolve(data) : reject(new Error('no solution')),
    );
    worker.addEventListener('error', () => reject(new Error('no worker')));
  });
}

/** The check box instead of the picture, for as long as the work can be done here. */
function offerProof(box) {
  const picture = document.querySelector('[data-picture]');
  const check = box.querySelector('input');
  const status = box.querySelector('[role=status]');
  let waiting = null; // the button that was pressed before the work was done

  const useProof = (yes) => {
    box.hidden = !yes;
    check.disabled = !yes;
    picture.hidden = yes;
    picture.querySelector('input').disabled = yes;
  };
  const say = () => {
    status.textContent = check.checked ? (check.value ? status.dataset.done : status.dataset.working) : '';
  };

  check.addEventListener('change', say);
  check.form.addEventListener('submit', (event) => {
    if (check.disabled || !check.checked || check.value) return;
    event.preventDefault();
    waiting = event.submitter;
  });
  box.querySelector('[data-characters]').addEventListener('click', () => {
    useProof(false);
    picture.querySelector('input').focus();
  });

  useProof(true);
  // Straight away, so that most people find it done when they tick the box.
  solve(box.dataset.proof).then(
    (found) => {
      check.value = found;
      say();
      if (waiting) check.form.requestSubmit(waiting);
    },
    () => useProof(false),
  );
}

if (typeof document === 'undefined') {
  work(JSON.parse(name)).then(postMessage, () => postMessage(null));
} else if (isSecureContext && typeof Worker === 'function') {
  const quiet = document.querySelector('input[data-challenge]');
  const box = document.querySelector('[data-proof]');
  // While a person types: done before anybody asks.
  if (quiet) solve(quiet.dataset.challenge).then((found) => (quiet.value = found), console.debug);
  if (box) offerProof(box);
}
