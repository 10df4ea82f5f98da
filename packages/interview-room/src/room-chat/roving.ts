/** One of many buttons is a stop of the Tab key: the last, until arrow keys move it. */
export function rest(buttons: readonly HTMLElement[]): void {
  const root = buttons[0]?.getRootNode();
  const focused = root instanceof ShadowRoot ? root.activeElement : null;
  if (focused && buttons.includes(focused as HTMLElement)) return;
  stop(buttons, buttons.at(-1));
}

/** Arrow keys, Home and End move from one of many buttons to another. */
export function moveAmong(buttons: readonly HTMLElement[], event: KeyboardEvent): void {
  const at = buttons.indexOf(event.target as HTMLElement);
  if (at < 0) return;
  const targets: Record<string, number> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    Home: 0,
    End: buttons.length - 1,
  };
  const target = buttons[targets[event.key] ?? -1];
  if (!target) return;
  event.preventDefault();
  stop(buttons, target);
  target.focus();
}

function stop(buttons: readonly HTMLElement[], one: HTMLElement | undefined): void {
  for (const button of buttons) if (button.tabIndex === 0 && button !== one) button.tabIndex = -1;
  if (one) one.tabIndex = 0;
}
