// All that a page has to do: name the backend and the room, and say where tokens come from.
const [, session] = /^\/interviews\/([\w-]+)$/.exec(location.pathname);
const { backend, nonce } = document.body.dataset;

const room = document.createElement('interview-room');
room.setAttribute('backend', backend);
room.setAttribute('session', session);
room.setAttribute('csp-nonce', nonce);
// Asked anew at each connect, so that a token need last no longer than it takes to use it.
room.token = async () => {
  const answer = await fetch(`${location.pathname}/token`, { method: 'POST' });
  if (!answer.ok) throw new Error(`No token: ${answer.status}`);
  return (await answer.json()).token;
};
document.querySelector('main').append(room);
