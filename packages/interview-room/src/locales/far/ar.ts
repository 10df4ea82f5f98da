import type { Words } from './en.js';

export const ar: Words = {
  terminal: 'الطرفية',
  tasks: 'المهام',
  tasksForQuestion: 'توليد اختبارات لهذا السؤال',
  tasksAsk: (language) => `ولّد اختبارات بلغة ${language} للسؤال التالي وللشفرة المكتوبة حتى الآن.`,
  log: 'السجل',
  assistant: 'المساعد',
  logFilter: 'تصفية السجل',
  logEmpty: 'لا شيء بعد. يظهر هنا ما يقوله الخادم.',
  logNone: 'لا شيء في السجل يطابق ذلك.',
  questionNext: 'السؤال التالي',
  questionsOver: 'كان هذا آخر سؤال.',
  questionComing: 'السؤال في الطريق. يمكنك الانتظار هنا.',
  helpLevel: 'المساعدة',
  levelConsultant: 'استشارة',
  levelPairProgramming: 'برمجة ثنائية',
  levelFullCopilot: 'مساعدة كاملة',
  dismiss: 'إخفاء',
};
