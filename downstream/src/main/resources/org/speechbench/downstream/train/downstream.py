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
    loss = self.batch_loss(self.row_losses(y, frames, targets, target_lengths), frames)
    g = torch.grad([loss], leaves)
    torch.set_grad_enabled(False)
    out = annotate(List[Tensor], [torch.detach(loss)])
    for i in range(torch.len(g)):
      _1 = torch.append(out, unchecked_cast(Tensor, g[i]))
    return out
  def logits(self, states: List[Tensor], lengths: Tensor, w: List[Tensor]) -> Tensor:
    return self.head(self.featurize(self.features(states), w[0]), lengths, self.rest(w), False)
