import { Annotation, Transaction } from '@codemirror/state';

/** Marks what the host did through a property or a method: it fires neither `input` nor `change`. */
export const byHost = Annotation.define<true>();

/** Whether a person at this keyboard changed the text: not the host, not someone in another room. */
export function isPersonsEdit(transaction: Transaction): boolean {
  return (
    transaction.docChanged &&
    transaction.annotation(byHost) !== true &&
    transaction.annotation(Transaction.remote) !== true &&
    // A change that is not to be undone here was not made here: this is how bindings mark what came from elsewhere.
    transaction.annotation(Transaction.addToHistory) !== false
  );
}
