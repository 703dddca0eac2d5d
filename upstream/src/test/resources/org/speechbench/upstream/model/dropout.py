def apply(self, x: Tensor) -> List[Tensor]:
    """Values (N) with two masks of one step."""
    h = x.to(DTYPE)
    noise = self.dropout_noise(h.view([1, -1, 1]))
    one = self.dropped(h, noise, True)
    other = self.dropped(h, noise, True)
    return [one.float(), other.float()]
