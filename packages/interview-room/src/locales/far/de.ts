import type { Words } from './en.js';

export const de: Words = {
  terminal: 'Terminal',
  tasks: 'Aufgaben',
  tasksForQuestion: 'Tests für diese Frage generieren',
  tasksAsk: (language) => `Generiere Tests in ${language} für die folgende Frage und den bisherigen Code.`,
  log: 'Protokoll',
  assistant: 'Assistent',
  logFilter: 'Protokoll filtern',
  logEmpty: 'Noch nichts. Hier steht, was der Server meldet.',
  logNone: 'Nichts im Protokoll passt dazu.',
  questionNext: 'Nächste Frage',
  questionsOver: 'Das war die letzte Frage.',
  questionComing: 'Die Frage ist unterwegs. Sie können hier warten.',
  helpLevel: 'Hilfe',
  levelConsultant: 'Beratung',
  levelPairProgramming: 'Zu zweit programmieren',
  levelFullCopilot: 'Copilot',
  dismiss: 'Ausblenden',
};
