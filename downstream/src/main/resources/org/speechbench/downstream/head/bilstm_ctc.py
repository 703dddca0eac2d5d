  def head_stack(self, x: Tensor) -> Tensor:
    b, t, d = torch.size(x)
    n = torch.floordiv(torch.add(t, $FACTOR$ - 1), $FACTOR$)
    padded = torch.constant_pad_nd(x, [0, 0, 0, torch.sub(torch.mul(n, $FACTOR$), t)], 0.)
    return torch.reshape(padded, [b, n, torch.mul(d, $FACTOR$)])
  def head_mirror(self, x: Tensor, lengths: Tensor) -> Tensor:
    b, t, d = torch.size(x)
    own = torch.unsqueeze(torch.arange(t, dtype=4, layout=0, device=x.device), 0)
    n = torch.unsqueeze(lengths, 1)
    mirrored = torch.where(torch.lt(own, n), torch.sub(torch.sub(n, own), 1), own)
    row = torch.unsqueeze(torch.arange(b, dtype=4, layout=0, device=x.device), 1)
    return torch.reshape(torch.add(mirrored, torch.mul(row, t)), [-1])
  def head_reverse(self, x: Tensor, mirror: Tensor) -> Tensor:
    b, t, d = torch.size(x)
    return torch.reshape(torch.index_select(torch.reshape(x, [-1, d]), 0, mirror), [b, t, d])
  def head_layers(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    mirror = self.head_mirror(x, lengths)
    h = x
    for l in range($LAYERS$):
      at = torch.mul(8, l)
      f = self.head_direction(h, torch.slice(w, at, torch.add(at, 4)), train)
      back = torch.slice(w, torch.add(at, 4), torch.add(at, 8))
      b = self.head_reverse(self.head_direction(self.head_reverse(h, mirror), back, train), mirror)
      h = torch.dropout(torch.cat([f, b], 2), $DROPOUT$, train)
    return h
  def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    frames = torch.floor_divide(torch.add(lengths, $FACTOR$ - 1), $FACTOR$)
    p = torch.linear(self.head_stack(x), w[0], w[1])
    n = torch.len(w)
    h = self.head_layers(p, frames, torch.slice(w, 2, torch.sub(n, 2)), train)
    return torch.linear(h, w[torch.sub(n, 2)], w[torch.sub(n, 1)])
