from collections.abc import Callable

COINS = (200, 100, 50, 20, 10, 5)


class VendingError(Exception):
    """Something that the machine refuses to do."""


class VendingMachine:
    """Sells what is on its shelf. All amounts are whole cents."""

    def __init__(self, shelf: dict[str, dict], on_sale: Callable[[str, int], None] | None = None) -> None:
        self.shelf = {slot: dict(content) for slot, content in shelf.items()}
        self.on_sale = on_sale
        self.credit = 0

    def insert(self, coin: int) -> int:
        """Take a coin; return the credit so far."""
        if coin not in COINS:
            raise VendingError(f"a coin of {coin} is unknown here")
        self.credit += coin
        return self.credit

    def select(self, slot: str) -> dict:
        """Sell what is in the slot; return {"item": its name, "change": [coins]}."""
        content = self.shelf.get(slot)
        if content is None:
            raise VendingError(f"there is no slot {slot}")
        if content["count"] == 0:
            raise VendingError(f"{content['name']} is sold out")
        if self.credit < content["price"]:
            raise VendingError(f"insert {content['price'] - self.credit} more")
        content["count"] -= 1
        self.credit -= content["price"]
        if self.on_sale:
            self.on_sale(content["name"], content["price"])
        return {"item": content["name"], "change": self.cancel()}

    def cancel(self) -> list[int]:
        """Give the credit back."""
        coins = []
        for coin in COINS:
            number, self.credit = divmod(self.credit, coin)
            coins += [coin] * number
        return coins
