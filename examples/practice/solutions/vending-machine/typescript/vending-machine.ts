export const COINS = [200, 100, 50, 20, 10, 5] as const;

export interface Slot {
  name: string;
  price: number;
  count: number;
}

export interface Sale {
  item: string;
  /** Coins, the largest first. */
  change: number[];
}

export class VendingError extends Error {
  override name = 'VendingError';
}

export class VendingMachine {
  credit = 0;
  private readonly shelf: Map<string, Slot>;

  constructor(
    shelf: Record<string, Slot>,
    private readonly onSale?: (name: string, price: number) => void,
  ) {
    this.shelf = new Map(Object.entries(shelf).map(([slot, content]) => [slot, { ...content }]));
  }

  insert(coin: number): number {
    if (!COINS.some((known) => known === coin)) throw new VendingError(`a coin of ${coin} is unknown here`);
    this.credit += coin;
    return this.credit;
  }

  select(slot: string): Sale {
    const content = this.shelf.get(slot);
    if (!content) throw new VendingError(`there is no slot ${slot}`);
    if (content.count === 0) throw new VendingError(`${content.name} is sold out`);
    if (this.credit < content.price) throw new VendingError(`insert ${content.price - this.credit} more`);
    content.count--;
    this.credit -= content.price;
    this.onSale?.(content.name, content.price);
    return { item: content.name, change: this.cancel() };
  }

  cancel(): number[] {
    const coins: number[] = [];
    for (const coin of COINS) {
      for (; this.credit >= coin; this.credit -= coin) coins.push(coin);
    }
    return coins;
  }
}
