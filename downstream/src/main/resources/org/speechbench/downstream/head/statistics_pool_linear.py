  def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    return torch.linear(torch.reshape(x, [torch.size(x, 0), -1]), w[0], w[1])
