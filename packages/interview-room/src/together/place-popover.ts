/** Puts what floats under its button, its end at the button's end, and never off the screen. */
export function placePopover(floating: HTMLElement, button: HTMLElement): void {
  const anchor = button.getBoundingClientRect();
  const box = floating.getBoundingClientRect();
  const rtl = getComputedStyle(button).direction === 'rtl';
  const left = rtl ? anchor.left : anchor.right - box.width;
  const below = anchor.bottom + 4;
  const top = below + box.height > innerHeight ? anchor.top - box.height - 4 : below;
  floating.style.left = `${Math.max(8, Math.min(left, innerWidth - box.width - 8))}px`;
  floating.style.top = `${Math.max(8, top)}px`;
}
