// The vendor's own page: what it knows of each interview comes from webhooks, by way of its own server.
const list = document.querySelector('#interviews');
const invite = document.querySelector('#invite');

invite.hidden = document.body.dataset.role !== 'interviewer';
invite.addEventListener('click', () => void fetch('/interviews', { method: 'POST' }));

const words = {
  started: () => 'started',
  submitted: () => 'submitted',
  graded: ({ summary }) => `${summary.passed} of ${summary.total} tests pass`,
  ended: () => 'over',
};

function draw({ id, news }) {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = `/interviews/${id}`;
  link.textContent = 'Running total, with Ada';
  const status = document.createElement('span');
  status.textContent = news.map((each) => words[each.event]?.(each)).join(' · ') || 'invited';
  item.append(link, ' ', status);
  return item;
}

new EventSource('/news').addEventListener('message', ({ data }) => {
  list.replaceChildren(...JSON.parse(data).map(draw));
});
