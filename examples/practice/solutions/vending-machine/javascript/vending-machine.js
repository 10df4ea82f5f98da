export const COINS = [200, 100, 50, 20, 10, 5];

export class VendingError extends Error {
  name = 'VendingError';
}

export class VendingMachine {
  credit = 0;
  #shelf;
  #onSale;

  constructor(shelf, onSale) {
    this.#shelf = new Map(Object.entries(shelf).map(([slot, content]) => [slot, { ...content }]));
    this.#onSale = onSale;
  }

  insert(coin) {
    if (!COINS.includes(coin)) throw new VendingError(`a coin of ${coin} is unknown here`);
    return (this.credit += coin);
  }

  select(slot) {
    const content = this.#shelf.get(slot);
    if (!content) throw new VendingError(`there is no slot ${slot}`);
    if (content.count === 0) throw new VendingError(`${content.name} is sold out`);
    if (this.credit < content.price) throw new VendingError(`insert ${content.price - this.credit} more`);
    content.count--;
    this.credit -= content.price;
    this.#onSale?.(content.name, content.price);
    return { item: content.name, change: this.cancel() };
  }

  cancel() {
    const coins = [];
    for (const coin of COINS) {
      for (; this.credit >= coin; this.credit -= coin) coins.push(coin);
    }
    return coins;
  }
}
