  def update(self, scale: Tensor, good: Tensor, norm: Tensor) -> Tensor:
    fine = torch.isfinite(norm)
    n = torch.where(fine, torch.add(good, 1.), torch.zeros_like(good))
    grown = torch.ge(n, $GROWTH_INTERVAL$)
    raised = torch.where(grown, torch.mul(scale, 2.), scale)
    _0 = torch.copy_(scale, torch.where(fine, raised, torch.mul(scale, 0.5)))
    _1 = torch.copy_(good, torch.where(grown, torch.zeros_like(n), n))
    return torch.zeros([1])
  def assign(self, scale: Tensor, good: Tensor, to: Tensor) -> Tensor:
    _0 = torch.copy_(scale, torch.select(to, 0, 0))
    _1 = torch.copy_(good, torch.select(to, 0, 1))
    return torch.zeros([1])
