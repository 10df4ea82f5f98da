import { parseQuestion, type Question } from '@interview-room/core/question';
import { ProblemError, type ProblemCode, type RoomProblem } from '../problems/problem.js';

/** Fetches a question file and reads it. Every way in which that fails is a `ProblemError` with its own code. */
export async function fetchQuestion(address: string, signal: AbortSignal): Promise<Question> {
  const response = await reach(address, signal);
  const text = await response.text();
  if (!response.ok) throw refused(address, response.status);
  if (isHtml(response, text))
    throw problem('question-is-html', 'An HTML page came instead of JSON.', address);
  return readQuestion(text, address);
}

/** Reads a question from JSON text, or from a value that a page set as property. */
export function readQuestion(json: unknown, address?: string): Question {
  const { question, problems } = parseQuestion(json);
  if (question) return question;
  const broken = typeof json === 'string' && !isJson(json);
  const code: ProblemCode = broken ? 'question-not-json' : 'question-invalid';
  const message = problems.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('\n');
  throw new ProblemError({ code, message, detail: address, remarks: problems });
}

async function reach(address: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(address, { signal, headers: { Accept: 'application/json' } });
  } catch (error) {
    if (signal.aborted) throw error;
    if (!navigator.onLine) throw problem('question-offline', 'The browser is offline.', address);
    throw problem('question-unreachable', `The question could not be fetched: ${String(error)}`, address);
  }
}

function refused(address: string, status: number): ProblemError {
  const missing = status === 404 || status === 410;
  const code = missing ? 'question-not-found' : 'question-server-error';
  const found: RoomProblem = {
    code,
    message: `${address} answered with status ${status}.`,
    detail: address,
    status,
  };
  return new ProblemError(found);
}

function problem(code: ProblemCode, message: string, address: string): ProblemError {
  return new ProblemError({ code, message, detail: address });
}

/** Sites answer with their "not found" page and status 200: the type, or the text's first character, gives it away. */
function isHtml(response: Response, text: string): boolean {
  const type = response.headers.get('content-type') ?? '';
  return type.includes('text/html') || text.trimStart().startsWith('<');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
