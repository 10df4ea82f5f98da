import type { Words } from './en.js';

export const es: Words = {
  terminal: 'Terminal',
  tasks: 'Tareas',
  tasksForQuestion: 'Generar pruebas para esta pregunta',
  tasksAsk: (language) =>
    `Genera pruebas en ${language} para la pregunta siguiente y el código hecho hasta ahora.`,
  log: 'Registro',
  assistant: 'Asistente',
  logFilter: 'Filtrar el registro',
  logEmpty: 'Nada todavía. Aquí aparece lo que dice el servidor.',
  logNone: 'Nada en el registro coincide.',
  questionNext: 'Siguiente pregunta',
  questionsOver: 'Esa era la última pregunta.',
  questionComing: 'La pregunta está en camino. Puedes esperar aquí.',
  helpLevel: 'Ayuda',
  levelConsultant: 'Consulta',
  levelPairProgramming: 'Programación en pareja',
  levelFullCopilot: 'Copiloto',
  dismiss: 'Descartar',
};
