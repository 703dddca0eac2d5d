def evaluate_layers(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T, D) to (B, T, 14)."""
    return self.head_layers(x, lengths, w, False)


def packed(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
    """The same by packed sequences."""
    h, sizes = torch._pack_padded_sequence(x, torch.cpu(lengths), True)
    state = torch.zeros([4, x.size(0), 7], dtype=6, device=x.device)
    y, a, b = torch.lstm(h, sizes, [state, state], w, True, 2, 0., True, True)
    z, unused = torch._pad_packed_sequence(y, sizes, True, 0., x.size(1))
    return z


def descend(self, y: Tensor, lengths: Tensor, v: List[Tensor]) -> List[Tensor]:
    """Gradients of the sum of the squares of valid frames."""
    t = torch.arange(y.size(1), dtype=4, device=y.device).unsqueeze(0)
    own = (t < lengths.unsqueeze(1)).float()
    return self.differentiated((y.square() * own.unsqueeze(2)).sum(), v)


def gradients(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> List[Tensor]:
    """One gradient a weight."""
    v = self.leaves(w, 0)
    return self.descend(self.head_layers(x, lengths, v, True), lengths, v)


def packed_gradients(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> List[Tensor]:
    """The same by packed sequences."""
    v = self.leaves(w, 0)
    return self.descend(self.packed(x, lengths, v), lengths, v)


def two_ways(self, x: Tensor, lengths: Tensor, w: List[Tensor], one_call: bool, train: bool) -> Tensor:
    """(B, T, D) to (B, T, 14), both directions in one call or one after the other."""
    if one_call:
        return self.head_both_ways(x, w, train)
    return self.head_each_way(x, lengths, w, train)


def unpadded(self, x: Tensor, lengths: Tensor, one_call: Tensor, w: List[Tensor]) -> List[Tensor]:
    """States (B, T, 14) without and with training, then one gradient a weight."""
    y = self.two_ways(x, lengths, w, bool(one_call), False)
    v = self.leaves(w, 0)
    trained = self.two_ways(x, lengths, v, bool(one_call), True)
    return [y, trained.detach()] + self.descend(trained, lengths, v)
