/** The words for what a backend offers beside the log, in English. */
export const en = {
  terminal: 'Terminal',
  tasks: 'Tasks',
  tasksForQuestion: 'Generate tests for this question',
  tasksAsk: (language: string) =>
    `Generate tests in ${language} for the question below, and for the code so far.`,
  log: 'Log',
  assistant: 'Assistant',
  logFilter: 'Filter the log',
  logEmpty: 'Nothing yet. What the backend says comes here.',
  logNone: 'Nothing in the log has that.',
  questionNext: 'Next question',
  questionsOver: 'That was the last question.',
  questionComing: 'The question is on its way. You can wait here.',
  helpLevel: 'Help',
  levelConsultant: 'Consultant',
  levelPairProgramming: 'Pair programming',
  levelFullCopilot: 'Full copilot',
  dismiss: 'Dismiss',
};

export type Words = typeof en;
