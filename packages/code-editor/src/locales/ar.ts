import type { Translated } from '@interview-room/ui';
import type { en } from './en.js';

/** One, two, a few and many are counted in four ways. */
function changes(count: number): string {
  if (count === 1) return 'تغييرًا واحدًا';
  if (count === 2) return 'تغييرين';
  return count % 100 >= 3 && count % 100 <= 10 ? `${count} تغييرات` : `${count} تغييرًا`;
}

export const ar: Translated<typeof en> = {
  'Control character': 'محرف تحكم',
  'Selection deleted': 'حُذف التحديد',
  'Folded lines': 'أسطر مطوية',
  'Unfolded lines': 'أسطر مفتوحة',
  'to': 'إلى',
  'folded code': 'شيفرة مطوية',
  'unfold': 'فتح',
  'Fold line': 'طي هذه الأسطر',
  'Unfold line': 'فتح هذه الأسطر',
  'Completions': 'اقتراحات',
  'Go to line': 'الانتقال إلى السطر',
  'go': 'انتقال',
  'Find': 'بحث',
  'Replace': 'استبدال',
  'next': 'التالي',
  'previous': 'السابق',
  'all': 'تحديد الكل',
  'match case': 'مطابقة حالة الأحرف',
  'regexp': 'نمط',
  'by word': 'كلمة كاملة',
  'replace': 'استبدال',
  'replace all': 'استبدال الكل',
  'close': 'إغلاق',
  'current match': 'المطابقة الحالية',
  'replaced $ matches': 'استُبدلت $ مطابقات',
  'replaced match on line $': 'استُبدلت المطابقة في السطر $',
  'on line': 'في السطر',
  'Diagnostics': 'المشكلات',
  'No diagnostics': 'لا مشكلات',
  'Command line': 'سطر الأوامر',
  'editor': 'محرر الشيفرة',
  'leave': 'اضغط Escape ثم Tab للخروج من المحرر',
  'missing': 'اكتب بعض الشيفرة أولاً.',
  'proposal': 'التغييرات المقترحة',
  'proposes': (author, count) => `${author} يقترح ${changes(count)}`,
  'writing': (author) => `${author} يكتب تغييرًا`,
  'stuck': (count) => `لا يمكن قبول ${changes(count)}`,
  'conflict': 'تغيّرت هذه الأسطر في هذه الأثناء، فلا يمكن قبول هذا التغيير.',
  'lines': (from, to) => (from === to ? `السطر ${from}` : `الأسطر من ${from} إلى ${to}`),
  'hunk': (index, total, author, lines) => `التغيير ${index} من ${total} من ${author}، ${lines}`,
  'accept': 'قبول',
  'reject': 'رفض',
  'dismiss': 'تجاهل',
  'acceptAll': 'قبول الكل',
  'rejectAll': 'رفض الكل',
  'acceptAt': (lines) => `قبول التغيير في ${lines}`,
  'rejectAt': (lines) => `رفض التغيير في ${lines}`,
  'dismissAt': (lines) => `تجاهل التغيير في ${lines}`,
  'accepted': (left) => `قُبل. ${left === 0 ? 'لم يبق أي تغيير' : `المتبقي: ${left}`}`,
  'rejected': (left) => `رُفض. ${left === 0 ? 'لم يبق أي تغيير' : `المتبقي: ${left}`}`,
  'previousHunk': 'التغيير السابق',
  'nextHunk': 'التغيير التالي',
};
