// Warns before the session ends, asks the server first (another tab, or an application, may have prolonged it), and says so in
// every tab. The times are counted from the answer on: the clock of the device may be wrong.
const box = document.querySelector('#session-end');
const { warn, shared } = box.dataset;
const channel = 'BroadcastChannel' in window ? new BroadcastChannel('session') : null;
// A channel has no origin to be aimed at: it never leaves ours.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
const tell = (news) => channel?.postMessage(news);
const [left, timeOfDay, said, failed] = ['[data-left]', '[data-at]', '[role=status]', '[data-failed]'].map(
  (one) => box.querySelector(one),
);
let idleEnd = 0;
let lastEnd = 0;
/** Whether the server was asked in this stretch of time, or is being asked. */
let asked = 'no';
let dismissed = false;
let over = false;

const show = (kind) => {
  for (const part of box.querySelectorAll('[data-for]'))
    part.hidden = !part.dataset.for.split(' ').includes(kind);
};
const { lang } = document.documentElement;
// As the server's clock has it, in the zone of the office.
const ahead = Number(box.dataset.now) - Date.now();
const clock = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : 'id-ID', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Asia/Jakarta',
});
const unit = (count, name) =>
  new Intl.NumberFormat(lang, { style: 'unit', unit: name, unitDisplay: 'long' }).format(count);
const inWords = (seconds) =>
  [Math.floor(seconds / 60), seconds % 60]
    .map((count, at) => (count > 0 ? unit(count, ['minute', 'second'][at]) : ''))
    .filter(Boolean)
    .join(' ') || unit(0, 'second');

function set({ idle, end }) {
  [idleEnd, lastEnd] = [Date.now() + idle, Date.now() + end];
  dismissed = false;
  failed.hidden = true;
  said.textContent = '';
  if (box.open && Math.min(idle, end) > Number(warn)) box.close();
}

/** True: it goes on. False: it is over. Null: nobody answers. */
async function ask(path, options) {
  try {
    const answer = await fetch(path, {
      ...options,
      headers: { accept: 'application/json' },
      cache: 'no-store',
    });
    if (answer.status === 401) return false;
    if (!answer.ok) return null;
    const ends = await answer.json();
    set(ends);
    tell(ends);
    return true;
  } catch {
    return null;
  }
}

/** At a shared device nothing of its person stays on the screen; at one's own what was typed does, under a note. */
function finish() {
  if (over) return;
  over = true;
  tell({ ended: true });
  if (shared) {
    document.querySelector('main').replaceChildren();
    box.close();
    location.replace('/');
    return;
  }
  show('over');
  if (!box.open) box.showModal();
}

async function tick() {
  if (over) return;
  const ms = Math.min(idleEnd, lastEnd) - Date.now();
  if (ms > Number(warn)) {
    asked = 'no';
    return;
  }
  if (asked === 'asking') return;
  if (asked === 'no') {
    asked = 'asking';
    if ((await ask('/portal/session')) === false) return finish();
    asked = 'yes';
    return tick();
  }
  if (ms <= 0) {
    // A second more, so that the server agrees; without an answer it is over all the same.
    if (ms < -1000 && (await ask('/portal/session')) !== true) finish();
    return;
  }
  const seconds = Math.ceil(ms / 1000);
  left.textContent = inWords(seconds);
  const endsAt = clock.format(Math.min(idleEnd, lastEnd) + ahead);
  timeOfDay.textContent = timeOfDay.dataset.at.replace('{time}', endsAt);
  if (seconds === 60 || seconds === 30) said.textContent = inWords(seconds);
  if (box.open || (dismissed && seconds > 30)) return;
  dismissed = false;
  show(lastEnd - idleEnd < 1000 ? 'absolute' : 'idle');
  box.showModal();
}

box.addEventListener('cancel', () => {
  dismissed = true;
});
box.querySelector('[data-stay]').addEventListener('submit', async (event) => {
  event.preventDefault();
  const went = await ask('/portal/stay', { method: 'POST' });
  if (went === false) finish();
  failed.hidden = went !== null;
  if (went) box.close();
});
channel?.addEventListener('message', ({ data }) => (data.ended ? finish() : set(data)));
document.addEventListener('visibilitychange', tick);
// Out of the history the page is as old as it was left.
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) ask('/portal/session').then((went) => went === false && finish());
});

set({ idle: Number(box.dataset.idle), end: Number(box.dataset.end) });
tell({ idle: Number(box.dataset.idle), end: Number(box.dataset.end) });
setInterval(tick, 1000);
