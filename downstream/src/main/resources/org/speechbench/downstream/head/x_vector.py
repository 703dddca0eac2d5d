  def head_unit(self, x: Tensor) -> Tensor:
    return torch.div(x, torch.clamp_min(torch.norm(x, 2, [1], True), 1e-12))
  def head_long_enough(self, x: Tensor) -> Tensor:
    missing = ops.prim.max(torch.sub(15, torch.size(x, 1)), 0)
    return torch.constant_pad_nd(x, [0, 0, 0, missing])
  def head_frames(self, x: Tensor, w: List[Tensor]) -> Tensor:
    h0 = torch.transpose(torch.linear(self.head_long_enough(x), w[0], w[1]), 1, 2)
    h1 = torch.relu(torch.conv1d(h0, w[2], w[3]))
    h2 = torch.relu(torch.conv1d(h1, w[4], w[5], [1], [0], [2]))
    h3 = torch.relu(torch.conv1d(h2, w[6], w[7], [1], [0], [3]))
    h4 = torch.relu(torch.conv1d(h3, w[8], w[9]))
    return torch.transpose(torch.relu(torch.conv1d(h4, w[10], w[11])), 1, 2)
  def head_statistics(self, h: Tensor, lengths: Tensor) -> Tensor:
    n = torch.unsqueeze(torch.clamp_min(torch.sub(lengths, 14), 1), 1)
    t = torch.arange(torch.size(h, 1), dtype=4, layout=0, device=h.device)
    valid = torch.unsqueeze(torch.to(torch.lt(torch.unsqueeze(t, 0), n), 6), 2)
    mean = torch.div(torch.sum(torch.mul(h, valid), [1]), torch.to(n, 6))
    centred = torch.mul(torch.sub(h, torch.unsqueeze(mean, 1)), valid)
    square = torch.sum(torch.mul(centred, centred), [1])
    variance = torch.div(square, torch.to(torch.clamp_min(torch.sub(n, 1), 1), 6))
    return torch.cat([mean, torch.sqrt(torch.add(variance, 1e-10))], 1)
  def head_first(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
    return torch.relu(torch.linear(self.head_statistics(self.head_frames(x, w), lengths), w[12], w[13]))
  def head_embed(self, x: Tensor, lengths: Tensor, w: List[Tensor]) -> Tensor:
    return self.head_unit(self.head_first(x, lengths, w))
  def head(self, x: Tensor, lengths: Tensor, w: List[Tensor], train: bool) -> Tensor:
    last = torch.relu(torch.linear(self.head_first(x, lengths, w), w[14], w[15]))
    return torch.linear(self.head_unit(last), self.head_unit(w[16]))
