  def speaking(self, targets: Tensor, speakers: int) -> Tensor:
    speaker = torch.arange(speakers, dtype=4, layout=0, device=targets.device)
    return torch.to(torch.ne(torch.bitwise_and(torch.unsqueeze(targets, 2), torch.pow(2, speaker)), 0), 6)
  def valid(self, frames: Tensor, t: int) -> Tensor:
    at = torch.unsqueeze(torch.arange(t, dtype=4, layout=0, device=frames.device), 0)
    return torch.unsqueeze(torch.to(torch.lt(at, torch.unsqueeze(frames, 1)), 6), 2)
  def row_losses(self, y: Tensor, frames: Tensor, targets: Tensor, target_lengths: Tensor) -> Tensor:
    b, t, speakers = torch.size(y)
    valid = self.valid(frames, t)
    silent = torch.sum(torch.mul(torch.softplus(y), valid), [1, 2])
    together = torch.matmul(torch.transpose(torch.mul(y, valid), 1, 2), self.speaking(targets, speakers))
    orders = annotate(List[int], $ORDERS$)
    gains = annotate(List[Tensor], [])
    for p in range(torch.floordiv(torch.len(orders), speakers)):
      gain = torch.zeros_like(silent)
      for s in range(speakers):
        k = orders[torch.add(torch.mul(p, speakers), s)]
        gain = torch.add(gain, torch.select(torch.select(together, 1, s), 1, k))
      _0 = torch.append(gains, gain)
    most = torch.amax(torch.stack(gains, 0), [0])
    return torch.div(torch.sub(silent, most), torch.mul(torch.to(frames, 6), speakers))
  def batch_loss(self, rows: Tensor, frames: Tensor) -> Tensor:
    return torch.div(torch.sum(torch.mul(rows, frames)), torch.sum(frames))
  def answers(self, y: Tensor) -> Tensor:
    return torch.sigmoid(y)
