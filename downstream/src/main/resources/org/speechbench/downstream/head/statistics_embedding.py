  def head_unit(self, x: Tensor) -> Tensor:
    return torch.div(x, torch.clamp_min(torch.norm(x, 2, [1], True), 1e-12))
  def head_embed(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
    return self.head_unit(torch.linear(torch.reshape(x, [torch.size(x, 0), -1]), w[0], w[1]))
  def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    return torch.linear(self.head_embed(x, lengths, w), self.head_unit(w[2]))
