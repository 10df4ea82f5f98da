// What the address of this page says: ?backend=…&dialect=…&variant=…&session=…&token=…&name=…&role=…
import { runners } from './sdk/interview-room.js';

const asked = Object.fromEntries(new URLSearchParams(location.search));
const { backend = '', dialect = 'auto', variant = '' } = asked;
const place = document.querySelector('#place');

const element = (name, attributes) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value) made.setAttribute(key, value);
  return made;
};

/** A room in any dialect. */
const room = () => [element('interview-room', asked)];

/** Long tasks. */
const tasks = () => [element('task-panel', { endpoint: backend })];

/** An editor, and a panel that runs what is in it at the service. */
function program(runner) {
  const editor = element('code-editor', {
    'path': 'main.py',
    'language': 'python',
    'line-numbers': 'true',
    'aria-label': 'main.py',
  });
  editor.value = 'name = input()\nprint(f"Hello, {name}")\n';
  const panel = element('run-panel', { language: 'python', entry: 'main.py' });
  Object.assign(panel, { runner, files: () => ({ 'main.py': editor.value }) });
  panel.cases = [{ stdin: 'Ada\n', stdout: 'Hello, Ada\n' }];
  return [editor, panel];
}

const makers = {
  'agent-runtime': tasks,
  'piston': async () => program((await runners()).pistonRunner({ url: `${backend}/api/v2/piston` })),
  'judge0': async () => program((await runners()).judge0Runner({ url: backend })),
};
place.append(...(await (makers[dialect] ?? room)()));

document.querySelector('#what').textContent = [dialect, variant].filter(Boolean).join(', ');
document.title = `${dialect} ${variant}`;
const { origin } = new URL(backend);
const own = (await (await fetch('stand-ins.json')).json()).some(({ url }) => url === origin);
const faults = document.querySelector('#faults');
faults.hidden = !own;
faults.addEventListener('click', async ({ target }) => {
  const { act } = target.dataset;
  if (!act) return;
  await fetch(`?${new URLSearchParams({ act, url: origin })}`, { method: 'POST' });
  if (target.ariaPressed) target.ariaPressed = String(target.ariaPressed !== 'true');
});
