  def head_stack(self, x: Tensor) -> Tensor:
    b, t, d = torch.size(x)
    n = torch.floordiv(torch.add(t, $FACTOR$ - 1), $FACTOR$)
    padded = torch.constant_pad_nd(x, [0, 0, 0, torch.sub(torch.mul(n, $FACTOR$), t)], 0.)
    return torch.reshape(padded, [b, n, torch.mul(d, $FACTOR$)])
  def head_layer(self, packed: Tensor, sizes: Tensor, state: Tensor, w: List[Tensor], train: bool) -> Tensor:
    y, h, c = torch.lstm(packed, sizes, [state, state], w, True, 1, 0., train, True)
    return torch.dropout(y, $DROPOUT$, train)
  def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    s = self.head_stack(x)
    p = torch.linear(s, w[0], w[1])
    frames = torch.floor_divide(torch.add(lengths, $FACTOR$ - 1), $FACTOR$)
    longest, order = torch.sort(frames, 0, True)
    h, sizes = torch._pack_padded_sequence(torch.index_select(p, 0, order), torch.cpu(longest), True)
    b = torch.size(x, 0)
    state = torch.zeros([2, b, $HIDDEN$], dtype=6, layout=0, device=x.device)
    for l in range($LAYERS$):
      at = torch.add(2, torch.mul(8, l))
      h = self.head_layer(h, sizes, state, torch.slice(w, at, torch.add(at, 8)), train)
    y, _0 = torch._pad_packed_sequence(h, sizes, True, 0., torch.size(p, 1))
    z = torch.index_select(y, 0, torch.argsort(order))
    n = torch.len(w)
    return torch.linear(z, w[torch.sub(n, 2)], w[torch.sub(n, 1)])
