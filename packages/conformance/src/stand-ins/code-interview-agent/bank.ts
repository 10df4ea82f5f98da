import { bareRoutes } from '../piston/index.js';
import { json, type Ask, type Routes } from '../serve.js';
import { questions, type BankQuestion } from './questions.js';

/** The question bank, and the service that its front end runs code through. */
export function bankRoutes(): Routes['http'] {
  const turns = new Map<string, number>();
  return {
    'POST /questions/select_question': (ask) => {
      const difficulty = fieldOf(ask, 'difficulty');
      const fitting = questions.filter((each) => each.difficulty === difficulty);
      if (fitting.length === 0) throw wrong(ask, 'difficulty', "Input should be 'Easy', 'Medium' or 'Hard'");
      const turn = turns.get(String(difficulty)) ?? 0;
      turns.set(String(difficulty), turn + 1);
      const question = fitting[turn % fitting.length];
      return { message: 'Question selected', status: 'success', question };
    },
    ...bareRoutes(),
  };
}

/** Which question an agent takes: an easy one, or for the bold a harder. */
export const questionFor = (mode: string): BankQuestion =>
  questions.find(({ difficulty }) => difficulty === (mode === 'challenging' ? 'Medium' : 'Easy')) as BankQuestion; // prettier-ignore

export function fieldOf({ body }: Pick<Ask, 'body'>, name: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
}

/** A body that is wrong, in FastAPI's words. */
export const wrong = ({ body }: Ask, field: string, msg = 'Field required') =>
  json(422, {
    detail: [
      { type: fieldOf({ body }, field) === undefined ? 'missing' : 'value_error', loc: ['body', field], msg },
    ],
  });
