import type { Words } from './en.js';

export const ar: Words = {
  label: 'الطرفية. اضغط Escape ثم Tab للخروج منها.',
  toolbar: 'الطرفية',
  connecting: 'جارٍ الاتصال…',
  open: 'متصل',
  offline: 'غير متصل. تُعاد المحاولة.',
  ended: 'انتهت الجلسة',
  none: 'لا توجد طرفية هنا.',
  failed: 'تعذّر تحميل الطرفية. تحقّق من الاتصال ثم أعد المحاولة.',
  interrupt: 'مقاطعة (Ctrl+C)',
  copy: 'نسخ',
  copied: 'نُسخ',
  copyFailed: 'لم يسمح المتصفح بالنسخ',
  clear: 'مسح',
  reconnect: 'إعادة الاتصال',
  retry: 'أعد المحاولة',
  aloud: 'وضع قارئ الشاشة',
  leave: 'اضغط Escape ثم Tab للخروج من الطرفية',
};
