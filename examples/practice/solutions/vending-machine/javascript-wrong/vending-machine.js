export class VendingError extends Error {}

// Looks slots up in a plain object, and forgets that a slot can be empty.
export class VendingMachine {
  credit = 0;

  constructor(shelf, onSale) {
    this.shelf = structuredClone(shelf);
    this.onSale = onSale;
  }

  insert(coin) {
    if (![200, 100, 50, 20, 10, 5].includes(coin)) throw new VendingError('unknown coin');
    this.credit += coin;
    return this.credit;
  }

  select(slot) {
    const content = this.shelf[slot];
    if (!content) throw new VendingError(`no slot ${slot}`);
    if (this.credit < content.price) throw new VendingError(`${content.price - this.credit} more`);
    content.count--;
    this.credit -= content.price;
    this.onSale(content.name, content.price);
    return { item: content.name, change: this.cancel() };
  }

  cancel() {
    const coins = [];
    for (const coin of [200, 100, 50, 20, 10, 5]) {
      while (this.credit >= coin) {
        coins.push(coin);
        this.credit -= coin;
      }
    }
    return coins;
  }
}
