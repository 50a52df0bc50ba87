// "Maksud Anda …@gmail.com?" while it is typed: one tap puts it in, and nothing is ever blocked.
const input = document.querySelector('[data-domains]');
const box = document.querySelector('[data-suggest]');
const said = box.querySelector('[data-text]');
const use = box.querySelector('button');
const domains = input.dataset.domains.split(' ');
const words = { ask: said.dataset.text, use: use.textContent };
const OTHERS = ['mail.com', 'email.com', 'gmx.com'];

// Letters put in, left out, changed, or swapped with their neighbour.
const away = (a, b) => {
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2] + 1 : 99;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1), swapped);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
};

const suggest = (email) => {
  const [, local, domain] = /^([^@\s]+)@([^@\s]+)$/.exec(email.trim().toLowerCase()) ?? [];
  if (!domain || domains.includes(domain) || OTHERS.includes(domain)) return null;
  const ways = domains.map((known) => ({ known, far: away(domain, known) }));
  const near = ways.filter(({ known, far }) => far <= (known.length > 8 ? 2 : 1));
  const nearest = near.find(({ far }) => far === Math.min(...near.map((one) => one.far)));
  return nearest ? `${local}@${nearest.known}` : null;
};

let found = null;
const show = () => {
  found = suggest(input.value);
  box.hidden = found === null;
  use.hidden = found === null;
  if (found === null) return;
  said.textContent = words.ask.replace('%', found);
  use.textContent = words.use.replace('%', found);
};
use.addEventListener('click', () => {
  input.value = found;
  box.hidden = true;
  input.focus();
});
input.addEventListener('change', show);
show();
