/** The page that a link leads to. What it is for is in the fragment, which only the script reads. */
export const roomPage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="referrer" content="no-referrer" />
    <title>Interview room</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="../room.css" />
    <script type="module" src="../room.js"></script>
  </head>
  <body>
    <noscript>This room needs JavaScript.</noscript>
  </body>
</html>
`;

export const roomStyles = `html { block-size: 100%; color-scheme: light dark; }
body { margin: 0; min-block-size: 100%; font-family: system-ui, sans-serif; }
interview-room { display: block; block-size: 100dvh; }
p { max-inline-size: 40rem; margin: 4rem auto; padding-inline: 1rem; }
`;

/** Runs in browsers: the element, for the room in the path and the token in the fragment. */
export const roomScript = `const [, prefix, session] = /^(.*)\\/room\\/([^/]+)\\/?$/.exec(location.pathname) ?? [];
const backend = location.origin + prefix;
const given = new URLSearchParams(location.hash.slice(1));
const kept = 'interview-room-token ' + session + ' ' + (given.get('token') ?? '').slice(-16);
let token = sessionStorage.getItem(kept) ?? given.get('token') ?? '';

const endOf = (jwt) => {
  try {
    return JSON.parse(atob(jwt.split('.')[1].replaceAll('-', '+').replaceAll('_', '/'))).exp * 1000;
  } catch {
    return Infinity;
  }
};

/** Asks for a fresh token, for some seconds where the backend cannot answer just now. */
async function renewed() {
  const address = backend + '/api/rooms/' + session + '/token';
  for (let wait = 500; ; wait *= 2) {
    const answer = await fetch(address, { method: 'POST', headers: { Authorization: 'Bearer ' + token } });
    if ((answer.status !== 429 && answer.status < 500) || wait > 4000) return answer;
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
}

/** The token, or a fresh one where it is about to end. */
async function current() {
  if (endOf(token) - Date.now() > 5 * 60 * 1000) return token;
  const answer = await renewed();
  if (answer.ok) {
    token = (await answer.json()).token;
    sessionStorage.setItem(kept, token);
  }
  return token;
}

function say(text) {
  const line = document.createElement('p');
  line.textContent = text;
  document.body.append(line);
}

async function open() {
  if (!token) return say('This link is not whole: ask for it again.');
  await import('./sdk/interview-room.js');
  const room = document.createElement('interview-room');
  room.setAttribute('backend', backend);
  room.setAttribute('session', decodeURIComponent(session));
  if (given.get('name')) room.setAttribute('name', given.get('name'));
  room.token = current;
  document.body.append(room);
}

open().catch(() => say('The room could not be loaded. Is the network there? Reload to try again.'));
addEventListener('hashchange', () => location.reload());
`;
