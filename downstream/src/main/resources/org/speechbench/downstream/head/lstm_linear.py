  def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    h = x
    for l in range($LAYERS$):
      at = torch.mul(4, l)
      h = self.head_direction(h, torch.slice(w, at, torch.add(at, 4)), train)
    n = torch.len(w)
    return torch.linear(h, w[torch.sub(n, 2)], w[torch.sub(n, 1)])
