import { answers, breaks, covers, says, where, type Row } from './kit-broken.js';

const coded = (text: string): string => Buffer.from(text).toString('base64');
const RUN = /POST .*\/execute$/;
/** A result of Judge0, asked for by its token. */
const RESULT = /GET \/submissions\//;
const stdoutIn = /"stdout":"([^"]+)"/;

const piston: readonly Row[] = [
  ['v2', 'languages without versions', ['runtimes'], says(/GET .*\/runtimes$/, '"version"', '"release"')],
  ['v2', 'no languages', ['runtimes'], answers(/GET .*\/runtimes$/, 200, [])],
  ['v2', 'a result under another name', ['output', 'input', 'files', 'code', 'time'], says(RUN, '"run"', '"result"')],
  ['v2', 'the end of a line is taken off', ['output'], says(RUN, '"stdout":"hello\\n"', '"stdout":"hello"')],
  ['v2', 'input is not given', ['input'], says(RUN, 'typed!', '!')],
  ['v2', 'the other files are left out', ['files'], says(RUN, '"stdout":"beside\\n"', '"stdout":""')],
  ['v2', 'every program that fails has the code 1', ['code'], says(RUN, '"code":3', '"code":1')],
  ['v2', 'errors are mixed into the output', ['code'], says(RUN, '"stdout":"","stderr":"why"', '"stdout":"why","stderr":""')],
  ['v2', 'a language that it does not have is run all the same', ['unknown'], where(RUN, (reply) => (reply.status = 200))],
  ['v2', 'a program that is ended does not say so', ['time'], says(RUN, '"SIGKILL"', 'null')],
  ['bare', 'an answer with another status', ['output', 'input', 'files'], where(RUN, (reply) => reply.status === 200 && (reply.status = 202))],
  ['bare', 'codes are texts', ['output', 'input', 'files', 'code'], says(RUN, /"code":(\d+)/, '"code":"$1"')],
  ['bare', 'a language that it does not have breaks it', ['unknown'], where(RUN, (reply) => reply.status === 400 && (reply.status = 500))],
]; // prettier-ignore

const judge0: readonly Row[] = [
  ['ce', 'the numbers of languages are texts', ['languages'], says(/GET \/languages$/, /"id":(\d+)/g, '"id":"$1"')],
  ['ce', 'a submission without a token', ['output', 'input', 'code', 'time'], says(/POST \/submissions/, '"token"', '"id"')],
  ['ce', 'results are plain where base64 is asked for', ['output', 'input'], where(RESULT, (reply) => (reply.text = reply.text.replace(stdoutIn, (_, text: string) => `"stdout":${JSON.stringify(Buffer.from(text, 'base64').toString())}`)))],
  ['ce', 'letters beyond ASCII are lost', ['output'], says(RESULT, coded('wörld\n'), coded('w?rld\n'))],
  ['ce', 'input is not given', ['input'], says(RESULT, coded('typed!\n'), coded('!\n'))],
  ['ce', 'what a program that fails says is lost', ['code'], says(RESULT, /"stderr":"[^"]+"/, '"stderr":null')],
  ['ce', 'a program that fails was accepted', ['code'], says(RESULT, '"id":11', '"id":3')],
  ['ce', 'a result has no status', ['output', 'input', 'code', 'time'], says(RESULT, '"status"', '"state"')],
  ['ce', 'a program that is ended is an error of the service', ['time'], says(RESULT, '"id":5', '"id":13')],
  ['ce', 'what is wrong is not named', ['wrong'], where(/POST \/submissions/, (reply) => reply.status === 422 && (reply.text = '{"error":"no"}'))],
]; // prettier-ignore

breaks('piston', piston);
covers('piston', piston);
breaks('judge0', judge0);
covers('judge0', judge0);
