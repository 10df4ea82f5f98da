const list = document.querySelector('#stand-ins');
/** Where a room has to be made first. */
const sessions = { 'relay': 'new', 'code-interview-agent': '' };
/** The services beside an interviewer, which its stand-in has too. */
const beside = { 'code-interview-agent': '?piston=/api/v2/piston' };
const others = ['agent-runtime', 'piston', 'judge0'];

function addressOf({ dialect, variant, url }, role) {
  const page = new URL('page.html', location.href);
  const session = sessions[dialect] ?? 'demo';
  const all = {
    backend: url + (beside[dialect] ?? ''),
    dialect,
    variant,
    session,
    role,
    name: role ? 'Grace' : 'Ada',
  };
  for (const [name, value] of Object.entries(all)) if (value) page.searchParams.set(name, value);
  return page.href;
}

function link(standIn, text, role) {
  const a = document.createElement('a');
  a.href = addressOf(standIn, role);
  a.textContent = text;
  return a;
}

for (const standIn of await (await fetch('stand-ins.json')).json()) {
  const { dialect, variant } = standIn;
  const item = document.createElement('li');
  item.append(link(standIn, `${dialect}, ${variant}`));
  if (!others.includes(dialect)) item.append(' (', link(standIn, 'as an interviewer', 'interviewer'), ')');
  list.append(item);
}
