  def margin(self, y: Tensor, target: Tensor) -> Tensor:
    right = torch.one_hot(target, torch.size(y, 1))
    return torch.mul(torch.sub(y, torch.mul(torch.to(right, 6), 0.4)), 30.)
