/** What deployments of it differ in. */
export type Variant = 'current' | 'legacy' | 'proposed' | 'streamed';
export const variants: readonly Variant[] = ['current', 'legacy', 'proposed', 'streamed'];

/** The variant of a name; the first where it is unknown or absent. */
export const variantOf = (name: string | undefined): Variant =>
  variants.find((each) => each === name) ?? 'current';
