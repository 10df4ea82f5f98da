COINS = (200, 100, 50, 20, 10, 5)


class VendingError(Exception):
    """Something that the machine refuses to do."""


class VendingMachine:
    """Counts its stock down in the shelf it was given, and keeps the change."""

    def __init__(self, shelf, on_sale=lambda name, price: None):
        self.shelf = shelf
        self.on_sale = on_sale
        self.credit = 0

    def insert(self, coin):
        if coin not in COINS:
            raise VendingError("unknown coin")
        self.credit += coin
        return self.credit

    def select(self, slot):
        if slot not in self.shelf:
            raise VendingError(f"no slot {slot}")
        content = self.shelf[slot]
        if self.credit < content["price"]:
            raise VendingError(f"{content['price'] - self.credit} more")
        if content["count"] == 0:
            raise VendingError("sold out")
        content["count"] -= 1
        self.credit -= content["price"]
        self.on_sale(content["name"], content["price"])
        return {"item": content["name"], "change": self.cancel()}

    def cancel(self):
        coins = []
        for coin in COINS:
            coins += [coin] * (self.credit // coin)
            self.credit %= coin
        return coins
