import type { Translated } from '@interview-room/ui';
import type { Words } from './en.js';

/** The same words in German. */
export const de: Translated<Words> = {
  assistant: 'Assistent',
  assistLevel: 'Wie viel er darf',
  levelOff: 'Aus',
  levelConsultant: 'Berater',
  levelPair: 'Pair-Programming',
  levelCopilot: 'Voller Copilot',
  aboutOff: 'Der Assistent antwortet niemandem.',
  aboutConsultant:
    'Er liest die Dateien und beantwortet Fragen. Er ändert nichts und gibt keine ganzen Lösungen.',
  aboutPair: 'Er schlägt Änderungen vor, die angenommen oder abgelehnt werden, und führt die Tests aus.',
  aboutCopilot: 'Er arbeitet mit allen Werkzeugen: Dateien, Tests, Programmen und einer Shell ohne Netz.',
  levelSaid: (level) => `Der Assistent steht jetzt auf „${level}“.`,
  assistRecorded: 'Was ihn gefragt wird, was er antwortet und tut, wird aufgezeichnet; alle hier sehen es.',
  assistSettings: 'Einstellungen und vertrauliche Anweisungen',
  proposedFor: 'Vorgeschlagen für',
  assistDirect: 'Ohne zu fragen schreiben',
  assistDirectAbout: 'Seine Änderungen werden sofort gemacht statt vorgeschlagen.',
  assistModel: 'Modell',
  assistPause: 'Übernehmen',
  assistPauseAbout: 'Was gefragt wird, beantworten Sie, nicht das Modell.',
  assistResume: 'Dem Assistenten zurückgeben',
  assistEnd: 'Seine Hilfe beenden',
  assistBegin: 'Seine Hilfe wieder aufnehmen',
  assistPaused: 'Jemand hat für den Assistenten übernommen.',
  assistEnded: 'Die Hilfe des Assistenten ist zu Ende.',
  assistClosed: 'Der Assistent antwortet, solange das Interview läuft.',
  whisper: 'Dem Assistenten vertraulich sagen',
  whisperPlaceholder: 'Frag zuerst nach Randfällen',
  whisperSend: 'Sagen',
  whisperAbout: 'Bewerber sehen das nicht. Es wird aufgezeichnet.',
  whispered: (count) => (count === 1 ? 'Einmal gesagt' : `${count}-mal gesagt`),
  replyTo: (text) => `Antworten: ${text}`,
  replyWrite: 'An Stelle des Assistenten antworten',
  replySend: 'Antworten',
  adviceUp: (level) => `Auf „${level}“ erhöhen?`,
  adviceDown: (level) => `Auf „${level}“ verringern?`,
  adviceTake: 'Ja',
  adviceDismiss: 'So lassen',
  offerTake: 'Ja, hilf mir',
  offerDismiss: 'Nein, danke',
  coachFailingTest: (test) => `Der Test „${test}“ schlägt immer wieder fehl. Sehen wir ihn uns zusammen an?`,
  coachFailingTestAsk: (test) =>
    `Der Test „${test}“ schlägt immer wieder fehl. Hilf mir herauszufinden, warum.`,
  coachRepeatedError: 'Derselbe Fehler kam mehrmals. Sehen wir nach, was er bedeutet?',
  coachRepeatedErrorAsk: (error) =>
    `Mein Programm endet immer mit demselben Fehler: „${error}“. Was bedeutet er, und wo suche ich?`,
  coachIdle: 'Seit einer Weile wurde nichts geändert. Würde es helfen, das Problem durchzusprechen?',
  coachIdleAsk:
    'Ich weiß nicht weiter. Frag mich, was ich bisher verstanden habe, und hilf mir, den nächsten Schritt zu finden.',
  coachSlowCase: (test) =>
    `Alle Tests sind bestanden, aber „${test}“ ist langsam. Überlegen wir, wie es schneller geht?`,
  coachSlowCaseAsk: (test, ms) =>
    `Alle Tests sind bestanden, aber „${test}“ braucht ${ms} ms. Hilf mir zu sehen, woran das liegt.`,
  coachStuck: (times) =>
    `Der Assistent wurde ${times}-mal gefragt, und nicht mehr Tests als zuvor sind bestanden.`,
  coachTooMuchHelp: (percent) => `${percent} % des Textes sind vom Assistenten.`,
  preview: 'Was der Assistent sieht',
  previewSame: 'wie zuvor gesagt',
  close: 'Schließen',
  askPlaceholder: 'Den Assistenten fragen',
  notConfigured: 'Auf diesem Server ist kein Modell eingerichtet.',
};
