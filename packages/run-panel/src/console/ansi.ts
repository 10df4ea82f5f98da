/**
 * What a program may do to the terminal: colours and styles (SGR), moving the cursor within the screen, erasing,
 * and hiding or showing the cursor. All else is taken out before the terminal sees it: titles, the clipboard
 * (OSC 52), links (OSC 8), palette changes, queries whose answers would be typed into the program's own input,
 * mouse modes, other screens, and sequences with huge counts. A list of what is allowed needs no knowledge of what a
 * terminal's next version will add.
 */
const ALLOWED = String.raw`\[(?:[0-9;:]{0,64}[A-HJKdfm]|\?25[hl])`;
/** In order: control sequences that are not allowed, strings (OSC, DCS, SOS, PM, APC), other escapes, control characters. */
const UNWANTED = new RegExp(
  String.raw`\x1b(?!${ALLOWED})\[[0-?]*[ -/]*[@-~]?` +
    String.raw`|\x1b[\]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?` +
    String.raw`|\x1b(?!\[)[ -/]*[0-~]?` +
    String.raw`|[\x00-\x07\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]`,
  'g',
);
/** A sequence whose end has not come yet. */
const UNFINISHED = /^\x1b(?:\[[0-?]*[ -/]*|[\]PX^_][^\x07\x1b\x9c]*|[ -/]*)$/;
/** A sequence longer than this is not waited for: what follows is shown as the text it is. */
const LONGEST = 4096;
const SPECIAL = /[\x00-\x07\x0b\x0c\x0e-\x1f\x7f-\x9f]/;
const STYLES = /\x1b\[[0-9;:?]*[A-Za-z]/g;

/** Takes out of one stream of text what a program may not say to the terminal, also where it comes in pieces. */
export class AnsiFilter {
  private held = '';

  push(text: string): string {
    if (!this.held && !SPECIAL.test(text)) return text;
    const whole = this.held + text;
    this.held = '';
    const last = this.unfinished(whole);
    if (last >= 0 && whole.length - last <= LONGEST) this.held = whole.slice(last);
    return whole.slice(0, whole.length - this.held.length).replace(UNWANTED, '');
  }

  /** Where a sequence begins that the text breaks off in; -1 if there is none. */
  private unfinished(text: string): number {
    let last = text.lastIndexOf('\x1b');
    // ESC \ ends a string that itself begins with ESC: a lone ESC at the end may be that one's first half.
    if (last > 0 && last === text.length - 1) {
      const before = text.lastIndexOf('\x1b', last - 1);
      if (before >= 0 && UNFINISHED.test(text.slice(before, last))) last = before;
      return last;
    }
    return last >= 0 && UNFINISHED.test(text.slice(last)) ? last : -1;
  }
}

/** Filtered text without its colours, as one would copy it: a line that was written over shows what was written last. */
export function plain(text: string): string {
  const bare = text.includes('\x1b') ? text.replace(STYLES, '') : text;
  return bare.includes('\r')
    ? bare
        .replaceAll('\r\n', '\n')
        .replace(/^.*\r(?=[^\r\n])/gm, '')
        .replaceAll('\r', '')
    : bare;
}
