// Show and hide a password, a hint about Caps Lock, a meter of strength. All of it is help: the server judges.
for (const button of document.querySelectorAll('[data-toggle]')) {
  const input = document.getElementById(button.dataset.toggle);
  const field = button.closest('.field');
  const status = field.querySelector('[data-shown]');
  const caps = field.querySelector('[data-caps]');
  const [show, hide] = button.children;
  const set = (visible) => {
    input.type = visible ? 'text' : 'password';
    show.hidden = visible;
    hide.hidden = !visible;
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    set(input.type === 'password');
    status.textContent = input.type === 'text' ? status.dataset.shown : status.dataset.hidden;
    input.focus();
  });
  // Hidden again before it is sent, so that no browser keeps it as an ordinary text.
  input.form.addEventListener('submit', () => set(false));
  for (const kind of ['keydown', 'keyup']) {
    input.addEventListener(kind, (event) => {
      if (event.getModifierState) caps.hidden = !event.getModifierState('CapsLock');
    });
  }
  input.addEventListener('blur', () => (caps.hidden = true));
}

const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z\d]/];
// Runs and repeats add little: "aaaaaaaa", "12345678".
const worth = (text) =>
  [...text].filter((sign, at, all) => {
    const step = at ? sign.codePointAt(0) - all[at - 1].codePointAt(0) : 9;
    return Math.abs(step) > 1;
  }).length;
const level = (text) => {
  const length = worth(text);
  const variety = kinds.filter((kind) => kind.test(text)).length;
  if (!text || length < 6) return 0;
  if ([...text].length < 8 || (variety < 4 && [...text].length < 15)) return 1;
  return length < 10 ? 2 : length < 14 ? 3 : 4;
};

for (const input of document.querySelectorAll('[data-meter]')) {
  const box = document.getElementById(input.dataset.meter);
  const meter = box.querySelector('.meter');
  const status = box.querySelector('[role=status]');
  const words = JSON.parse(status.dataset.words);
  input.addEventListener('input', () => {
    const found = level(input.value);
    box.hidden = !input.value;
    meter.dataset.level = String(found);
    if (status.textContent !== words[found]) status.textContent = words[found];
  });
}
