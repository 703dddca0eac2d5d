  def features(self, states: List[Tensor]) -> Tensor:
    if torch.eq(torch.len(states), 1):
      h = states[0]
    else:
      h = torch.cat(states, 0)
    return h
  def featurize(self, h: Tensor, scalars: Tensor) -> Tensor:
    layers, b, t, d = torch.size(h)
    if $NORMALIZE$:
      x = torch.layer_norm(h, [d])
    else:
      x = h
    weights = torch.unsqueeze(torch.softmax(scalars, 0), 0)
    return torch.reshape(torch.matmul(weights, torch.reshape(x, [layers, -1])), [b, t, d])
  def augment(self, x: Tensor, masks: List[Tensor]) -> Tensor:
    b, t, d = torch.size(x)
    taps = torch.index_select(torch.reshape(x, [-1, d]), 0, torch.reshape(masks[0], [-1]))
    warped = torch.sum(torch.mul(torch.reshape(taps, [b, t, 4, d]), torch.unsqueeze(masks[1], 3)), [2])
    return torch.mul(torch.mul(warped, torch.unsqueeze(masks[2], 1)), torch.unsqueeze(masks[3], 2))
  def row_losses(self, y: Tensor, frames: Tensor, targets: Tensor, target_lengths: Tensor) -> Tensor:
    if $CTC$:
      p = torch.transpose(torch.log_softmax(y, 2), 0, 1)
      rows = torch.ctc_loss(p, targets, frames, target_lengths, 0, 0, True)
      losses = torch.div(rows, torch.to(torch.clamp_min(target_lengths, 1), 6))
    else:
      losses = self.group_losses(y, targets)
    return losses
  def margin(self, y: Tensor, target: Tensor) -> Tensor:
    if $AM_SOFTMAX$:
      right = torch.one_hot(target, torch.size(y, 1))
      z = torch.mul(torch.sub(y, torch.mul(torch.to(right, 6), 0.4)), 30.)
    else:
      z = y
    return z
  def group_losses(self, y: Tensor, targets: Tensor) -> Tensor:
    sizes = annotate(List[int], $GROUPS$)
    losses = torch.zeros_like(torch.select(y, 1, 0))
    start = 0
    for g in range(torch.len(sizes)):
      own = torch.narrow(y, 1, start, sizes[g])
      target = torch.select(targets, 1, g)
      losses = torch.add(losses, torch.cross_entropy_loss(self.margin(own, target), target, None, 0))
      start = torch.add(start, sizes[g])
    return losses
  def best(self, y: Tensor) -> Tensor:
    if $CTC$:
      best = torch.argmax(y, -1)
    else:
      best = self.best_of_groups(y)
    return best
  def best_of_groups(self, y: Tensor) -> Tensor:
    sizes = annotate(List[int], $GROUPS$)
    best = annotate(List[Tensor], [])
    start = 0
    for g in range(torch.len(sizes)):
      _0 = torch.append(best, torch.argmax(torch.narrow(y, 1, start, sizes[g]), 1))
      start = torch.add(start, sizes[g])
    return torch.stack(best, 1)
  def rest(self, w: List[Tensor]) -> List[Tensor]:
    return torch.slice(w, 1)
  def gradients(self, states: List[Tensor], lengths: Tensor, frames: Tensor, targets: Tensor, target_lengths: Tensor, w: List[Tensor], masks: List[Tensor]) -> List[Tensor]:
    torch.set_grad_enabled(True)
    leaves = annotate(List[Tensor], [])
    for i in range(torch.len(w)):
      _0 = torch.append(leaves, torch.requires_grad_(torch.detach(w[i]), True))
    x = self.featurize(self.features(states), leaves[0])
    if $AUGMENT$:
      seen = self.augment(x, masks)
    else:
      seen = x
    y = self.head(seen, lengths, self.rest(leaves), True)
    loss = torch.mean(self.row_losses(y, frames, targets, target_lengths))
    g = torch.grad([loss], leaves)
    torch.set_grad_enabled(False)
    out = annotate(List[Tensor], [torch.detach(loss)])
    for i in range(torch.len(g)):
      _1 = torch.append(out, unchecked_cast(Tensor, g[i]))
    return out
  def evaluate(self, states: List[Tensor], lengths: Tensor, frames: Tensor, targets: Tensor, target_lengths: Tensor, w: List[Tensor]) -> List[Tensor]:
    x = self.featurize(self.features(states), w[0])
    y = self.head(x, lengths, self.rest(w), False)
    return [self.row_losses(y, frames, targets, target_lengths), self.best(y)]
  def logits(self, states: List[Tensor], lengths: Tensor, w: List[Tensor]) -> Tensor:
    return self.head(self.featurize(self.features(states), w[0]), lengths, self.rest(w), False)
