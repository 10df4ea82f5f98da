import { RoomElement } from '@interview-room/ui';
import { property } from 'lit/decorators.js';

/** A field of a form, as far as it is the same for every kind: name, validity, labels, being disabled. */
export abstract class FormElement extends RoomElement {
  /** Lets forms take the element as a field. */
  static formAssociated = true;

  /** The name under which a form sends the value. */
  @property({ reflect: true }) name = '';
  /** Whether a form must have a value. */
  @property({ type: Boolean, reflect: true }) required = false;
  /** No editing, though the text can be focused, selected and copied. */
  @property({ type: Boolean, reflect: true }) readonly = false;
  /** Neither editing nor focus. */
  @property({ type: Boolean, reflect: true }) disabled = false;

  private customMessage = '';

  /** What a form sends. */
  abstract value: string;
  /** Tells the form of the value and of its validity. */
  protected abstract reportToForm(): void;

  /** Whether the element, or a fieldset around it, is disabled. */
  get locked(): boolean {
    return this.disabled || this.matches(':disabled');
  }
  /** The form that the element belongs to. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }
  /** The labels of the element. */
  get labels(): NodeList {
    return this.internals.labels;
  }
  /** What is valid and what is not. */
  get validity(): ValidityState {
    return this.internals.validity;
  }
  /** What is wrong, in words. */
  get validationMessage(): string {
    return this.internals.validationMessage;
  }
  /** Whether a form would check the element. */
  get willValidate(): boolean {
    return this.internals.willValidate;
  }
  /** Whether the element is valid; fires `invalid` where it is not. */
  checkValidity(): boolean {
    return this.internals.checkValidity();
  }
  /** The same, and the browser shows what is wrong. */
  reportValidity(): boolean {
    return this.internals.reportValidity();
  }
  /** Makes the element invalid with a message of the host's own; an empty one makes it valid again. */
  setCustomValidity(message: string): void {
    this.customMessage = message;
    this.reportToForm();
  }

  /** @internal Called by the browser as the element, or a fieldset around it, is disabled. */
  formDisabledCallback(): void {
    this.requestUpdate();
  }
  /** @internal */
  formAssociatedCallback(): void {
    if (this.hasUpdated) this.reportToForm();
  }

  protected setFormState(empty: boolean, missing: string, anchor?: HTMLElement): void {
    // Outside a form this would copy a large text at each key for nobody.
    if (this.internals.form) this.internals.setFormValue(this.value);
    const valueMissing = this.required && !this.readonly && empty;
    const message = this.customMessage || (valueMissing ? missing : '');
    const told = this.validationMessage === message && this.validity.valid === !message;
    if (told) return;
    if (!message) this.internals.setValidity({});
    else
      this.internals.setValidity({ valueMissing, customError: this.customMessage !== '' }, message, anchor);
  }

  /** The text of the element's labels. */
  protected labelText(): string {
    const texts = [...this.internals.labels].map((label) => label.textContent?.trim() ?? '');
    return texts.filter(Boolean).join(' ');
  }
}
