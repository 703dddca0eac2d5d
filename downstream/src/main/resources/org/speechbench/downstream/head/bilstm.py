def head_mirror(self, x: Tensor, lengths: Tensor) -> Tensor:
    """Rows of (B * T) that reverse each utterance of (B, T, D) within its own length (B)."""
    b, t, d = x.size()
    own = torch.arange(t, dtype=4, device=x.device).unsqueeze(0)
    n = lengths.unsqueeze(1)
    mirrored = torch.where(own < n, n - own - 1, own)
    row = torch.arange(b, dtype=4, device=x.device).unsqueeze(1)
    return (mirrored + row * t).reshape([-1])


def head_reverse(self, x: Tensor, mirror: Tensor) -> Tensor:
    """(B, T, D) to (B, T, D)."""
    b, t, d = x.size()
    return x.reshape([-1, d]).index_select(0, mirror).reshape([b, t, d])


def head_each_way(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    """(B, T, D) to (B, T, 2 * HIDDEN), one direction after the other."""
    mirror = self.head_mirror(x, lengths)
    h = x
    for l in range(LAYERS):
        f = self.head_lstm(h, w.layers[l].forward, 1, train)
        back = self.head_lstm(self.head_reverse(h, mirror), w.layers[l].backward, 1, train)
        h = torch.dropout(torch.cat([f, self.head_reverse(back, mirror)], 2), DROPOUT, train)
    return h


def head_both_ways(self, x: Tensor, w: List[Tensor], train: bool) -> Tensor:
    """The same of rows without padding, both directions of a layer in one call."""
    h = x
    for l in range(LAYERS):
        h = torch.dropout(self.head_lstm(h, w.layers[l], 2, train), DROPOUT, train)
    return h


def head_layers(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    """(B, T, D) to (B, T, 2 * HIDDEN). On a CPU one call for both directions rounds differently and is no faster."""
    if x.is_cuda and int(lengths.min()) == x.size(1):
        return self.head_both_ways(x, w, train)
    return self.head_each_way(x, lengths, w, train)
