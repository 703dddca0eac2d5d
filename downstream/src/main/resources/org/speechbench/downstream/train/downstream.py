def placed(self, here: Tensor, host: List[Tensor]) -> List[Tensor]:
    """The arrays of a batch on the device."""
    return self.all_on_device(host, here)


def features(self, states: List[Tensor]) -> Tensor:
    """Pieces of the layers, fp32 or the bits of bfloat16 in half precision, to (L, B, T, D) fp32."""
    h = states[0]
    if len(states) > 1:
        h = torch.cat(states, 0)
    if h.dtype == 5:
        # Scripts have no view of another type that copies nothing.
        h = torch.view_copy(h, dtype=15).float()
    return h


def featurize(self, h: Tensor, scalars: Tensor) -> Tensor:
    """(L, B, T, D) to (B, T, D): the sum weighted by the softmax of the scalars (L)."""
    if NORMALIZE:
        h = torch.layer_norm(h, [h.size(3)])
    return self.weighted(h, scalars.softmax(0).unsqueeze(0))


def augment(self, x: Tensor, masks: List[Tensor]) -> Tensor:
    """(B, T, D) warped in time, with frames and dimensions masked."""
    rows, taps, dims, frames = masks
    b, t, d = x.size()
    neighbours = x.reshape([-1, d]).index_select(0, rows.reshape([-1])).reshape([b, t, 4, d])
    warped = (neighbours * taps.unsqueeze(3)).sum([2])
    return warped * dims.unsqueeze(1) * frames.unsqueeze(2)


def gradients(
    self,
    states: List[Tensor],
    lengths: Tensor,
    frames: Tensor,
    targets: Tensor,
    target_lengths: Tensor,
    w: List[Tensor],
    masks: List[Tensor],
) -> List[Tensor]:
    """Loss of a batch, then the gradient of each weight."""
    w = self.leaves(w, 0)
    x = self.featurize(self.features(states), w.featurizer.scalars)
    if AUGMENT:
        x = self.augment(x, masks)
    y = self.head(x, lengths, w.head, True)
    loss = self.batch_loss(self.row_losses(y, frames, targets, target_lengths), frames)
    return [loss.detach()] + self.differentiated(loss, w)


def logits(self, states: List[Tensor], lengths: Tensor, w: List[Tensor]) -> Tensor:
    """(B, T', C) or (B, C)."""
    return self.head(self.featurize(self.features(states), w.featurizer.scalars), lengths, w.head, False)
