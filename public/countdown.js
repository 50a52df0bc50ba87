// Counts down what is left of a wait, then loads the page anew (a GET: nothing is sent again).
const timer = document.querySelector('[data-left]');
const end = performance.now() + Number(timer.dataset.left);
const text = timer.querySelector('strong');
// In words: "08.33" is how a time of day is written in Indonesian.
const { lang } = document.documentElement;
const say = (count, unit) =>
  new Intl.NumberFormat(lang, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
const inWords = (seconds) => {
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return minutes > 0 ? `${say(minutes, 'minute')} ${say(rest, 'second')}` : say(rest, 'second');
};
let done = false;
const tick = () => {
  const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
  text.textContent = inWords(left);
  // A second more, so that the server agrees that it is over.
  if (performance.now() < end + 1000 || done) return;
  done = true;
  location.replace(location.pathname + location.search);
};
timer.hidden = false;
tick();
setInterval(tick, 1000);
