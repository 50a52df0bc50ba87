// Compares the clock of this device with the server's before the first code: an authenticator on a phone that is
// minutes off makes codes that nobody accepts. The way here took a moment, so less than a minute says nothing.
const hint = document.querySelector('[data-server-time]');
const [navigation] = performance.getEntriesByType('navigation');
// A page out of the history is old; its server time says nothing.
if (navigation && navigation.type !== 'back_forward') {
  const answered = performance.timeOrigin + navigation.responseStart;
  const minutes = Math.round((answered - Number(hint.dataset.serverTime)) / 60_000);
  const words = minutes < 0 ? hint.dataset.slow : hint.dataset.fast;
  hint.textContent = words.replace('{minutes}', String(Math.abs(minutes)));
  hint.hidden = minutes === 0;
}
