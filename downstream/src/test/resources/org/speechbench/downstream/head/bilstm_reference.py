  def evaluate_layers(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
    return self.head_layers(x, lengths, w, False)
  def packed(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
    h, sizes = torch._pack_padded_sequence(x, torch.cpu(lengths), True)
    state = torch.zeros([4, torch.size(x, 0), 7], dtype=6, layout=0, device=x.device)
    y, a, b = torch.lstm(h, sizes, [state, state], w, True, 2, 0., True, True)
    z, _0 = torch._pad_packed_sequence(y, sizes, True, 0., torch.size(x, 1))
    return z
  def leaves(self, w: List[Tensor]) -> List[Tensor]:
    v = annotate(List[Tensor], [])
    for i in range(torch.len(w)):
      _0 = torch.append(v, torch.requires_grad_(torch.detach(w[i]), True))
    return v
  def descend(self, y: Tensor, lengths: Tensor, v: List[Tensor]) -> List[Tensor]:
    t = torch.unsqueeze(torch.arange(torch.size(y, 1), dtype=4, layout=0, device=y.device), 0)
    own = torch.to(torch.lt(t, torch.unsqueeze(lengths, 1)), 6)
    g = torch.grad([torch.sum(torch.mul(torch.square(y), torch.unsqueeze(own, 2)))], v)
    torch.set_grad_enabled(False)
    out = annotate(List[Tensor], [])
    for i in range(torch.len(g)):
      _0 = torch.append(out, unchecked_cast(Tensor, g[i]))
    return out
  def gradients(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> List[Tensor]:
    torch.set_grad_enabled(True)
    v = self.leaves(w)
    return self.descend(self.head_layers(x, lengths, v, True), lengths, v)
  def packed_gradients(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> List[Tensor]:
    torch.set_grad_enabled(True)
    v = self.leaves(w)
    return self.descend(self.packed(x, lengths, v), lengths, v)
