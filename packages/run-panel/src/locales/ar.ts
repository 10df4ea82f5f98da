import type { Translated } from '@interview-room/ui';
import type { en } from './en.js';

const plural = new Intl.PluralRules('ar');
/** العدد ومعدوده: صيغة لكل من المفرد والمثنى والجمع وما فوق العشرة. */
function counted(
  number: string,
  count: number,
  forms: { one: string; two: string; few: string; many: string },
): string {
  const rule = plural.select(count);
  if (rule === 'one') return forms.one;
  if (rule === 'two') return forms.two;
  return `${number} ${rule === 'few' ? forms.few : forms.many}`;
}
const tests = { one: 'اختبار واحد', two: 'اختباران', few: 'اختبارات', many: 'اختبارًا' };
const lines = { one: 'سطر آخر', two: 'سطران آخران', few: 'أسطر أخرى', many: 'سطرًا آخر' };

/** كلمات اللوحة بالعربية. */
export const ar: Translated<typeof en> = {
  run: 'تشغيل',
  test: 'اختبار',
  stop: 'إيقاف',
  cancel: 'إلغاء',
  clear: 'مسح',
  copyOutput: 'نسخ المخرجات',
  copied: 'تم النسخ',
  notCopied: 'لم يسمح المتصفح بالنسخ',
  withKeys: (label, keys) => `${label} (${keys})`,
  actions: 'التشغيل والاختبار',
  views: 'المخرجات',
  console: 'الطرفية',
  tests: 'الاختبارات',

  idle: (keys) => `اضغط «تشغيل» أو ${keys}`,
  untested: 'لا توجد اختبارات هنا',
  idleHint: 'ما يطبعه البرنامج يظهر هنا.',
  nothingPrinted: 'لم يُطبع شيء.',
  noTestsYet: (keys) => `اضغط «اختبار» أو ${keys}`,
  noTestsHint: 'يظهر كل اختبار هنا عند انتهائه.',
  starting: (language) => `يبدأ ${language}`,
  downloading: (language, loaded, total) => `تنزيل ${language}، ‏${loaded} من ${total} م.ب`,
  downloadingSome: (language, loaded) => `تنزيل ${language}، ‏${loaded} م.ب`,
  loadingFiles: 'تجهيز الملفات',
  download: 'التنزيل',
  downloadingSaid: (language) => `تنزيل ${language}`,
  leftOut: 'بداية المخرجات غير معروضة.',
  running: 'قيد التشغيل',
  runningFor: (seconds) => `قيد التشغيل… ${seconds} ث`,
  testing: 'قيد الاختبار',
  testingFor: (seconds) => `قيد الاختبار… ${seconds} ث`,
  waiting: 'في انتظار الإدخال',
  stopping: 'جارٍ الإيقاف',
  runBy: (who) => `شغّله ${who}`,
  testedBy: (who) => `اختبره ${who}`,

  finished: (seconds) => `انتهى خلال ${seconds} ث`,
  stopped: (seconds) => `أُوقف بعد ${seconds} ث`,
  exitCode: (code, seconds) => `انتهى برمز الخروج ${code} بعد ${seconds} ث`,
  timeout: (seconds) => `استغرق أكثر من ${seconds} ث فأُوقف`,
  outputLimit: (size) => `قُطعت المخرجات عند ${size}`,
  memory: (seconds) => `نفدت الذاكرة بعد ${seconds} ث`,
  brokeOff: 'انقطع التشغيل: لا يُعرف كيف انتهى.',
  crash: 'أسقط البرنامج بيئة تشغيله. يبدأ التشغيل التالي من جديد.',
  passing: (passed, total, count) => `نجح ${passed} من ${counted(total, count, tests)}`,
  allPass: (total, count) => (count === 1 ? 'نجح الاختبار' : `نجحت كل الاختبارات: ${total}`),
  earlierTests: (time) => `نتائج آخر اختبار، ${time}`,
  noResults: 'لم يعطِ أي اختبار نتيجة.',
  noResultsHint: 'السبب في الطرفية.',
  showConsole: 'إظهار الطرفية',
  skippedCount: (count) => `متخطّى: ${count}`,
  took: (time) => `خلال ${time}`,
  milliseconds: (count) => `${count} م.ث`,
  seconds: (count) => `${count} ث`,
  megabytes: (count) => `${count} م.ب`,
  kilobytes: (count) => `${count} ك.ب`,

  couldNotStart: (language) => `تعذّر بدء ${language}`,
  notRun: 'لم يُشغَّل البرنامج',
  notTested: 'لم تُشغَّل الاختبارات',
  notAvailable: 'لا شيء يعمل هنا',
  offline: 'أنت غير متصل. شيفرتك محفوظة. اتصل ثم حاول مرة أخرى.',
  tryAgainHint: 'شيفرتك محفوظة. تحقق من الاتصال ثم حاول مرة أخرى.',
  tryAgain: 'حاول مرة أخرى',
  noConsole: 'تعذّر تحميل الطرفية. آخر المخرجات معروض نصًّا عاديًّا.',

  input: 'مدخلات البرنامج',
  inputHint: 'سطر لكل مرة يسأل فيها البرنامج.',
  inputReason: (reason) => `لا يمكن الكتابة هنا أثناء عمل البرنامج: ${reason}`,
  endOfInput: 'نهاية الإدخال',

  failedOnly: 'الفاشلة فقط',
  rerunFailed: 'إعادة الفاشلة',
  rerunHint: 'يعيد كل الاختبارات ويُبقي في القائمة ما كان قد فشل',
  showAll: 'إظهار الكل',
  passed: 'نجح',
  failed: 'فشل',
  error: 'خطأ',
  skipped: 'متخطّى',
  expected: 'المتوقع',
  actual: 'الناتج',
  difference: 'المتوقع مقارنةً بالناتج',
  printed: 'المطبوع',
  copyDetails: 'نسخ التفاصيل',
  noDetails: 'نجح هذا الاختبار ولم يطبع شيئًا.',
  skippedDetails: 'تُخطّي هذا الاختبار.',

  errorOutput: 'مخرجات الخطأ:',
  moreLines: (number, count) => counted(number, count, lines),
};
