// Counts down what is left of a wait, then loads the page anew (a GET: nothing is sent again).
const timer = document.querySelector('[data-left]');
const end = performance.now() + Number(timer.dataset.left);
const text = timer.querySelector('strong');
const two = (number) => String(number).padStart(2, '0');
let done = false;
const tick = () => {
  const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
  text.textContent = `${two(Math.floor(left / 60))}.${two(left % 60)}`;
  // A second more, so that the server agrees that it is over.
  if (performance.now() < end + 1000 || done) return;
  done = true;
  location.replace(location.pathname + location.search);
};
timer.hidden = false;
tick();
setInterval(tick, 1000);
