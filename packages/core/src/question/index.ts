export { parseQuestion, type ParsedQuestion } from './parse.js';
export type { Problem } from './problem.js';
export {
  questionSchema,
  type Json,
  type Question,
  type QuestionCase,
  type QuestionLanguage,
} from './schema.js';
export {
  filesToRun,
  languagesOf,
  questionFiles,
  starterFiles,
  testsFor,
  type QuestionFile,
  type QuestionTests,
} from './files.js';
export { hiddenQuestion, publicQuestion } from './public.js';
