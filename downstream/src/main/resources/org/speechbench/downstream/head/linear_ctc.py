  def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    return torch.linear(torch.linear(x, w[0], w[1]), w[2], w[3])
