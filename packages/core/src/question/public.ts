import type { Question, QuestionCase } from './schema.js';

type Language = Question['languages'][string];

/**
 * What of a question everyone in an interview may see: without its hidden tests and cases, the rubric, and what else is
 * for interviewers. In a practice room there is nobody to keep them from, and the whole question is used.
 */
export function publicQuestion(whole: Question): Question {
  const { interview: _, ...question } = whole;
  const languages = Object.entries(question.languages).map(([name, own]) => [name, shown(own)] as const);
  return {
    ...question,
    ...(question.cases && { cases: visible(question.cases) }),
    languages: Object.fromEntries(languages),
  };
}

/** What judges an answer where the candidate cannot see it: the question with its hidden tests and cases alone. */
export function hiddenQuestion(question: Question): Question {
  const languages = Object.entries(question.languages).map(([name, own]) => [name, kept(own)] as const);
  return {
    ...question,
    ...(question.cases && { cases: question.cases.filter(isHidden) }),
    languages: Object.fromEntries(languages),
  };
}

const isHidden = ({ hidden }: QuestionCase): boolean => hidden === true;
const visible = (cases: readonly QuestionCase[]) => cases.filter((each) => !isHidden(each));

const shown = (own: Language): Language => ({
  ...own,
  ...(own.tests && { tests: testsThat(own.tests, (hidden) => !hidden) }),
  ...(own.cases && { cases: visible(own.cases) }),
});

const kept = (own: Language): Language => ({
  ...own,
  ...(own.tests && { tests: testsThat(own.tests, (hidden) => hidden) }),
  ...(own.cases && { cases: own.cases.filter(isHidden) }),
});

const testsThat = (tests: NonNullable<Language['tests']>, wanted: (hidden: boolean) => boolean) =>
  Object.fromEntries(
    Object.entries(tests).filter(([, file]) => wanted(typeof file !== 'string' && file.hidden === true)),
  );
